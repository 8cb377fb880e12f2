import { selectionTargets, themes } from '../core/settings.ts';
import type { SettingsStore } from '../state/settings-store.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

export function AppearanceSettings({ settings }: { readonly settings: SettingsStore }) {
  const translate = useTranslate();
  const { theme, selectionTarget } = useStore(settings, (state) => state.settings);
  const { save } = settings.getState().actions;
  const chooseTheme = (name: string) => {
    const chosen = themes.find((each) => each === name);
    if (chosen) void save({ theme: chosen });
  };
  const chooseTarget = (name: string) => {
    const chosen = selectionTargets.find((each) => each === name);
    if (chosen) void save({ selectionTarget: chosen });
  };
  return (
    <section>
      <h2>{translate('sectionAppearance')}</h2>
      <label for="theme">{translate('theme')}</label>
      <select id="theme" value={theme} onChange={(event) => chooseTheme(event.currentTarget.value)}>
        {themes.map((name) => (
          <option key={name} value={name}>
            {translate(`theme_${name}`)}
          </option>
        ))}
      </select>
      <label for="selection-target">{translate('selectionTarget')}</label>
      <select
        id="selection-target"
        value={selectionTarget}
        onChange={(event) => chooseTarget(event.currentTarget.value)}
      >
        {selectionTargets.map((name) => (
          <option key={name} value={name}>
            {translate(`selectionTarget_${name}`)}
          </option>
        ))}
      </select>
    </section>
  );
}
