import type { Translate } from '../../core/strings.ts';
import type { TransferStore } from '../../state/transfer-store.ts';

/** What the panels share. They come in a script of their own, so no services reach them. */
export interface TransferProps {
  readonly transfer: TransferStore;
  readonly translate: Translate;
}
