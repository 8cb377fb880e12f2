// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { NumberSetting } from '../../components/number-setting.tsx';
import { ServicesProvider } from '../../components/services.tsx';

const services = {
  translate: (key: string) => key,
  copyText: () => Promise.resolve(),
  loadMarkdown: () => Promise.reject(new Error('There is no Markdown in a setting')),
};

function showSetting(setting = { low: 0, high: 2, step: 0.1 }) {
  const saved: number[] = [];
  const root = document.createElement('main');
  const show = (value: number) =>
    act(() =>
      render(
        <ServicesProvider value={services}>
          <NumberSetting
            label="temperature"
            value={value}
            {...setting}
            onSave={(number) => saved.push(number)}
          />
        </ServicesProvider>,
        root,
      ),
    );
  show(1);
  const field = root.querySelector('input') as HTMLInputElement;
  const send = (event: string) => act(() => void field.dispatchEvent(new Event(event)));
  const type = (text: string) => {
    field.value = text;
    send('input');
  };
  return { saved, root, show, field, type, leave: () => send('change') };
}

test('a number is saved when its field is left', () => {
  const { saved, field, type, leave, show } = showSetting();
  type('0.3');
  expect(saved).toEqual([]);
  leave();
  expect(saved).toEqual([0.3]);
  show(0.3);
  show(0.7);
  expect(field.value).toBe('0.7');
});

test('what is typed stays while other settings are saved', () => {
  const { saved, field, type, leave, show } = showSetting();
  type('0.');
  show(1);
  expect(field.value).toBe('0.');
  type('0.3');
  show(1);
  leave();
  expect([field.value, saved]).toEqual(['1', [0.3]]);
});

test('a number out of bounds stays where it was typed, with the bounds, and is not saved', () => {
  const { saved, root, field, type, leave, show } = showSetting();
  type('3');
  leave();
  show(1);
  expect([field.value, saved]).toEqual(['3', []]);
  expect(root.querySelector('.wrong')?.textContent).toBe('notANumber');
  type('2');
  leave();
  expect(saved).toEqual([2]);
  expect(root.querySelector('.wrong')).toBeNull();
});

test('what is no whole number is refused where the steps are', () => {
  const { saved, root, type, leave } = showSetting({ low: 5, high: 600, step: 1 });
  type('90.5');
  leave();
  expect(saved).toEqual([]);
  expect(root.querySelector('.wrong')?.textContent).toBe('notAWholeNumber');
  type('90');
  leave();
  expect(saved).toEqual([90]);
  expect(root.querySelector('.wrong')).toBeNull();
});
