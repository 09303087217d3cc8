// A process whose upload is under way until it is killed, on the storage folder of its first argument. The second names the
// database's script.
import path from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import { OwnerLocks } from '../../src/storage/owners.ts';
import { UploadsUnderWay } from '../../src/triage/attachments/under-way.ts';

const [folder = '', script = ''] = process.argv.slice(2);
const database = openDatabase({ file: path.join(folder, 'call-triage.db'), script });
const owners = new OwnerLocks(path.join(folder, 'owners'), database);
await new UploadsUnderWay(database, owners).begin({
  uri: 'file:///evidence.wav',
  name: 'evidence.wav',
  talkdeskId: 'desk',
  issue: { connectionId: 'org', issueId: 'issue-1' },
  metadata: { issue: 'T-1008' },
});
process.send?.('under way');
setInterval(() => undefined, 60_000);
