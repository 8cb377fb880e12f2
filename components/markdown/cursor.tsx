import type { ComponentChild } from 'preact';

/** Follows the last text of an answer that is still being written. */
export const Cursor = () => <span class="cursor" aria-hidden="true" />;

/** The same, where elements are made by hand. */
export function createCursor(): HTMLElement {
  const cursor = document.createElement('span');
  cursor.className = 'cursor';
  cursor.setAttribute('aria-hidden', 'true');
  return cursor;
}

/**
 * The children of an element, and the cursor after them. In one list: Preact makes a component of
 * each list within another.
 */
export const withCursor = (children: ComponentChild[], cursor: boolean): ComponentChild[] =>
  cursor ? [...children, <Cursor key="cursor" />] : children;
