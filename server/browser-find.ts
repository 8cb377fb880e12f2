import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Which build of the extension a browser takes, and how it is driven. */
export type BrowserKind = 'chromium' | 'firefox';

export interface FoundBrowser {
  readonly kind: BrowserKind;
  /** The program's path. */
  readonly path: string;
}

/** What the search depends on, so that it can be tried out for every system on any system. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly isProgram: (path: string) => boolean;
}

const linuxPrograms: Readonly<Record<BrowserKind, readonly string[]>> = {
  chromium: [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  firefox: ['firefox', 'firefox-esr'],
};

const macApplications: Readonly<Record<BrowserKind, readonly string[]>> = {
  chromium: ['Google Chrome', 'Chromium', 'Microsoft Edge'],
  firefox: ['Firefox', 'Firefox Developer Edition'],
};

const windowsPrograms: Readonly<Record<BrowserKind, readonly string[]>> = {
  chromium: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
  firefox: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

const kinds: readonly BrowserKind[] = ['chromium', 'firefox'];

/** The paths where a browser may be, the preferred ones first. */
export function listCandidates(surroundings: Surroundings): readonly FoundBrowser[] {
  return kinds.flatMap((kind) => listPaths(kind, surroundings).map((path) => ({ kind, path })));
}

function listPaths(kind: BrowserKind, { platform, environment, home }: Surroundings): string[] {
  if (platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': programFiles32, LOCALAPPDATA } = environment;
    const roots = [PROGRAMFILES, programFiles32, LOCALAPPDATA].filter((root) => root !== undefined);
    return windowsPrograms[kind].flatMap((program) =>
      roots.map((root) => win32.join(root, program)),
    );
  }
  if (platform === 'darwin') {
    return macApplications[kind].flatMap((name) => {
      // Inside its bundle, Firefox's program has the same short name in every edition.
      const program = kind === 'firefox' ? 'firefox' : name;
      return ['/Applications', posix.join(home, 'Applications')].map((root) =>
        posix.join(root, `${name}.app`, 'Contents/MacOS', program),
      );
    });
  }
  const folders = [
    ...(environment.PATH ?? '').split(':'),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  const absolute = new Set(folders.filter((folder) => posix.isAbsolute(folder)));
  return linuxPrograms[kind].flatMap((program) =>
    [...absolute].map((folder) => posix.join(folder, program)),
  );
}

/**
 * The browser to use: the environment variable ASIDE_BROWSER (a path) where it names one of the
 * wanted kind, else the first candidate that is there.
 * @throws Error if ASIDE_BROWSER names no program.
 */
export function findBrowser(
  wanted?: BrowserKind,
  surroundings: Surroundings = thisMachine(),
): FoundBrowser | undefined {
  const { environment, isProgram } = surroundings;
  const isWanted = ({ kind }: FoundBrowser) => wanted === undefined || kind === wanted;
  const path = environment.ASIDE_BROWSER;
  if (path) {
    const chosen: FoundBrowser = { kind: /firefox/i.test(path) ? 'firefox' : 'chromium', path };
    if (isWanted(chosen)) {
      if (isProgram(path)) return chosen;
      throw new Error(`ASIDE_BROWSER names no program: ${path}`);
    }
  }
  return listCandidates(surroundings).find((each) => isWanted(each) && isProgram(each.path));
}

/** Whether PATH has a program of this name. */
export function hasCommand(name: string, { environment, isProgram } = thisMachine()): boolean {
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  return folders.some((folder) => isProgram(posix.join(folder, name)));
}

function thisMachine(): Surroundings {
  return {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    isProgram: isExecutableFile,
  };
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
