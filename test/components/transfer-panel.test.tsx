// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, onTestFinished, test } from 'vitest';
import { TransferPanel } from '../../components/transfer/transfer-panel.tsx';
import { createLink } from '../../core/link.ts';
import { createTransferStore } from '../../state/transfer-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { fileOf, readFixture } from '../core/transfer/import-bench.ts';
import { settle } from '../doubles/settle.ts';

const translate = (key: string, ...rest: (string | number)[]) => [key, ...rest].join(' ');

async function showPanel() {
  const bench = createBench();
  const transfer = createTransferStore({
    link: createLink(() => bench.connect(panel)),
    store: bench.store,
    translate,
    newId: () => 'import',
    now: bench.clock.now,
    pause: () => Promise.resolve(),
    createSink: () => ({ write: () => {}, save: () => {} }),
    onImported: () => {},
  });
  const root = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => {
    render(null, root);
    root.remove();
  });
  const happens = (what: () => unknown) =>
    act(async () => {
      await what();
      await settle();
    });
  await happens(() => render(<TransferPanel transfer={transfer} translate={translate} />, root));
  const { actions } = transfer.getState();
  return {
    actions,
    happens,
    press: (name: string) =>
      happens(() => {
        const buttons = [...root.querySelectorAll('button')];
        const button = buttons.find(({ textContent }) => textContent === name);
        button?.focus();
        button?.click();
      }),
    check: (text: string) => happens(() => actions.check(fileOf(text))),
    said: () => [...root.querySelectorAll('[role] p')].map(({ textContent }) => textContent),
  };
}

test('what came of an import or an export is seen once, and takes no focus when its panel is opened again', async () => {
  const { press, check, said, happens, actions } = await showPanel();
  await press('import');
  await check(await readFixture('chatgpt.json'));
  await happens(() => actions.start());
  expect(said()).toEqual(['importDone 2']);
  await press('import');
  await press('import');
  expect(said()).toEqual([]);
  expect(document.activeElement?.textContent).toBe('import');
  await check('{');
  expect(said()).toContain('importNothingIn');
  await press('exportAll');
  await press('asJson');
  expect(said()).toEqual(['exportDone 2']);
  await press('import');
  expect(said()).toEqual([]);
  await press('exportAll');
  expect(said()).toEqual([]);
  expect(document.activeElement?.textContent).toBe('exportAll');
});

test('what is found, or has come of it, while the panel is closed is told when it is opened', async () => {
  const { press, check, said, happens, actions } = await showPanel();
  await press('import');
  await check(await readFixture('chatgpt.json'));
  await press('exportAll');
  await press('import');
  expect(said()).toContain('importCount 2 8');
  await press('exportAll');
  await happens(() => actions.start());
  await press('import');
  expect(said()).toEqual(['importDone 2']);
});
