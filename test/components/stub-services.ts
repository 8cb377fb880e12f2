import type { Services } from '../../components/services.tsx';

/** What views need of the browser: strings are their keys, and Markdown never comes. */
export const stubServices: Services = {
  translate: (key) => key,
  copyText: async () => {},
  loadMarkdown: () => new Promise<never>(() => {}),
};
