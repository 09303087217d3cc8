// The one import rule: what each layer stands on, and the packages that are not for it. Cycles are refused, those of types as well.
//   npm test -- --only imports
const features = 'agents|assistant|calls|code|connections|evidence|issues|pending|review|scenarios|search|transcript';
const below = (/** @type {string[]} */ ...layers) => layers.map((layer) => `src/${layer}/`);
const vscode = 'vscode(/|$)';
const sqlite = 'node:sqlite$';
const http = '(undici|@?hono)/';

const mcp = '@modelcontextprotocol/';

/** Only `storage` and `sandbox` open databases: a second opener in a process can drop a lock. Only `api` sends requests. */
const layers = [
  { from: 'src/extension.ts', on: ['src/main.ts', ...below(`(${features})`, 'editor')], not: [sqlite, http] },
  { from: 'src/main.ts', on: ['src/services.ts', ...below(`(${features})`, 'editor')], not: [sqlite, http] },
  {
    from: 'src/services.ts',
    on: ['src/sandbox/thread-client.ts', ...below(`(${features})`, 'editor', 'triage', 'api', 'storage', 'shared')],
    not: [sqlite, http],
  },
  { from: 'src/mcp.ts', on: below('mcp', 'shared'), not: [vscode, sqlite, http] },
  { from: 'src/mcp/', on: below('mcp', 'triage', 'api', 'storage', 'shared'), not: [vscode, sqlite, http] },
  {
    from: `src/(${features})/`,
    on: below('$1', 'editor', 'triage', 'api', 'storage', 'shared'),
    not: [sqlite, http],
  },
  { from: 'src/editor/', on: below('editor', 'triage', 'api', 'storage', 'shared'), not: [sqlite, http] },
  { from: 'src/triage/', on: below('triage', 'api', 'storage', 'shared'), not: [vscode, sqlite, http] },
  { from: 'src/api/', on: below('api', 'shared'), not: [vscode, sqlite, '@?hono/'] },
  { from: 'src/storage/', on: below('storage', 'shared'), not: [vscode, http, 'zod/'] },
  // The other side of the contract: service and sandbox must not share a mistake.
  { from: 'src/sandbox/', on: below('sandbox'), not: [vscode, 'undici/'] },
  // Runs in the pages as well.
  { from: 'src/shared/', on: below('shared'), not: [vscode, sqlite, http, 'zod/(?!.*mini)'] },
  { from: 'media/', on: ['media/', ...below('shared')], not: [vscode, sqlite, http] },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...layers.map(({ from, not }) => ({
      name: 'package-of-another-layer',
      severity: /** @type {const} */ ('error'),
      from: { path: `^${from}` },
      to: {
        path: [...not, ...(from.startsWith('src/mcp') ? [] : [mcp])].map(
          (name) => `(^|node_modules/(@types/)?)${name}`,
        ),
      },
    })),
  ],
  allowed: [
    ...layers.map(({ from, on }) => ({ from: { path: `^${from}` }, to: { path: on.map((path) => `^${path}`) } })),
    { from: {}, to: { pathNot: '^(src|media)/' } },
  ],
  allowedSeverity: 'error',
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'src/tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
