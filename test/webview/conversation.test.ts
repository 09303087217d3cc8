import { describe, expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { conversation, conversationHeader, smsRow } from './support/conversation.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();
const form = (page: TranscriptPage) => page.page.getByRole('group', { name: /^Comment on message/ });
const comment = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'Comment' });
const posted = (page: TranscriptPage) => page.posted('comment/create');
const quote = '> User, 2026-04-29 23:59 UTC (SMS #2):\n> That should be SATURDAY\n> the 13th\n\n';

describe('an SMS conversation', () => {
  test('reads as the transcript does: day, time, sender, text, and how it went its way', async () => {
    const page = await show(conversation());
    expect(await page.page.locator('main').ariaSnapshot()).toBe(
      `
- main:
  - button "T-1042, change issue": T-1042
  - heading "Wrong day confirmed" [level=1]
  - text: high · todo
  - group "Conversation":
    - button "Mask personal data"
    - button "Keyboard shortcuts"
  - paragraph: +1 415 555 0111 · SMS · with +1 415 555 0100 · closed
  - paragraph: Guest disputed the arrival day.
  - list "Transcript":
    - listitem "Apr 29, 2026, Action, 11:55 PM, <Call Connected>": 11:55 PM Action <Call Connected>
    - listitem "Agent, 11:56 PM, Your room is booked, arriving Fri 12., delivered": 11:56 PM Agent Your room is booked, arriving Fri 12. delivered
    - listitem "User, 11:59 PM, That should be SATURDAY the 13th, received": 11:59 PM User That should be SATURDAY the 13th received
    - listitem "Apr 30, 2026, Agent, 12:01 AM, Your booking is confirmed for Fri 12., not delivered (30003)": 12:01 AM Agent Your booking is confirmed for Fri 12. not delivered (30003)
  - alert
`.trim(),
    );
    expect(await page.row(3).locator('.delivery').getAttribute('title')).toBe('+1 415 555 0100 → +1 415 555 0111');
    expect(await page.row(3).locator('.delivery .codicon-warning').count()).toBe(1);
    await page.close();
  });

  test('takes what is typed on its buttons into the comment, and gives a draft up', async () => {
    const page = await show(conversation());
    await page.row(2).click();
    await page.press('f', 'Tab', 'W', 'h', 'y');
    expect(await comment(page).inputValue()).toMatch(/\nWhy$/);
    await form(page).getByRole('button', { name: 'Discard Draft' }).click();
    expect(await form(page).count()).toBe(0);
    expect(await page.focusedIndex()).toBe(2);
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([]);
    await page.close();
  });

  test('has the same keys, and f comments with the message quoted, saying why', async () => {
    const page = await show(conversation());
    await page.press('Home', 'j', 'ArrowDown');
    expect(await page.focusedIndex()).toBe(2);
    await page.press('End', 'k', 'f');
    expect(await form(page).ariaSnapshot()).toBe(
      `
- 'group "Comment on message: 11:59 PM, User"':
  - paragraph: SMS messages cannot be flagged. This adds a comment to T-1042. Comments cannot be edited or deleted.
  - textbox "Comment":
    - /placeholder: What went wrong here?
    - text: "> User, 2026-04-29 23:59 UTC (SMS #2): > That should be SATURDAY > the 13th"
  - alert
  - button "Comment"
  - button "Discard Draft"
  - button "Close"
  - text: ${quote.length}/4000
`.trim(),
    );
    await page.page.keyboard.type('Ignored.');
    expect(await comment(page).inputValue()).toBe(`${quote}Ignored.`);
    await page.press('Control+Enter', 'Control+Enter');
    expect(await posted(page)).toEqual([{ type: 'comment/create', index: 2, text: `${quote}Ignored.` }]);
    expect(await form(page).getAttribute('aria-busy')).toBe('true');
    await page.send({ type: 'commented', index: 2, accepted: true });
    await form(page).waitFor({ state: 'detached' });
    expect(await page.said()).toBe('Sending comment.');
    expect(await page.focusedIndex()).toBe(2);
    expect((await page.posted('drafts')).at(-1)).toEqual({ type: 'drafts', drafts: [] });
    await page.close();
  });

  test('gives a comment back that was not accepted, and keeps it as a draft', async () => {
    const page = await show(conversation());
    await page.row(2).click();
    await page.press('f');
    await page.page.keyboard.type('Ask @norm.');
    await page.press('Control+Enter');
    await page.send({ type: 'commented', index: 2, accepted: false });
    await page.page.keyboard.type(' Or not.');
    await page.press('Escape');
    expect(await page.said()).toBe('Draft saved.');
    const text = `${quote}Ask @norm. Or not.`;
    expect((await page.posted('drafts')).at(-1)).toEqual({
      type: 'drafts',
      drafts: [{ index: 2, flagType: '', isNew: false, note: text }],
    });
    expect(await page.row(2).locator('.end').innerText()).toContain('Draft');
    await page.press('f');
    expect(await comment(page).inputValue()).toBe(text);
    await page.close();
  });

  test('keeps no draft of a quote that nobody wrote under', async () => {
    const page = await show(conversation());
    await page.row(1).click();
    await page.press('f', 'Escape');
    expect((await page.posted('drafts')).at(-1)).toEqual({ type: 'drafts', drafts: [] });
    await page.row(1).hover();
    await page.row(1).getByRole('button', { name: 'Comment with quote' }).click();
    await comment(page).fill('   ');
    await page.press('Control+Enter');
    expect(await form(page).getByRole('alert').textContent()).toBe('Write a comment first.');
    expect(await posted(page)).toEqual([]);
    await page.close();
  });

  test('shows what becomes of a comment on its message, as it does of a flag', async () => {
    const comment = { id: 'outbox-1', index: 2, text: 'Asked twice.\nSee above.' };
    const page = await show(conversation({ comments: [{ ...comment, state: 'pending' }] }));
    const chip = page.row(2).locator('.chip');
    expect(await chip.getAttribute('aria-label')).toBe('Comment, not saved yet');
    expect(await page.row(2).getAttribute('aria-label')).toMatch(/, received, 1 comment$/);
    expect(await page.row(2).locator('.note-text').textContent()).toBe('Asked twice.\nSee above.');
    await page.row(2).click();
    await page.press('ArrowRight');
    expect(await chip.evaluate((one) => one === document.activeElement)).toBe(true);
    // The keyboard stays on it through all that becomes of it.
    await page.ready(
      conversation({ comments: [{ ...comment, state: 'pending', waiting: 'waiting for the service' }] }),
    );
    expect(await chip.innerText()).toMatch(/^Comment\s+waiting for the service$/);
    expect(await chip.getAttribute('aria-label')).toBe('Comment, waiting for the service');
    expect(await chip.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.ready(
      conversation({
        comments: [{ ...comment, state: 'failed', problem: 'The issue is gone.', actions: ['retry', 'discard'] }],
      }),
    );
    expect(await page.row(2).locator('.flags').ariaSnapshot()).toBe(
      `
- text: Asked twice. See above. The issue is gone.
- button "Retry"
- button "Discard"
`.trim(),
    );
    expect(await page.said()).toContain('The issue is gone.');
    await page.press('ArrowRight', 'ArrowRight', 'Enter');
    expect(await page.posted('comment/resolve')).toEqual([
      { type: 'comment/resolve', id: 'outbox-1', action: 'retry' },
    ]);
    await page.row(2).getByRole('button', { name: 'Discard' }).click();
    expect((await page.posted('comment/resolve')).at(-1)?.action).toBe('discard');
    await page.ready(conversation({ comments: [{ ...comment, id: 'comment-7', state: 'stored' }] }));
    expect(await chip.getAttribute('aria-label')).toBe('Comment');
    await chip.focus();
    await page.press('Delete');
    expect(await page.said()).toContain('Comments cannot be edited or deleted.');
    expect(await page.posted('comment/resolve')).toHaveLength(2);
    // Its text opens and closes as a note does.
    expect(await chip.getAttribute('aria-expanded')).toBe('false');
    await page.press('Enter');
    expect(await chip.getAttribute('aria-expanded')).toBe('true');
    await page.ready(conversation({ comments: [] }));
    expect(await chip.count()).toBe(0);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('tells commands which message it is, in a section of its own', async () => {
    const page = await show(conversation());
    expect(await page.contextOf(page.row(2))).toEqual({
      webviewSection: 'smsMessage',
      messageIndex: 2,
      conversationId: 'sms-1',
      issueId: 'issue-1',
      preventDefaultContextMenuItems: true,
    });
    await page.close();
  });

  test('that is not attached says so and offers to attach it', async () => {
    const page = await show(conversation({ header: { ...conversationHeader, attached: false } }));
    await page.page.getByText('Not attached to T-1042').waitFor();
    await page.page.getByRole('button', { name: 'Attach' }).click();
    expect(await page.posted('conversation/attach')).toEqual([{ type: 'conversation/attach' }]);
    await page.ready(conversation());
    expect(await page.page.getByRole('button', { name: 'Attach' }).count()).toBe(0);
    await page.close();
  });

  test('without an issue cannot be commented on, and says so', async () => {
    const page = await show(conversation({ canFlag: false, header: { ...conversationHeader, issue: null } }));
    await page.row(1).click();
    await page.press('f');
    expect(await form(page).count()).toBe(0);
    expect(await page.said()).toBe('Choose an issue for this conversation to comment on its messages.');
    await page.close();
  });

  test('without messages is empty, or was sent without them', async () => {
    const page = await show(conversation({ rows: [] }));
    await page.page.getByText('This conversation has no messages yet.').waitFor();
    await page.ready(conversation({ rows: [], header: { ...conversationHeader, messagesMissing: true } }));
    await page.page.getByText('The service returned no messages for this conversation.').waitFor();
    await page.close();
  });

  test('full of hostile text stays text', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202Egnp.exe [run](command:callTriage.signOut)';
    const rows = [
      { ...smsRow(0, 0, 'caller', evil), speaker: evil, delivery: { words: evil, numbers: evil, failed: true } },
      { ...smsRow(1, 1, 'agent', 'x'.repeat(20_000)), fullLength: 5_000_000 },
    ];
    const header = { ...conversationHeader, number: evil, facts: [evil], summary: evil, conversationId: '"><script>' };
    const page = await show(conversation({ rows, header }), { width: 300 });
    await page.row(0).click();
    await page.press('f');
    expect(await page.page.locator('img, script:not([nonce]):not([type]), a').count()).toBe(0);
    expect(await comment(page).inputValue()).not.toContain('\u202E');
    expect(await page.row(1).getByText('Showing the first 20,000 of 5,000,000 characters.').count()).toBe(1);
    expect((await page.contextOf(page.row(0)))['conversationId']).toBe('"><script>');
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

describe.each(themeNames)('in %s', (theme) => {
  test('keeps nobody out, and fits a panel of 300 px', async () => {
    const header = { ...conversationHeader, attached: false };
    const text = 'It confirmed the wrong day twice.';
    const page = await show(
      conversation({
        header,
        comments: [
          { id: 'c1', index: 1, text, state: 'stored' },
          { id: 'c2', index: 1, text, state: 'pending' },
          { id: 'c3', index: 3, text, state: 'pending', waiting: 'waiting for an API key' },
          { id: 'c4', index: 3, text, state: 'failed', problem: 'T-1042 was deleted.', actions: ['retry', 'discard'] },
        ],
      }),
      { theme, width: 900, height: 620 },
    );
    await page.row(2).click();
    await page.press('f');
    expect(await barriers(page)).toEqual([]);
    await page.page.setViewportSize({ width: 300, height: 700 });
    expect(await page.overflow()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });
});
