import { spawnSync } from 'node:child_process';
import { type BrowserKind, findBrowser, hasCommand } from './browser-find.ts';

/** A tool that is needed: the Debian package that has it, and how people call it. */
interface Tool {
  readonly debianPackage: string;
  readonly label: string;
}

const tools = {
  chromium: { debianPackage: 'chromium', label: 'Chrome, Chromium or Edge' },
  firefox: { debianPackage: 'firefox-esr', label: 'Firefox' },
  Xvfb: { debianPackage: 'xvfb', label: 'Xvfb' },
  xdotool: { debianPackage: 'xdotool', label: 'xdotool' },
} satisfies Record<string, Tool>;

type ToolName = keyof typeof tools;

interface Machine {
  readonly isRoot: boolean;
  readonly hasApt: boolean;
}

type InstallPlan =
  | { readonly step: 'nothing' }
  | { readonly step: 'apt-get'; readonly packages: readonly string[] }
  /** Nothing that a program may do here; the message says what the user can do. */
  | { readonly step: 'refuse'; readonly message: string };

/** What to do about the tools that are missing on this machine. */
export function planInstall(missing: readonly ToolName[], machine: Machine): InstallPlan {
  if (missing.length === 0) return { step: 'nothing' };
  const packages = missing.map((name) => tools[name].debianPackage);
  if (machine.hasApt && machine.isRoot) return { step: 'apt-get', packages };
  const labels = missing.map((name) => tools[name].label).join(', ');
  const advice = machine.hasApt
    ? `run: sudo apt-get install ${packages.join(' ')}`
    : 'install what is missing and start again; a browser in an unusual place is named by ASIDE_BROWSER';
  return { step: 'refuse', message: `Missing: ${labels}. Please ${advice}.` };
}

/**
 * Makes sure that the tools are there, installing what is missing where that is possible.
 * @throws Error that says what to install.
 */
export function ensureTools(needed: readonly ToolName[]): void {
  const missing = needed.filter((name) => !isThere(name));
  const machine = { isRoot: process.getuid?.() === 0, hasApt: hasCommand('apt-get') };
  const plan = planInstall(missing, machine);
  if (plan.step === 'refuse') throw new Error(plan.message);
  if (plan.step === 'apt-get') {
    console.error(`Installing ${plan.packages.join(', ')} ...`);
    runAptGet(['update']);
    runAptGet(['install', '--yes', '--no-install-recommends', ...plan.packages]);
  }
}

function isThere(name: ToolName): boolean {
  return isBrowserKind(name) ? findBrowser(name) !== undefined : hasCommand(name);
}

function isBrowserKind(name: ToolName): name is BrowserKind {
  return name === 'chromium' || name === 'firefox';
}

function runAptGet(args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  const output = `${stdout ?? ''}${stderr ?? ''}`.trim();
  throw new Error(`apt-get ${args.join(' ')} failed: ${error?.message ?? output}`);
}
