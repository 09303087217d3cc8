import * as vscode from 'vscode';

/** Reads user settings only. */
export function querySetting(): unknown {
  return vscode.workspace.getConfiguration('callTriage').inspect('queries')?.globalValue;
}

/** Adds a query to the user's settings. */
export async function addQuery(entry: object): Promise<void> {
  await setQueries([...entries(), entry]);
}

/**
 * Removes the first query with a name from the user's settings.
 *
 * @returns what puts the settings back as they were; undefined when there is no such query
 */
export async function removeQuery(label: string): Promise<(() => Promise<void>) | undefined> {
  const before = entries();
  const place = before.findIndex((entry) => labelOf(entry) === label);
  if (place === -1) return undefined;
  const removed = before[place];
  await setQueries(before.toSpliced(place, 1));
  return async () => setQueries(entries().toSpliced(place, 0, removed));
}

function entries(): readonly unknown[] {
  const setting = querySetting();
  return Array.isArray(setting) ? setting : [];
}

function labelOf(entry: unknown): string | undefined {
  const label: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'label') : undefined;
  return typeof label === 'string' ? label.trim() : undefined;
}

async function setQueries(queries: readonly unknown[]): Promise<void> {
  await vscode.workspace.getConfiguration('callTriage').update('queries', queries, vscode.ConfigurationTarget.Global);
}
