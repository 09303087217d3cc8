import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AbortError } from '../../../src/api/errors.ts';
import { orCancelled } from '../../../src/editor/errors/cancelled.ts';
import { fromView, readCall } from '../../../src/editor/call.ts';
import type { Services } from '../../../src/editor/services.ts';
import { defineCommand, runCommand } from '../../../src/editor/command.ts';
import { editor } from '../../support/vscode.ts';

const services = { log: { warn: () => undefined } } as unknown as Services;
const closesPrompt = async (): Promise<unknown> => orCancelled(undefined);
const isAborted = async (): Promise<never> => {
  throw new AbortError({ method: 'GET', path: '/' }, true);
};

it.each([closesPrompt, isAborted])('a cancelled command rejects for a script: %o', async (run) => {
  const command = defineCommand({ args: z.object({}), run });
  const rejected = runCommand(services, command, {}, { fromUi: false, selection: [] });
  await expect(rejected).rejects.toMatchObject({ code: 'CANCELLED', name: 'Canceled', message: 'Canceled' });
});

it.each([closesPrompt, isAborted])('and says nothing in the UI: %o', async (run) => {
  const command = defineCommand({ args: z.object({}), run });
  expect(await runCommand(services, command, undefined, { fromUi: true, selection: [] })).toBeUndefined();
  expect(editor.shown).toEqual([]);
});

it('malformed arguments name the argument', async () => {
  const command = defineCommand({ args: z.object({ digit: z.number() }), run: async () => undefined });
  const rejected = runCommand(services, command, { digit: 'x' }, { fromUi: false, selection: [] });
  await expect(rejected).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'digit' });
});

it('a row that is just being loaded again is no reason to ask for another', async () => {
  const command = defineCommand({ args: z.object({}), run: async () => 'done' });
  const run = async (...given: unknown[]) => {
    const { argument, ...call } = readCall(...given);
    return await runCommand(services, command, argument, call);
  };
  const row = { [fromView]: true };
  expect(await run()).toBe('done');
  expect(await run(undefined)).toBe('done');
  expect(await run(row, null)).toBe('done');
  expect(await run(row, [row, row])).toBe('done');
  expect(editor.shown).toEqual([]);
  for (const given of [
    [undefined, null],
    [row, [undefined, row]],
  ]) {
    expect(await run(...given)).toBeUndefined();
    expect(editor.shown.splice(0)).toMatchObject([{ text: expect.stringContaining('nothing was done') }]);
  }
});
