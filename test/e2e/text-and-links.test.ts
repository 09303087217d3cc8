// A call as text, links, the header and masking, in the real editor.
import { beforeAll, expect, test } from 'vitest';
import { press } from './press.ts';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { activeEditorStored } from './stored-editors.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

interface Affected {
  readonly calls: readonly Readonly<
    Record<'call_id' | 'persona_id' | 'persona_name' | 'pathway_id' | 'pathway_name', string>
  >[];
}

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;
const note = 'Reach me at 415 555 0111.';

beforeAll(async () => {
  service = await startService();
  issue = await service.issue('T-1001');
  call = await service.callOf(issue.id);
  await service.ask('POST', `/v1/triage/issues/${issue.id}/flags`, {
    call_id: call.id,
    type: 'privacy',
    message_index: 4,
    message_text: call.rows[4]?.text,
    note,
  });
  workbench = await Workbench.open({
    env: service.env,
    settings: { 'callTriage.connections': [{ id: 'other', kind: 'bland', label: 'Other Account' }] },
  });
  await workbench.openContainer('Call Triage');
  await workbench.palette.run('Call Triage: Switch Connection…');
  await workbench.quickInput.pick('BLAND_API_KEY');
  await workbench.showAllIssues();
  await workbench.tree('Issues').expand('T-1001');
  await workbench.tree('Issues').click(call.title);
});

tidyUp(() => ({ workbench, service }));

/** What the editor shows of the active text, as far as it is in sight. */
const text = async (): Promise<string> => {
  const lines = await workbench.page.locator('.editor-instance .view-lines').first().innerText();
  return lines.replaceAll('\u00A0', ' ');
};

const clipboard = (): Promise<string> => workbench.page.evaluate(() => navigator.clipboard.readText());

async function openCall(): Promise<TranscriptPage> {
  await workbench.tree('Issues').expand('T-1001');
  await workbench.tree('Issues').click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  return page;
}

test('the header has every fact, and a button copies one', async () => {
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.frame.getByRole('button', { name: 'Details' }).click();
  await page.frame.getByRole('button', { name: 'Copy Call' }).click();
  await page.frame.getByText('Copied Call.').waitFor({ state: 'attached' });
  await expect.poll(clipboard).toBe(call.id);
  await page.frame.getByRole('button', { name: 'Details' }).click();
});

test('open as text: the flag stands on its message and in the outline', async () => {
  const page = new TranscriptPage(workbench);
  await page.message(4).click();
  await page.frame.getByRole('button', { name: 'Open as text' }).click();
  await expect.poll(text, { timeout: 15_000 }).toContain(`⚑ privacy: ${note}`);
  expect(await text()).toMatch(new RegExp(`#4 .*\\n.*⚑ privacy`));
  await workbench.palette.run('Go to Symbol in Editor...');
  await workbench.quickInput.widget.getByText('⚑ privacy').first().waitFor();
  await workbench.quickInput.cancel();
});

test('masked: on the page, in the text and in the header; shown again by the same switch', async () => {
  await workbench.palette.run('Call Triage: Toggle Personal Data Masking');
  await expect.poll(text, { timeout: 15_000 }).toContain('⚑ privacy: Reach me at ••• ••• ••••.');
  expect(await text()).toMatch(/To: \+•+\n +Started: \w+ \d+, \d{4}/);
  await workbench.palette.run('View: Open Previous Editor in Group');
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.message(4).getByText('Reach me at ••• ••• ••••.').waitFor();
  await page.frame.getByText(/ · \+• ••• ••• •••• · /).waitFor();
  await page.frame.getByRole('button', { name: 'Mask personal data', pressed: true }).click();
  await page.message(4).getByText(note).waitFor();
});

test('the text comes back with the window', async () => {
  await workbench.palette.run('View: Open Next Editor in Group');
  await expect.poll(text, { timeout: 15_000 }).toContain(`⚑ privacy: ${note}`);
  await activeEditorStored(workbench.page, /call-triage-text/);
  await workbench.reload();
  await expect.poll(text, { timeout: 30_000 }).toContain(`⚑ privacy: ${note}`);
});

test('a link is copied from a message, and opened at it', async () => {
  await workbench.palette.run('View: Close All Editors');
  const page = await openCall();
  await page.message(6).click({ button: 'right' });
  await workbench.contextMenu.choose('Copy Link');
  await expect.poll(clipboard).toContain(`/call/${call.id}?connection=env&issue=${issue.id}&message=6`);
  await workbench.palette.run('View: Close All Editors');
  await workbench.palette.run('Call Triage: Open Link…');
  await workbench.quickInput.type('https://example.com/call/1');
  await expect.poll(() => workbench.quickInput.message()).toContain('Not a Call Triage link');
  await workbench.quickInput.enter(await clipboard());
  await page.shown();
  await expect.poll(() => page.message(6).getAttribute('aria-current')).toBe('true');
});

