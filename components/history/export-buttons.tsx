import { useState } from 'preact/hooks';
import { useServices } from '../services.tsx';

/** Saves conversations as files, where the page can. */
export function ExportButtons({ ids }: { readonly ids: readonly string[] }) {
  const { translate, exportConversations } = useServices();
  const [failed, setFailed] = useState(false);
  if (!exportConversations) return null;
  const save = (format: 'markdown' | 'json') => () => {
    setFailed(false);
    exportConversations(ids, format).catch(() => setFailed(true));
  };
  return (
    <>
      <button type="button" class="link-button" onClick={save('markdown')}>
        {translate('export')}
      </button>
      <button type="button" class="link-button" onClick={save('json')}>
        {translate('exportJson')}
      </button>
      {failed && <span role="alert">{translate('exportFailed')}</span>}
    </>
  );
}
