import { expect, test } from 'vitest';
import { fold } from '../../../core/search/fold.ts';
import { allTerms, runsOf, termsOf } from '../../../core/search/terms.ts';

test.each([
  ['Hello WORLD', 'hello world'],
  ['Crème brûlée', 'creme brulee'],
  ['Đà Nẵng', 'da nang'],
  ['đà nẵng'.normalize('NFD'), 'da nang'],
  ['İstanbul', 'istanbul'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['ﬁne ＡＢＣ', 'fine abc'],
  ['ёлка', 'елка'],
  ['مُدَرِّس', 'مدرس'],
  ['محـــمد', 'محمد'],
  ['می\u200cخواهم', 'میخواهم'],
  ['שָׁלוֹם', 'שלום'],
  ['IŞIK', 'isik'],
  ['ışık', 'isik'],
  ['Straße', 'strasse'],
  ['STRAẞE', 'strasse'],
  ['Łódź København', 'lodz kobenhavn'],
  ['Æther', 'aether'],
  ['Zusammen\u00ADarbeit', 'zusammenarbeit'],
  ['\uFEFFno\u2060break\u200B', 'nobreak'],
  ['की', 'की'],
  ['ปู่', 'ปู่'],
  ['バス', 'ハ\u3099ス'],
  ['ﾊﾞｽ', 'ハ\u3099ス'],
  ['ΟΔΟΣ ὁδός', 'οδοσ οδοσ'],
  ['1️⃣', '1'],
])('%s is compared as %s', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test.each([
  { script: 'Latin', text: "Don't panic, it's 42!", terms: ['don', 't', 'panic', 'it', 's', '42'] },
  { script: 'code', text: 'snake_case.camelCase()', terms: ['snake', 'case', 'camelcase'] },
  { script: 'Vietnamese', text: 'Bến cảng yên tĩnh', terms: ['ben', 'cang', 'yen', 'tinh'] },
  { script: 'Cyrillic', text: 'Москва — столица', terms: ['москва', 'столица'] },
  { script: 'Arabic', text: 'لماذا السماء؟', terms: ['لماذا', 'السماء'] },
  { script: 'Hebrew', text: 'שלום, עולם', terms: ['שלום', 'עולם'] },
  { script: 'Devanagari', text: 'नमस्ते दुनिया', terms: ['नमस्ते', 'दुनिया'] },
  { script: 'Korean', text: '서울에서', terms: ['서울에서'.normalize('NFKD')] },
  { script: 'Chinese', text: '东京塔', terms: ['东京', '京塔', '塔'] },
  {
    script: 'Japanese',
    text: 'コーヒーを飲む',
    terms: ['コー', 'ーヒ', 'ヒー', 'ーを', 'を飲', '飲む', 'む'],
  },
  { script: 'Thai', text: 'ขอบคุณ', terms: ['ขอ', 'อบ', 'บค', 'คุ', 'ุณ', 'ณ'] },
  { script: 'rare Han', text: '𠮷野家', terms: ['𠮷野', '野家', '家'] },
  { script: 'mixed', text: 'iPhone手机2台', terms: ['iphone', '手机', '机', '2', '台'] },
  { script: 'nothing', text: '… — 🙂 !?', terms: [] },
])('$script is cut into terms', ({ text, terms }) => {
  expect([...allTerms([text])]).toEqual(terms);
});

test('a term stands once, however often and in however many texts it is said', () => {
  expect([...allTerms(['tea Tea', 'TÉA'])]).toEqual(['tea']);
});

test('what is too long for a word is cut between characters', () => {
  const long = '𝒳'.repeat(60);
  const [run] = runsOf('𐐷'.repeat(60));
  expect(termsOf(run!)).toEqual(['𐐷'.repeat(24)]);
  expect([...allTerms([long])]).toEqual(['x'.repeat(24)]);
});
