import { array, assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { isOwnEdit, rememberTexts } from '../../core/own-edit.ts';

const none = new Set<string>();

test.each([
  ['insertText', 'y', 'wh', 'why'],
  ['insertText', 'a', 'aa', 'aaa'],
  ['insertText', 'w', 'replaced', 'w'],
  ['insertLineBreak', null, 'one two', 'one\ntwo'],
  ['insertCompositionText', '你好', 'anihb', 'a你好b'],
  ['insertCompositionText', '', 'anb', 'ab'],
  ['insertReplacementText', 'hello', 'helo you', 'hello you'],
  ['insertTranspose', ' c', 'abc def', 'ab cdef'],
  ['insertFromPaste', 'two\r\nlines', 'of', 'of two\nlines '],
  ['insertFromDrop', 'these', 'drag  words', 'drag  words these'],
  ['deleteContentBackward', null, 'aaa', 'aa'],
  ['deleteWordBackward', null, 'two  words', 'two'],
  ['deleteByCut', null, 'all of it', ''],
  ['deleteContentForward', null, '', ''],
])('%s of %j makes %j into %j', (inputType, data, before, after) => {
  expect(isOwnEdit({ inputType, data }, before, after, none)).toBe(true);
});

test.each([
  ['insertText', 'x', 'why', 'Words of the page'],
  ['insertText', 'x', 'why', 'whyxx'],
  ['insertText', 'x', 'why', 'why not x'],
  ['insertText', 'x', 'why', 'why'],
  ['insertLineBreak', null, 'why', 'why not'],
  ['deleteContentBackward', null, 'why', 'the page'],
  ['deleteContentBackward', null, 'do not delete', 'do dlete'],
  ['deleteContentBackward', null, 'aa', 'aaa'],
  ['historyUndo', null, 'why', 'Words of the page'],
])('%s of %j does not make %j into %j', (inputType, data, before, after) => {
  expect(isOwnEdit({ inputType, data }, before, after, none)).toBe(false);
});

test('what is undone or done again was there before', () => {
  const earlier = new Set(['', 'w', 'why']);
  for (const inputType of ['historyUndo', 'historyRedo']) {
    expect(isOwnEdit({ inputType, data: null }, 'wh', 'why', earlier)).toBe(true);
    expect(isOwnEdit({ inputType, data: null }, 'why', 'wh', earlier)).toBe(false);
  }
});

test('all texts that were there are known, and no other', () => {
  const texts = array(string({ unit: 'grapheme', maxLength: 4 }));
  assert(
    property(texts, string({ maxLength: 2 }), (all, other) => {
      const earlier = rememberTexts();
      for (const text of all) earlier.add(text);
      for (const text of all) expect(earlier.has(text)).toBe(true);
      expect(earlier.has(other)).toBe(all.includes(other));
    }),
  );
});

test('anything may take the place of any stretch', () => {
  assert(
    property(string(), string(), string(), string(), (start, old, end, data) => {
      const edit = { inputType: 'insertFromPaste', data };
      expect(isOwnEdit(edit, start + old + end, start + data + end, none)).toBe(true);
    }),
  );
});
