import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { BadRequestError } from '../../../src/api/errors.ts';
import type { Services } from '../../../src/editor/services.ts';
import { iconsIn, labelShown, linksIn, markdownShown } from '../../support/vscode-text.ts';
import { editor, mask } from '../../support/vscode.ts';
import * as documentErrors from '../../../src/editor/errors/document-errors.ts';
import * as input from '../../../src/editor/prompts/input.ts';
import * as notices from '../../../src/editor/notices.ts';
import * as picks from '../../../src/editor/prompts/picks.ts';
import { runCommand } from '../../../src/editor/command.ts';
import * as progress from '../../../src/editor/progress.ts';
import * as statusItem from '../../../src/editor/status-item.ts';
import * as tooltip from '../../../src/editor/trees/tooltip.ts';

const { shown } = editor;

const file = path.resolve(import.meta.dirname, '../../fixtures/cases/16-icon-syntax.json');
const icons = JSON.parse(readFileSync(file, 'utf8')) as { summary: string; transcripts: [{ text: string }] };

/** Texts of others: a call's summary, a server's refusal, a persona's name, the name of a file, an issue's code. */
const texts = [
  icons.summary,
  icons.transcripts[0].text,
  'Refused: [Sign in](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D)',
  'Night Shift [open](https://a.example "now") $(sync~spin)',
  '[call](file:///etc/passwd).json \\$(zap)',
  'T-1](command:a.b) [x',
  '![x](https://a.example/seen.png) <a href="command:a.b">x</a> &lt;b&gt;',
];
const uri = { toString: () => `call-triage:/${texts.join('/')}` } as unknown as vscode.Uri;
const services = { log: { warn: () => undefined } } as unknown as Services;
const row = (text: string): vscode.QuickPickItem => ({ label: text, description: text, detail: text });

/** Every function that shows text: what it shows of a text of somebody's. */
const shows: Readonly<Record<string, Readonly<Record<string, (text: string) => unknown>>>> = {
  documentErrors: {
    fileErrorCode: (text) => documentErrors.fileErrorCode(new Error(text)),
    notFound: () => documentErrors.notFound(uri),
    readOnly: () => documentErrors.readOnly(uri),
    unavailable: (text) => showsMessage(documentErrors.unavailable(text)),
    unsaved: (text) => showsMessage(documentErrors.unsaved(text)),
  },
  input: {
    askInput: (text) =>
      input.askInput({ prompt: text, validateInput: async () => ({ message: text, severity: 1 as const }) }),
    createInput: (text) => input.createInput(text).say(text),
  },
  notices: {
    confirm: (text) => notices.confirm(text, text, 'Yes'),
    inform: notices.inform,
    showStatusMessage: notices.showStatusMessage,
    holdStatusMessage: notices.holdStatusMessage,
    reportError: (text) => notices.reportError(services, refusal(text)),
    showError: notices.showError,
    informWithUndo: (text) => notices.informWithUndo(services, text, () => Promise.reject(refusal(text))),
    warn: notices.warn,
  },
  picks: {
    createPicker: (text) => {
      picks.createPicker().items = [picks.literalRow(row(text))];
    },
    literalRow: (text) => {
      const { label, description, detail } = picks.literalRow(row(text));
      for (const one of [label, description, detail]) shown.push({ place: 'row', text: one ?? '' });
    },
    pickInStep: (text) => picks.pickInStep([row(text)], text, { number: 2, total: 3 }),
    pickOne: (text) => picks.pickOne([row(text)], { title: text, placeHolder: text }),
    pickSeveral: (text) => picks.pickSeveral([row(text)], { title: text, placeHolder: text }),
  },
  progress: {
    withStatusBarProgress: (text) => progress.withStatusBarProgress(text, () => Promise.resolve()),
    withViewProgress: () => progress.withViewProgress(() => Promise.resolve()),
    withNotificationProgress: (text) =>
      progress.withNotificationProgress(text, async (_signal, report) => report(text)),
    withLateProgress: (text) =>
      later((wait) => progress.withLateProgress(text, async (_signal, report) => wait.then(() => report(text)))),
    waitInUi: (text) => later((wait) => progress.waitInUi({ fromUi: true, selection: [] }, text, wait)),
  },
  statusItem: {
    createStatusItem: (text) => statusItem.createStatusItem('callTriage.x', 0).say('warning', text),
  },
  tooltip: {
    plainTooltip: (text) => showsFacts(tooltip.plainTooltip([[text, text]])),
    plainFacts: (text) => showsFacts(tooltip.plainFacts([[text, text]])),
  },
};

