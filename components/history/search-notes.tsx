import type { SearchStore } from '../../state/search-store.ts';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';

/** Why nothing is found, where that is so; and while all is being indexed, how far that is. */
export function SearchNotes({ search }: { readonly search: SearchStore }) {
  const translate = useTranslate();
  const { query, hits, searching, failed, progress } = useStore(search, (state) => state);
  if (failed) return <p role="alert">{translate('searchFailed')}</p>;
  return (
    <div role="status" class="note">
      {progress && (
        <p>
          {translate(
            'searchIndexing',
            progress.indexed.toLocaleString(),
            progress.total.toLocaleString(),
          )}
        </p>
      )}
      {query.trim() !== '' && hits.length === 0 && !searching && (
        <p>{translate('searchNoMatch', query)}</p>
      )}
    </div>
  );
}
