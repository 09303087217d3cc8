// The editor's side of the tools: what a person is asked, and that nothing else is written.
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type * as vscode from 'vscode';
import { invokeTool, prepareTool } from '../../../src/assistant/tools.ts';
import type { Services } from '../../../src/editor/services.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import type { ToolName } from '../../../src/triage/tools/schemas.ts';
import { hostileCall } from '../../support/hostile-calls.ts';
import { type SandboxSession, startSandboxSession } from '../../support/sandbox-session.ts';
import { editor } from '../../support/vscode.ts';

const said = 'No, [click](command:callTriage.deleteIssue) $(trash) <b>now</b>\nand again';
let world: SandboxSession;
let services: Services;
let issueId: string;
let code: string;
beforeEach(async () => {
  editor.settings.clear();
  editor.settings.set('callTriage.assistant', 'readWrite');
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const made = new Map<unknown, object>();
  services = {
    session: () => world.session,
    openSessions: () => [],
    log: { info: () => undefined, warn: () => undefined },
    once<T extends object>(Feature: new (services: Services) => T): T {
      const one = made.get(Feature) ?? new Feature(services);
      made.set(Feature, one);
      return one as T;
    },
  } as unknown as Services;
  const items = [{ name: 'call.json', content: hostileCall('call', ['hello', said]) }];
  const { body } = await world.ask<{ issue_id: string; triage_id: string }>('POST', '/sandbox/import', { items });
  ({ issue_id: issueId, triage_id: code } = body);
});

const calm: vscode.CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};
const flag = () => ({ issueId: code, callId: 'call', messageIndex: 1, type: 'other', note: 'He [said](x) no. 2. 3' });
const flags = async () => (await world.session.api.flags.list(issueId)).items;
const prepare = (name: ToolName, input: object) => prepareTool(services, name, input, calm);
const invoke = (name: ToolName, input: object, token = calm) =>
  invokeTool(services, name, input, token).then(
    ({ content }) => (content[0] as vscode.LanguageModelTextPart).value,
    (error: unknown) => String(error),
  );

/** What a person reads in Markdown that shows text as it is. */
const plain = (asked: vscode.PreparedToolInvocation): string => {
  const { message = '' } = asked.confirmationMessages ?? {};
  const text = typeof message === 'string' ? message : message.value;
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(/\n+/g, '\n');
};

it('asks before a flag: issue, call, message, type and note, each as it will be written, and as text', async () => {
  const asked = await prepare('calltriage_flag_message', flag());
  expect(asked.confirmationMessages?.title).toBe(`Flag Message in ${code}?`);
  for (const part of [code, 'Imported calls', '**Call**  call', '0:01 · #1', said, '**Flag**  other', flag().note])
    expect(plain(asked)).toContain(part);
  const { message } = asked.confirmationMessages!;
  expect(typeof message === 'string' ? message : message.value).not.toMatch(/[^\\]\]\(/);
  expect(await flags()).toEqual([]);
});

it('asks before a comment, with the whole of a long one', async () => {
  const detail = `Start ${'word '.repeat(780)}end`;
  const asked = await prepare('calltriage_add_comment', { issueId: code, detail });
  expect(asked.confirmationMessages?.title).toBe(`Add Comment to ${code}?`);
  expect(plain(asked)).toContain(detail);
});

it('shows no more of a long message than is needed to recognise it', async () => {
  const items = [{ name: 'long.json', content: hostileCall('long', [`start ${'x'.repeat(100_000)}`]) }];
  await world.ask('POST', '/sandbox/import', { items });
  const asked = await prepare('calltriage_flag_message', { ...flag(), callId: 'long', messageIndex: 0 });
  expect(plain(asked)).toContain('start xxx');
  expect(plain(asked).length).toBeLessThan(3_000);
});

it('does not ask before reading', async () => {
  const asked = await prepare('calltriage_read_issue', { issueId: code });
  expect(asked.confirmationMessages).toBeUndefined();
  expect(await invoke('calltriage_read_issue', { issueId: code })).toContain('<<<UNTRUSTED DATA');
});

it('writes what was confirmed', async () => {
  await prepare('calltriage_flag_message', flag());
  expect(await invoke('calltriage_flag_message', flag())).toContain(`Message 1 is flagged on ${code}`);
  expect(await flags()).toMatchObject([{ message_index: 1, message_text: said, note: flag().note }]);
});

it('writes nothing that was not confirmed, or that is not what was', async () => {
  expect(await invoke('calltriage_flag_message', flag())).toContain('CONFLICT');
  await prepare('calltriage_flag_message', flag());
  expect(await invoke('calltriage_flag_message', { ...flag(), note: 'Another' })).toContain('CONFLICT');
  // The call is imported anew, so that its message says something else.
  const items = [{ name: 'call.json', content: hostileCall('call', ['hello', 'something else']) }];
  await world.ask('POST', '/sandbox/import', { items });
  await world.session.transcripts.fetch('call');
  expect(await invoke('calltriage_flag_message', flag())).toContain('CONFLICT');
  expect(await flags()).toEqual([]);
});

it('does nothing once it is cancelled', async () => {
  await prepare('calltriage_flag_message', flag());
  const token = { ...calm, isCancellationRequested: true };
  await expect(invokeTool(services, 'calltriage_flag_message', flag(), token)).rejects.toThrow();
  expect(await flags()).toEqual([]);
});

it.each([
  ['off', 'calltriage_read_issue', 'is off'],
  ['nonsense', 'calltriage_read_issue', 'is off'],
  ['read', 'calltriage_add_comment', 'reading only'],
] as const)('with the setting %s, %s is refused', async (level, name, words) => {
  editor.settings.set('callTriage.assistant', level);
  expect(await invoke(name, { issueId: code, detail: 'x' })).toContain(words);
});
