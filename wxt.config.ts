import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { scriptBuild } from './script-build.ts';

/** The public service. Any other server is asked for when its address is saved. */
const serviceHost = 'https://chat.ai365vip.com/*';

/**
 * For every page and the worker, which alone fetches: from the server of the user's choice, wherever
 * that is. Each page's own <meta> takes that away again. Spelt out, it also keeps Firefox from its
 * default, which turns every http address into an https one.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  'connect-src https: http:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact({ devToolsEnabled: false })], build: scriptBuild }),
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: [
      'alarms',
      'storage',
      'unlimitedStorage',
      'contextMenus',
      'activeTab',
      'scripting',
      'declarativeNetRequestWithHostAccess',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    host_permissions: [serviceHost],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'aside@aside.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['websiteContent'] },
            },
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
