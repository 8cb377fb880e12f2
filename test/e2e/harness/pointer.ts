import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ElementHandle } from 'puppeteer-core';
import { expect } from 'vitest';

const run = promisify(execFile);

/** Sends real mouse and keyboard input to a display: the only way to a browser's own menus. */
async function xdotool(display: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('xdotool', args, { env: { ...process.env, DISPLAY: display } });
  return stdout;
}

/** Selects all the text in an element, as a user would by dragging over it. */
export async function selectText(element: ElementHandle): Promise<void> {
  await element.evaluate((node) => getSelection()?.selectAllChildren(node));
}

/**
 * Clicks an element with the right button and waits until the context menu is there. A page that has
 * not been painted yet gets no clicks, so it is clicked again where none comes.
 */
export async function rightClick(display: string, element: ElementHandle): Promise<void> {
  const { x, y } = await element.evaluate(findCentreOnScreen);
  const hasNew = await watchWindows(display);
  let looks = 0;
  const isOpen = async () => {
    if (await hasNew()) return true;
    if (looks % 40 === 0) await xdotool(display, 'mousemove', `${x}`, `${y}`, 'click', '3');
    looks += 1;
    return false;
  };
  await expect.poll(isOpen, { message: 'the context menu' }).toBe(true);
}

/** Presses keys one after another, by the names of X: `Up`, `Return`, `e`. */
export async function pressKeys(display: string, ...keys: string[]): Promise<void> {
  await xdotool(display, 'key', ...keys);
}

/** Presses a key that opens a menu and waits until the menu is there. */
export async function openMenu(display: string, key: string): Promise<void> {
  const hasNew = await watchWindows(display);
  await pressKeys(display, key);
  await expect.poll(hasNew, { message: `the menu of the key ${key}` }).toBe(true);
}

/**
 * Answers a dialog of the browser itself by keys. Nothing tells when such a dialog is there, so the
 * keys are pressed until it has been answered; they must do no harm in the page before.
 */
export async function answerDialog(
  display: string,
  isAnswered: () => Promise<boolean>,
  ...keys: string[]
): Promise<void> {
  const answer = async () => {
    await pressKeys(display, ...keys);
    return isAnswered();
  };
  await expect.poll(answer, { interval: 500 }).toBe(true);
}

/** An open menu is a window of its own, so a new window is the sign that it is there. */
async function watchWindows(display: string): Promise<() => Promise<boolean>> {
  const before = await listWindows(display);
  return async () => (await listWindows(display)).some((id) => !before.includes(id));
}

async function listWindows(display: string): Promise<string[]> {
  const output = await xdotool(display, 'search', '--onlyvisible', '--name', '.*');
  return output.trim().split('\n');
}

/**
 * Runs in the page, or in a frame of its own origin: the middle of the element's first line of
 * text. The browser's bars are above the page; only Firefox has something to its left, and says
 * where each frame begins.
 */
function findCentreOnScreen(element: Element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const line = range.getClientRects()[0] ?? element.getBoundingClientRect();
  const { mozInnerScreenX, mozInnerScreenY } = window as {
    mozInnerScreenX?: number;
    mozInnerScreenY?: number;
  };
  const { screenX: left, screenY: top, outerHeight, innerHeight } = window.top ?? window;
  const frame = window.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const x = mozInnerScreenX ?? left + frame.x;
  const y = mozInnerScreenY ?? top + outerHeight - innerHeight + frame.y;
  return {
    x: Math.round(x + line.x + line.width / 2),
    y: Math.round(y + line.y + line.height / 2),
  };
}
