import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { editor, type QuickPick } from '../../../support/vscode.ts';
import { chooseIssue } from '../../../../src/editor/prompts/issue-picker.ts';

let world: SandboxSession;
let picker: QuickPick;
const delay = (ms: number) =>
  world.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path: '/v1/triage/issues' },
    times: 1,
    fault: { kind: 'delay', ms },
  });
const others = [{ label: 'New Issue…', icon: 'add', value: 'new' as const }];

/** Opens the picker. */
function choose(options: Parameters<typeof chooseIssue<'new'>>[1] = { others }) {
  const chosen = chooseIssue<'new'>(world.session, options);
  picker = editor.picker!;
  return chosen;
}

const codeOf = (choice: Awaited<ReturnType<typeof choose>>): string | undefined =>
  choice !== undefined && 'issue' in choice ? choice.issue.triage_id : undefined;

beforeEach(async () => {
  editor.takesFirst = false;
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
});

it('offers the issues that hold the call first, then those used last, before the service has answered', async () => {
  const { issues } = world.session;
  await issues.list.load();
  const [used, holder] = [issues.list.items[7]!, issues.list.items[9]!];
  await issues.loadResources(holder.id);
  const call = issues.contents(holder.id).resources.items.find((link) => link.resource_type === 'call')!;
  issues.choose(used);
  const chosen = choose({ others, holding: call.resource_id });
  expect(picker.rows.slice(0, 4)).toEqual([
    '[Already attached]',
    `${holder.triage_id}  ${holder.title}`,
    '[Other issues]',
    `${used.triage_id}  ${used.title}`,
  ]);
  expect(picker.rows.at(-1)).toBe('New Issue…');
  const before = picker.rows.slice(0, 10);
  await expect.poll(() => picker.busy).toBe(false);
  expect(picker.rows.slice(0, 10)).toEqual(before);
  picker.enter();
  expect(codeOf(await chosen)).toBe(holder.triage_id);
});

it('takes the issue of a code that is typed and accepted before it is found, and no other', async () => {
  await world.session.issues.list.load();
  const { body } = await world.ask<{ data: { items: { triage_id: string }[] } }>('GET', '/v1/triage/issues?limit=100');
  const loaded = world.session.issues.list.items.map(({ triage_id: code }) => code);
  const code = body.data.items.map(({ triage_id: one }) => one).find((one) => one !== loaded[0])!;
  const chosen = choose();
  await expect.poll(() => picker.busy).toBe(false);
  world.session.issues.list.reset();
  await delay(300);
  picker.type(code);
  picker.enter();
  expect(codeOf(await chosen)).toBe(code);
});

it('takes a loaded issue whose code is accepted before the editor shows its row, the service away or not', async () => {
  await world.session.issues.list.load();
  const [, loaded] = world.session.issues.list.items;
  const chosen = choose();
  await expect.poll(() => picker.busy).toBe(false);
  await world.ask('POST', '/sandbox/faults', { match: { path: '^/v1/' }, fault: { kind: 'reset' } });
  picker.type(loaded!.triage_id);
  // The row that was first when Enter was pressed.
  picker.go('New Issue…');
  picker.enter();
  expect(codeOf(await chosen)).toBe(loaded!.triage_id);
});

it('makes nothing new for words that are still being looked for', async () => {
  const chosen = choose();
  await expect.poll(() => picker.busy).toBe(false);
  await delay(300);
  picker.type('verification');
  expect(picker.rows).toEqual(['[]', 'New Issue…']);
  picker.enter();
  await expect.poll(() => picker.rows.length).toBeGreaterThan(2);
  expect(picker.isShown).toBe(true);
  picker.go('New Issue…');
  picker.enter();
  expect(await chosen).toEqual({ other: 'new' });
});

it('keeps to the row one has gone to when the service adds others', async () => {
  await world.session.issues.list.load();
  await delay(200);
  const chosen = choose();
  const third = world.session.issues.list.items[2]!.triage_id;
  picker.go(third);
  await expect.poll(() => picker.busy).toBe(false);
  picker.enter();
  expect(codeOf(await chosen)).toBe(third);
});

it('shows what went wrong after what is known, and tries again', async () => {
  await world.session.issues.list.load();
  await world.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path: '/v1/triage/issues' },
    times: 1,
    fault: { kind: 'status', status: 500 },
  });
  const chosen = choose();
  await expect.poll(() => picker.rows.at(-3)).toMatch(/service/i);
  expect(picker.rows[0]).toMatch(/^T-/);
  picker.activeItems = [picker.items.at(-3)!];
  picker.enter();
  await expect.poll(() => picker.rows.at(-3)).toMatch(/^T-/);
  picker.escape();
  expect(await chosen).toBeUndefined();
});

it('takes the issue of a code that was accepted while the service was away, when a repeated search finds it', async () => {
  const { body } = await world.ask<{ data: { items: { triage_id: string }[] } }>('GET', '/v1/triage/issues?limit=100');
  const code = body.data.items[3]!.triage_id;
  const chosen = choose();
  await expect.poll(() => picker.busy).toBe(false);
  await world.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path: '/v1/triage/issues' },
    times: 1,
    fault: { kind: 'status', status: 500 },
  });
  picker.type(code);
  picker.enter();
  await expect.poll(() => picker.rows.at(-3)).toMatch(/service/i);
  picker.activeItems = [picker.items.at(-3)!];
  picker.enter();
  expect(codeOf(await chosen)).toBe(code);
});
