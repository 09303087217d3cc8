import { afterEach, expect, it } from 'vitest';
import { registerConnections } from '../../../src/connections/index.ts';
import { editor } from '../../support/vscode.ts';

afterEach(() => {
  editor.settings.delete('connections');
  delete process.env['BLAND_API_KEY'];
});

/** The context keys that a window with these connections sets when the extension is activated. */
function keysWith(connections: unknown): unknown {
  editor.ran.length = 0;
  editor.settings.set('connections', connections);
  registerConnections(() => Promise.reject(new Error('Nothing is loaded for this.'))).dispose();
  const set = editor.ran.filter(([command]) => command === 'setContext');
  return Object.fromEntries(set.map(([, key, value]) => [key, value]));
}

it.each([
  [[], false, false],
  ['nonsense', false, false],
  [[{ id: 'files', kind: 'talkdesk' }], true, false],
  [[{ id: 'odd', kind: 'other' }, null], true, false],
  [[{ id: 'sandbox', kind: 'sandbox' }], true, true],
  [
    [
      { id: 'files', kind: 'talkdesk' },
      { id: 'work', kind: 'bland' },
    ],
    true,
    true,
  ],
])('%j: set up %s, with calls %s', (connections, isSetUp, connected) => {
  expect(keysWith(connections)).toEqual({ 'callTriage.isSetUp': isSetUp, 'callTriage.connected': connected });
});

it('a key in the environment is a connection with calls', () => {
  process.env['BLAND_API_KEY'] = 'org_key';
  expect(keysWith([])).toEqual({ 'callTriage.isSetUp': true, 'callTriage.connected': true });
});
