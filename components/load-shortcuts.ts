/** The list of keyboard shortcuts, which few will open and none at once. */
export const loadShortcuts = async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog;
