import './styles/shortcuts.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { StringKey } from '../core/strings.ts';
import { IconButton } from './icon-button.tsx';
import { useTranslate } from './services.tsx';

/** A key with a name, or the sign that stands on it in every language. */
type Key = { readonly name: StringKey } | string;

const enter = { name: 'keyEnter' } as const;
const shift = { name: 'keyShift' } as const;
const esc = { name: 'keyEscape' } as const;

/** Keys that are pressed together, and what they do. */
type Shortcut = readonly [keys: readonly Key[], does: StringKey];

const groups: readonly (readonly [where: StringKey, shortcuts: readonly Shortcut[]])[] = [
  [
    'message',
    [
      [[enter], 'send'],
      [[shift, enter], 'shortcutNewLine'],
      [['↑'], 'shortcutEditLast'],
    ],
  ],
  [
    'editQuestion',
    [
      [[enter], 'askInstead'],
      [[esc], 'cancel'],
    ],
  ],
  [
    'history',
    [
      [['↑'], 'shortcutPrevious'],
      [['↓'], 'shortcutNext'],
      [[{ name: 'keyHome' }], 'shortcutFirst'],
      [[{ name: 'keyEnd' }], 'shortcutLast'],
      [[enter], 'shortcutOpen'],
      [['F2'], 'rename'],
      [[{ name: 'keyDelete' }], 'delete'],
    ],
  ],
  [
    'shortcutsSelecting',
    [
      [[{ name: 'keySpace' }], 'select'],
      [[{ name: 'keyDelete' }], 'shortcutDeleteSelected'],
      [[esc], 'done'],
    ],
  ],
  ['shortcutsCard', [[[esc], 'close']]],
  ['shortcutsElsewhere', [[['?'], 'shortcuts']]],
];

/** Opens as it is rendered. Closing it puts the focus back to where it was. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const translate = useTranslate();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // One that only goes from the page does not give the focus back.
    return () => current?.close();
  }, []);
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={onClose}>
      <header>
        <h2 id="shortcuts-title">{translate('shortcuts')}</h2>
        <IconButton
          icon="close"
          label={translate('close')}
          onClick={() => dialog.current?.close()}
        />
      </header>
      {groups.map(([where, shortcuts]) => (
        <section key={where}>
          <h3>{translate(where)}</h3>
          <dl>
            {shortcuts.map(([keys, does]) => (
              <div key={does}>
                <dt>{translate(does)}</dt>
                <dd>
                  {keys.map((key) => (
                    <kbd key={key}>{typeof key === 'string' ? key : translate(key.name)}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </dialog>
  );
}
