import type { StreamParser } from '@codemirror/streamparser';

/** A language's rules, which read code line by line. Its states are its own business. */
export type Language = StreamParser<unknown>;

const clike = () => import('@codemirror/legacy-modes/mode/clike');
const css = () => import('@codemirror/legacy-modes/mode/css');
const javascript = () => import('@codemirror/legacy-modes/mode/javascript');
const shell = async () => (await import('@codemirror/legacy-modes/mode/shell')).shell;
const sql = async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL;
const xml = () => import('@codemirror/legacy-modes/mode/xml');

/** Where each language's rules are; nothing is loaded before it is needed. */
const loaders: Readonly<Record<string, () => Promise<Language>>> = {
  bash: shell,
  c: async () => (await clike()).c,
  cpp: async () => (await clike()).cpp,
  csharp: async () => (await clike()).csharp,
  css: async () => (await css()).css,
  dart: async () => (await clike()).dart,
  diff: async () => (await import('@codemirror/legacy-modes/mode/diff')).diff,
  dockerfile: async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
  go: async () => (await import('@codemirror/legacy-modes/mode/go')).go,
  groovy: async () => (await import('@codemirror/legacy-modes/mode/groovy')).groovy,
  haskell: async () => (await import('@codemirror/legacy-modes/mode/haskell')).haskell,
  html: async () => (await xml()).html,
  java: async () => (await clike()).java,
  javascript: async () => (await javascript()).javascript,
  json: async () => (await javascript()).json,
  julia: async () => (await import('@codemirror/legacy-modes/mode/julia')).julia,
  kotlin: async () => (await clike()).kotlin,
  less: async () => (await css()).less,
  lua: async () => (await import('@codemirror/legacy-modes/mode/lua')).lua,
  nginx: async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx,
  objectivec: async () => (await clike()).objectiveC,
  perl: async () => (await import('@codemirror/legacy-modes/mode/perl')).perl,
  powershell: async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
  properties: async () => (await import('@codemirror/legacy-modes/mode/properties')).properties,
  protobuf: async () => (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf,
  python: async () => (await import('@codemirror/legacy-modes/mode/python')).python,
  r: async () => (await import('@codemirror/legacy-modes/mode/r')).r,
  ruby: async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
  rust: async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
  scala: async () => (await clike()).scala,
  scss: async () => (await css()).sCSS,
  sql,
  swift: async () => (await import('@codemirror/legacy-modes/mode/swift')).swift,
  toml: async () => (await import('@codemirror/legacy-modes/mode/toml')).toml,
  typescript: async () => (await javascript()).typescript,
  xml: async () => (await xml()).xml,
  yaml: async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml,
};

/** Other names that stand after a fence. */
const aliases: Readonly<Record<string, string>> = {
  'c#': 'csharp',
  'c++': 'cpp',
  cc: 'cpp',
  console: 'bash',
  cs: 'csharp',
  docker: 'dockerfile',
  golang: 'go',
  h: 'c',
  hpp: 'cpp',
  hs: 'haskell',
  htm: 'html',
  ini: 'properties',
  js: 'javascript',
  json5: 'json',
  jsonc: 'json',
  jsx: 'javascript',
  kt: 'kotlin',
  mjs: 'javascript',
  mysql: 'sql',
  objc: 'objectivec',
  patch: 'diff',
  pgsql: 'sql',
  pl: 'perl',
  postgresql: 'sql',
  proto: 'protobuf',
  ps1: 'powershell',
  py: 'python',
  python3: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  shell: 'bash',
  sqlite: 'sql',
  svg: 'xml',
  ts: 'typescript',
  tsx: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
};

const loaded = (names: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(names, name) ? name : undefined;

/** The rules of a language by any of its usual names; undefined for one that is not known. */
export async function loadLanguage(name: string): Promise<Language | undefined> {
  const lower = name.toLowerCase();
  const alias = loaded(aliases, lower) ? aliases[lower] : lower;
  return alias !== undefined && loaded(loaders, alias) ? loaders[alias]?.() : undefined;
}
