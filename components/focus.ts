/** Whether what had the focus is gone: it is nobody's then, and the keyboard would begin anew. */
export const isFocusLost = () => document.activeElement === document.body;
