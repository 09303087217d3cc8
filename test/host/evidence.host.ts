// Evidence exported by argument object: files, clipboard and Talkdesk; masked, hostile, too large, in part, and refused.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('export of evidence', () => {
  let service: Service;
  let folder: string;
  let issueId: string;
  let callId: string;
  let transcripts: readonly { readonly text: string }[];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'call-triage-evidence-'));
    service = await connectToService('evidence');
    const issue = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1008');
    assert.ok(issue);
    issueId = issue.id;
    const links = await service.list(`/v1/triage/issues/${issueId}/resources`);
    callId = String(
      links.find((link) => link['resource_type'] === 'call' && link['status'] === 'available')?.['resource_id'],
    );
    const { body } = await service.ask<{ transcripts: typeof transcripts }>('GET', `/v1/calls/${callId}`);
    transcripts = body.transcripts;
  });

  after(async () => {
    await command('maskPersonalData', { masked: false });
    await service.close();
    await forgetConnections();
    await rm(folder, { recursive: true, force: true });
  });

  const inFolder = (name: string): string => path.join(folder, name);
  const read = (name: string) => readFile(inFolder(name), 'utf8');

  it('an issue goes to a file as Markdown, and what is not in it is named', async () => {
    const uri = inFolder('issue.md');
    const done = await command('exportEvidence', { issueId: 'T-1008', format: 'markdown', target: 'file', uri });
    assert.equal(done['uri'], pathToFileURL(uri).href);
    const [missing] = done['missing'] as Item[];
    assert.equal(missing?.['what'], 'call');
    const text = await read('issue.md');
    assert.match(text, /^# `T-1008` /);
    assert.ok(text.includes(`## Call \`${callId}\``));
    assert.ok(text.includes(`call \`${missing?.['id']}\`: `), text.slice(-400));
    const line = text.split('\n').find((one) => one.startsWith('#16 ')) ?? '';
    assert.ok(line.endsWith(transcripts[16]?.text.trim() ?? '?'), line);
  });

  it('a file that is there is replaced only when that is said', async () => {
    const wish = { callId, format: 'json', target: 'file', uri: vscode.Uri.file(inFolder('there.json')) };
    await writeFile(inFolder('there.json'), 'mine');
    assert.equal((await refusal('exportEvidence', wish)).name, 'FileExistsError');
    assert.equal(await read('there.json'), 'mine');
    await command('exportEvidence', { ...wish, overwrite: true });
    const bundle = JSON.parse(await read('there.json')) as Record<string, unknown>;
    assert.deepEqual([bundle['format'], bundle['version'], bundle['issue']], ['call-triage/evidence', 1, null]);
    const [call] = bundle['calls'] as { messages: { index: number; text: string }[] }[];
    assert.equal(call?.messages.length, transcripts.length);
    for (const { index, text } of call.messages) assert.equal(text, transcripts[index]?.text);
  });

  it('flags go to the clipboard as chats, one line each', async () => {
    const done = await command('exportEvidence', { issueId, callId, format: 'jsonl', target: 'clipboard' });
    const text = await vscode.env.clipboard.readText();
    assert.deepEqual(done, { characters: text.length });
    const chats = text
      .trim()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { messages: { content: string }[]; metadata: { messageIndex: number | null } },
      );
    const flags = await service.list(`/v1/triage/issues/${issueId}/flags`);
    assert.deepEqual(
      chats.map(({ metadata }) => metadata.messageIndex),
      flags.filter((flag) => flag['call_id'] === callId).map((flag) => flag['message_index']),
    );
    const [first] = chats;
    assert.equal(first?.messages.at(-1)?.content, transcripts[first?.metadata.messageIndex ?? -1]?.text);
  });

  it('a recording is saved beside the file, under a name that nothing has', async () => {
    await writeFile(inFolder(`call-${callId}.wav`), 'mine');
    const done = await command('exportEvidence', {
      callId,
      format: 'markdown',
      target: 'file',
      recording: true,
      uri: inFolder('call.md'),
    });
    const name = `call-${callId}-2.wav`;
    assert.deepEqual(done['recordings'], [pathToFileURL(inFolder(name)).href]);
    const response = await fetch(`${service.origin}/v1/recordings/${callId}`, {
      headers: { authorization: service.key, 'content-type': 'audio/wav' },
    });
    assert.ok((await readFile(inFolder(name))).equals(Buffer.from(await response.arrayBuffer())));
    assert.match(await read('call.md'), new RegExp(`- Recording: \`${name}\``));
    assert.equal(await read(`call-${callId}.wav`), 'mine');
  });

  it('goes to Talkdesk under a name of its own, with what it is about', async () => {
    await command('connect', {
      id: 'evidence-desk',
      kind: 'talkdesk',
      clientId: 'sandbox',
      apiKey: service.key,
      baseUrl: service.origin,
      tokenUrl: `${service.origin}/oauth/token`,
    });
    const wish = { issueId, callId, format: 'json', target: 'talkdesk', talkdeskId: 'evidence-desk' };
    const made = await Promise.all([command('exportEvidence', wish), command('exportEvidence', wish)]);
    const { body } = await service.ask<{ attachments: Item[] }>('GET', '/sandbox/talkdesk/attachments');
    assert.equal(new Set(body.attachments.map(({ name }) => name)).size, 2);
    for (const { id, name } of made) {
      const stored = body.attachments.find((one) => one.id === id);
      assert.equal(stored?.['name'], name);
      assert.match(String(name), /^T-1008-.+-evidence-\d{8}-\d{6}-\w{4}\.json$/);
      const {
        issue,
        call_id: call,
        message_indexes: indexes,
      } = (stored?.['metadata'] ?? {}) as Record<string, unknown>;
      assert.deepEqual([issue, call, indexes], ['T-1008', callId, [7, 16]]);
      const { downloadUrl } = await command('openAttachment', { attachmentId: id });
      const bundle = (await (await fetch(String(downloadUrl))).json()) as Record<string, unknown>;
      assert.equal(bundle['format'], 'call-triage/evidence');
    }
  });

  it('refuses what lacks something, and what cannot be', async () => {
    const names = async (...wishes: object[]) =>
      (await Promise.all(wishes.map((wish) => refusal('exportEvidence', wish)))).map(({ name }) => name);
    const file = { format: 'json', target: 'file' };
    const copy = { format: 'json', target: 'clipboard' };
    assert.deepEqual(
      await names(copy, { issueId, ...file }, { issueId, target: 'file' }, { issueId, format: 'json' }),
      Array.from({ length: 4 }, () => 'InvalidArgumentError'),
    );
    assert.deepEqual(
      await names(
        { issueId, ...copy, recording: true },
        { issueId, format: 'pdf', target: 'file' },
        { issueId: 'T-999999', ...copy },
        { callId: 'nothing', ...copy },
        { callId, format: 'jsonl', target: 'clipboard' },
        { callId, ...file, uri: path.join(folder, 'there.json', 'x.json') },
      ),
      [
        'InvalidArgumentError',
        'InvalidArgumentError',
        'IssueNotFoundError',
        'NotFoundError',
        'NothingFlaggedError',
        'BytesError',
      ],
    );
  });

  it('what is too large for the clipboard is left where it is', async () => {
    const row = { id: 1, user: 'user', text: 'x'.repeat(90_000), created_at: '2026-05-07T05:26:11.327+00:00' };
    const content = { call_id: 'large', transcripts: Array.from({ length: 12 }, (_, id) => ({ ...row, id })) };
    const { status } = await service.ask('POST', '/sandbox/import', { items: [{ name: 'large.json', content }] });
    assert.equal(status, 200);
    await vscode.env.clipboard.writeText('before');
    const refused = await refusal('exportEvidence', { callId: 'large', format: 'json', target: 'clipboard' });
    assert.equal(refused.name, 'ClipboardLimitError');
    assert.ok(Number(Reflect.get(refused, 'characters')) > 1_000_000);
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });

  it('what others wrote is text to the editor’s own Markdown', async () => {
    const nasty = '<img src=x onerror=alert(1)> [x](https://evil.example) https://evil.example `</code>` # h ![p](y)';
    const row = { id: 1, user: nasty, text: `${nasty}\n\`\`\`\n# Not a heading\n- [x](y)`, created_at: null };
    const content = {
      call_id: 'hostile',
      summary: nasty,
      from: nasty,
      variables: { [nasty]: nasty },
      transcripts: [row],
    };
    await service.ask('POST', '/sandbox/import', { items: [{ name: 'hostile.json', content }] });
    const description = `${nasty}\n\n    ${nasty}\n\n<script>`;
    const made = await command('createIssue', { title: nasty, severity: 'low', category: 'Bug', description });
    await command('attachCall', { issueId: made['id'], callId: 'hostile' });
    const flag = { callId: 'hostile', messageIndex: 0, type: 'dead_air', note: `${nasty}\n\n# ${nasty}` };
    await command('flagMessage', { issueId: made['id'], ...flag });
    await command('addComment', { issueId: made['id'], detail: `~~~\n\`\`\`\`\n${nasty}\n---\n> quoted` });
    const uri = inFolder('hostile.md');
    await command('exportEvidence', { issueId: made['id'], format: 'markdown', target: 'file', uri });
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', await read('hostile.md'));
    assert.doesNotMatch(html, /<(?:a|img|script|hr|blockquote|ol|table|em|strong)[\s>/]/i);
    const headings = [...html.matchAll(/<h(\d)[^>]*>/g)].map(([, level]) => level);
    // Title, description, flags, call, messages, variables, comments, one comment.
    assert.deepEqual(headings, ['1', '2', '2', '2', '3', '3', '2', '3']);
    assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;'));
  });

  it('personal data is masked in every format when that is wanted, and voices are not exported then', async () => {
    const note = 'Reach me at 415 555 0111 or jo@example.com.';
    await command('flagMessage', { issueId, callId, messageIndex: 2, type: 'privacy', note });
    await command('maskPersonalData', { masked: true });
    for (const format of ['markdown', 'json', 'jsonl']) {
      await command('exportEvidence', { issueId, callId, format, target: 'clipboard' });
      const text = await vscode.env.clipboard.readText();
      assert.ok(text.includes('Reach me at ••• ••• •••• or •••@•••'), `${format}: ${text.slice(0, 400)}`);
      assert.doesNotMatch(text, /555 0111|jo@example/);
      assert.ok(text.includes(callId));
    }
    const wish = { callId, format: 'json', target: 'file', uri: inFolder('voice.json'), recording: true };
    assert.equal((await refusal('exportEvidence', wish)).name, 'InvalidArgumentError');
    assert.ok(!(await readdir(folder)).some((name) => name.startsWith('voice')));
    await command('maskPersonalData', { masked: false });
  });
});
