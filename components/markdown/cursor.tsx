/** Follows the last text of an answer that is still being written. */
export function Cursor({ shown }: { readonly shown: boolean }) {
  return shown ? <span class="cursor" aria-hidden="true" /> : null;
}
