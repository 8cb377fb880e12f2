/** Follows the last text of an answer that is still being written. */
export const Cursor = () => <span class="cursor" aria-hidden="true" />;