test('the editor’s own handler opens a link; for another connection it is asked first', async () => {
  const [scheme] = (await clipboard()).split(':', 1);
  const follow = async (connection: string, index: number): Promise<void> => {
    const query = `connection=${connection}&issue=${issue.id}&message=${index}`;
    await workbench.palette.run('Developer: Open URL');
    await workbench.quickInput.enter(`${scheme}://call-triage.call-triage/call/${call.id}?${query}`);
  };
  await workbench.palette.run('View: Close All Editors');
  await follow('env', 8);
  const dialog = workbench.page.getByRole('dialog').filter({ hasText: 'to open this URI?' });
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  const page = new TranscriptPage(workbench);
  await page.shown();
  await expect.poll(() => page.message(8).getAttribute('aria-current')).toBe('true');
  await follow('other', 2);
  const asked = await workbench.notifications.find('This link is for connection "Other Account"');
  await asked.getByRole('button', { name: 'Switch and Open' }).waitFor();
  await workbench.notifications.dismiss('This link is for connection');
  await follow('nobody', 2);
  await workbench.notifications.find('Connection "nobody" is not in the settings');
  expect(await page.message(8).getAttribute('aria-current')).toBe('true');
  await workbench.palette.run('Notifications: Clear All Notifications');
});

test('two calls in the editor’s diff', async () => {
  await workbench.palette.run('View: Close All Editors');
  await openCall();
  await workbench.palette.run('Call Triage: Compare with Another Call…');
  await workbench.quickInput.widget.locator('.quick-input-title').getByText('Compare with Another Call').waitFor();
  await press(workbench.quickInput.widget.locator('.monaco-list-row').nth(1));
  await workbench.page.locator('.monaco-diff-editor .view-lines').first().waitFor();
});

test('masked: activities, personas and pickers too, where numbers can still be told apart', async () => {
  await service.ask('POST', `/v1/triage/issues/${issue.id}/comments`, { detail: `${note} Or ann@example.com.` });
  await workbench.palette.run('View: Close All Editors');
  await workbench.tree('Issues').choose('T-1001', 'Show Activity');
  await expect.poll(text, { timeout: 15_000 }).toContain('Or ann@example.com.');
  await workbench.unfold('Agents & Numbers');
  await workbench.unfold('Issues', false);
  const personas = workbench.tree('Agents & Numbers');
  await personas.expand('Marlow');
  await workbench.palette.run('Call Triage: Toggle Personal Data Masking');
  await expect.poll(text, { timeout: 15_000 }).toContain('Reach me at ••• ••• ••••. Or •••@•••.');
  await expect.poll(() => personas.text()).toContain('+• ••• ••• ••00  Billing line\n  +• ••• ••• ••02');
  expect(await personas.text()).not.toMatch(/\d{3} \d{4}/);
  await personas.choose('Ivy', 'Attach Numbers…');
  await workbench.quickInput.widget.getByText('+• ••• ••• ••00').waitFor();
  const rows = await workbench.quickInput.rows();
  expect(rows.join()).not.toMatch(/\d{3}/);
  expect(new Set(rows).size).toBeGreaterThan(rows.length / 2);
  // What is typed is looked for in the numbers themselves.
  await workbench.quickInput.type('5550100');
  await workbench.quickInput.widget.getByText('+• ••• ••• ••00').first().waitFor();
  await workbench.quickInput.cancel();
  await workbench.palette.run('Call Triage: Toggle Personal Data Masking');
  await expect.poll(() => personas.text()).toContain('+1 415 555 0100  Billing line');
  await workbench.unfold('Issues');
  await workbench.unfold('Agents & Numbers', false);
});

test('the header names persona and pathway; what cannot be named stays an id, and is copied as one', async () => {
  const named = await service.issue('T-1008');
  const { id, title } = await service.callOf(named.id);
  const path = `/v1/triage/issues/${named.id}/affected`;
  const { data } = await service.ask<{ data: Affected }>('GET', path);
  const on = data.calls.find(({ call_id }) => call_id === id);
  if (on === undefined) throw new Error('the call is not among those of its issue');
  await service.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path },
    fault: { kind: 'status', status: 404 },
  });
  const page = new TranscriptPage(workbench);
  const shown = (value: string): Promise<void> =>
    page.frame.locator('.field-value').getByText(value, { exact: true }).waitFor();
  const show = async (): Promise<void> => {
    await workbench.palette.run('View: Close All Editors');
    await workbench.tree('Issues').expand('T-1008');
    await workbench.tree('Issues').click(title);
    await page.shown();
    await page.frame.getByRole('button', { name: 'Details' }).click();
  };
  await show();
  // The personas are known by their view.
  await shown(on.persona_name);
  await shown(on.pathway_id);
  await service.ask('DELETE', '/sandbox/faults');
  await show();
  await shown(on.pathway_name);
  await page.frame.getByRole('button', { name: `Copy Persona: ${on.persona_name} (${on.persona_id})` }).click();
  await expect.poll(clipboard).toBe(on.persona_id);
});
