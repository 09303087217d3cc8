// A connection and its key are stored together, or neither is.
import { afterEach, expect, it } from 'vitest';
import { Connections } from '../../../../src/editor/sessions/connections.ts';
import { KeyStore } from '../../../../src/editor/sessions/key-store.ts';
import { editor } from '../../../support/vscode.ts';

const work = { id: 'work', kind: 'bland', baseUrl: 'https://api.bland.ai' };

function start() {
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const keys = new KeyStore({
    get: async (name) => secrets.get(name),
    store: async (name, value) => void secrets.set(name, value),
    delete: async (name) => void secrets.delete(name),
    onDidChange: () => ({ dispose: () => undefined }),
  });
  const connections = new Connections(
    keys,
    {
      keys: () => [...memory.keys()],
      get: (name: string, otherwise?: unknown) => memory.get(name) ?? otherwise,
      update: async (name: string, value: unknown) => void memory.set(name, value),
    },
    {},
    () => Promise.reject(new Error('There is no sandbox.')),
    async (key) => key,
  );
  const keyOf = async () => (await keys.get('work'))?.key;
  return { connections, keyOf };
}

afterEach(() => {
  editor.settings.delete('connections');
  editor.beforeSetting = undefined;
});

it('a connection has its key from the moment at which it is there', async () => {
  const { connections, keyOf } = start();
  let keyBefore: string | undefined;
  editor.beforeSetting = async () => {
    keyBefore = await keyOf();
  };
  await connections.save(work, 'org_one');
  expect(keyBefore).toBe('org_one');
  expect(await connections.endpoint('work')).toEqual({ baseUrl: new URL(work.baseUrl), key: 'org_one' });
});

it('settings that cannot be written leave the key as it was', async () => {
  const { connections, keyOf } = start();
  editor.beforeSetting = () => Promise.reject(new Error('The settings cannot be written.'));
  await expect(connections.save(work, 'org_one')).rejects.toThrow('The settings cannot be written.');
  expect(await keyOf()).toBeUndefined();
  editor.beforeSetting = undefined;
  await connections.save(work, 'org_one');
  const account = await connections.account('work');
  editor.beforeSetting = () => Promise.reject(new Error('The settings cannot be written.'));
  await expect(connections.save(work, 'org_two')).rejects.toThrow('The settings cannot be written.');
  expect([await keyOf(), await connections.account('work')]).toEqual(['org_one', account]);
});

it.each([
  ['a key with a space', work, 'org one', 'API_KEY_REJECTED'],
  ['a key for the sandbox', { id: 'work', kind: 'sandbox' }, 'org_one', 'INVALID_ARGUMENT'],
  ['an address that cannot be used', { ...work, baseUrl: 'ftp://a.example' }, 'org_one', 'INVALID_ARGUMENT'],
])('%s stores nothing', async (_what, entry, key, code) => {
  const { connections, keyOf } = start();
  await expect(connections.save(entry, key)).rejects.toMatchObject({ code });
  expect(editor.settings.has('connections')).toBe(false);
  expect(await keyOf()).toBeUndefined();
});
