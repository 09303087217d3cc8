/** What a file may hold, by its path; what it does hold, its content decides. */
export type FileKind = 'node' | 'old-prompt' | 'blandrc' | 'cli-pathway' | 'baseline' | 'sync' | 'json';

/** Paths end at these; the editor looks for files by this pattern. */
export const filePattern = '**/{.blandrc,node.md,prompt.md,*.json,*.yaml,*.yml,source/nodes/**/*.md}';

/** The file of a CLI project whose `.blandrc` names none. */
export const defaultCliPathway = 'bland-pathway.yaml';

/**
 * Tells what a file may hold; undefined for one that is not looked at.
 *
 * @param file a path or address with `/`
 */
export function kindOf(file: string): FileKind | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (name === '.blandrc') return 'blandrc';
  if (name === 'node.md') return 'node';
  if (file.endsWith('/.norm/baseline.json')) return 'baseline';
  if (/\/\.norm\/|\/\.pathways\//.test(file)) return undefined;
  if (/(?:^|\/)source\/nodes\/.*\.(?:json|ya?ml|md)$/.test(file)) return 'sync';
  if (/\/nodes\/[^/]+\/prompt\.md$/.test(file)) return 'old-prompt';
  if (/\.ya?ml$/.test(name)) return 'cli-pathway';
  return name.endsWith('.json') ? 'json' : undefined;
}

/** Orders copies behind what people edit: 0 is the working tree, then exports, then what tools generate or install. */
export function copyRank(file: string, isExport: boolean): number {
  if (/\/(?:node_modules|bower_components|vendor)\//.test(file)) return 4;
  if (/\/\.norm\//.test(file)) return 3;
  if (/\/(?:dist|build|out|target|coverage|\.[^/]+)\//.test(file)) return 2;
  return isExport ? 1 : 0;
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The name of a file without its extension. */
export function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
