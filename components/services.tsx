import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../core/strings.ts';
import type { ExportFormat } from '../core/transfer/export-all.ts';
import type { Enrichment, MarkdownView } from './markdown/markdown-props.ts';

/** What components need of the browser, handed in by the entrypoint. */
export interface Services {
  readonly translate: Translate;
  /** Rejects where the browser does not allow it. */
  copyText(text: string): Promise<void>;
  /** The same text twice: as HTML, and as it was written. Missing where a view does not offer it. */
  copyRichText?(html: string, text: string): Promise<void>;
  /** Loads the component of Markdown; until it has come answers are plain text. */
  loadMarkdown(): Promise<MarkdownView>;
  /** Missing where a view cannot load in parts: code and formulas are plain there. */
  readonly enrichment?: Enrichment;
  /**
   * Shows the buttons for exporting and importing in an element, and takes them away for null: a
   * ref. Missing where a view does not offer them.
   * @param onImported Called when an import is over that was begun there.
   */
  showTransfer?(into: Element | null, onImported?: () => void): void;
  /** Missing where the options cannot be opened from. */
  openSettings?(): void;
  /** Saves conversations as files; missing where a view does not. Rejects where it fails. */
  exportConversations?(ids: readonly string[], format: ExportFormat): Promise<void>;
  /**
   * Asks the user to let the extension reach a match pattern. Call it at once in a click. Missing
   * where asking is impossible, as in a page, or would close the view, as in a popup.
   */
  requestAccess?(pattern: string): Promise<boolean>;
}

const ServicesContext = createContext<Services | undefined>(undefined);

export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('A component was rendered outside ServicesProvider');
  return services;
}

export function useTranslate(): Translate {
  return useServices().translate;
}
