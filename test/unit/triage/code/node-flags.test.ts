// The flags that are shown in a file: those whose node is certain.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { flagSchema } from '../../../../src/api/bland/flags.ts';
import { flaggedNodes, type LoadedFlag } from '../../../../src/triage/code/node-flags.ts';
import { NodeIndex } from '../../../../src/triage/code/node-index.ts';
import { codeFixtures, codeFolder } from '../../../support/code-folder.ts';

const folder = path.join(codeFixtures, 'export');
const file = pathToFileURL(path.join(folder, 'pathway.json')).href;

const flagAt = (id: string, nodeId: string | null, pathwayId?: string): LoadedFlag => ({
  connectionId: 'c',
  issueId: 'i',
  flag: flagSchema.parse({ id, call_id: `call of ${id}`, type: 't', node_id: nodeId, node_name: 'Start' }),
  of: { pathwayIds: pathwayId === undefined ? [] : [pathwayId], agentIds: [] },
  chosen: new Set(),
});

it('are put on their nodes in the order of the file, and left out where the node is a guess', async () => {
  const index = new NodeIndex(codeFolder(folder));
  await index.ready();
  const own = '5e8c2b74-1f93-4a60-8d27-c9b0e4f61a38';
  const confirm = '7c1e4a90-52b3-4d1f-8a6e-90c4d2f71b35';
  const flags = [
    flagAt('uuid', confirm),
    flagAt('own', '1', own),
    flagAt('again', '1', own),
    // A node `1` is in nearly every pathway.
    flagAt('unknown pathway', '1'),
    flagAt('another pathway', '1', 'p9'),
    flagAt('no node', null),
  ];
  const shown = flaggedNodes(index, file, flags).map(({ node, flags: all }) => [
    node.id,
    all.map(({ flag }) => flag.id),
  ]);
  expect(shown).toEqual([
    ['1', ['own', 'again']],
    [confirm, ['uuid']],
  ]);
  expect(flaggedNodes(index, `${file}x`, flags)).toEqual([]);
});