/** Does what shows something only after a second. */
async function later(work: (wait: Promise<void>) => Promise<unknown>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const working = work(
      new Promise((resolve) => {
        setTimeout(resolve, 2000);
      }),
    );
    await vi.advanceTimersByTimeAsync(2000);
    await working;
  } finally {
    vi.useRealTimers();
  }
}

function showsMessage({ message }: Error): void {
  shown.push({ place: 'notification', text: message });
}

function showsFacts(made: ReturnType<typeof tooltip.plainFacts>): void {
  expect([made.isTrusted, made.supportHtml, made.supportThemeIcons]).toEqual([undefined, undefined, undefined]);
  const [, name = '', value = ''] = /^\*\*(.*)\*\* {2}(.*)\n\n$/s.exec(made.value) ?? [];
  shown.push({ place: 'tooltip', text: name }, { place: 'tooltip', text: value });
}
const modules = { documentErrors, input, notices, picks, progress, statusItem, tooltip };
/** What a person is asked about, which shows what will be written as it will be written. */
const verbatim = new Set(['plainFacts']);

/** What shows no text of others, or nothing at all. */
const silent = new Set(['fileErrorCode', 'withViewProgress']);

function refusal(text: string): Error {
  return new BadRequestError(
    { status: 400, serviceCode: null, message: text },
    { method: 'POST', path: '/v1/triage/issues' },
  );
}

beforeEach(() => {
  shown.length = 0;
  editor.isMasking = false;
});

it.each(Object.entries(modules))('every function of %s is tried', (name, module) => {
  expect(Object.keys(shows[name] ?? {}).sort()).toEqual(Object.keys(module).sort());
});

for (const [module, functions] of Object.entries(shows)) {
  it.each(Object.entries(functions))(`${module}.%s shows text of others as text`, async (name, show) => {
    for (const text of texts) {
      await show(text);
      await new Promise(setImmediate);
    }
    expect(shown.length > 0).toBe(!silent.has(name));
    for (const { place, text } of shown) {
      // VS Code draws titles and placeholders as plain text.
      if (place === 'title') continue;
      if (place === 'tooltip') expect(markdownShown(text)).toBeDefined();
      else {
        if (place !== 'status bar') expect(linksIn(text)).toEqual([]);
        if (place !== 'notification') expect(iconsIn(text.replace(/^\$\(warning\) /, ''))).toEqual([]);
      }
    }
  });
}

it('the words of a row, a tooltip and a status are those that were written', async () => {
  const [summary = ''] = texts;
  await picks.pickOne([row(summary)], {});
  statusItem.createStatusItem('callTriage.x', 0).say('warning', summary);
  notices.showStatusMessage(summary);
  expect(shown.map(({ text }) => labelShown(text).trim())).toEqual(Array.from({ length: 5 }, () => summary));
});

it('what was picked is the row that was given', async () => {
  const given = [row('$(a)'), row('b')];
  expect(await picks.pickOne(given, {})).toBe(given[0]);
  expect(await picks.pickSeveral(given, {})).toEqual(given);
});

it('what is personal is masked in every notice, prompt, row, progress and tooltip', async () => {
  await mask();
  const tried = ['input', 'notices', 'picks', 'progress', 'statusItem', 'tooltip'].flatMap((name) =>
    Object.entries(shows[name] ?? {}).flatMap(([of, show]) => (verbatim.has(of) ? [] : [show])),
  );
  for (const show of tried) await show('Call 415-555-0123, or dana@example.com');
  await new Promise(setImmediate);
  expect(shown.length).toBeGreaterThan(20);
  for (const { place, text } of shown) expect(`${place}: ${text}`).not.toMatch(/\d{3}|dana/);
});

it('what a command rejects with has no links: the editor shows it when a key runs the command', async () => {
  const [, , refused = ''] = texts;
  const command = { args: z.object({}), run: () => Promise.reject(refusal(refused)) };
  const error: unknown = await runCommand(services, command, {}, { fromUi: false, selection: [] }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BadRequestError);
  expect(linksIn(refused)).not.toEqual([]);
  expect(linksIn((error as Error).message)).toEqual([]);
});
