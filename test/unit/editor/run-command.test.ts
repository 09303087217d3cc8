import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AbortError } from '../../../src/api/errors.ts';
import { orCancelled } from '../../../src/editor/errors/cancelled.ts';
import { fromView } from '../../../src/editor/call.ts';
import { registerCommands } from '../../../src/editor/feature.ts';
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

describe('a command that is registered', () => {
  const row = { [fromView]: true };
  const menus = { 'view/title': [{ command: 'callTriage.above' }] };
  const context = { extension: { packageJSON: { contributes: { menus } } } };
  const ran: unknown[] = [];
  const command = defineCommand({ args: z.object({}), run: async () => void ran.push('done') });
  const load = async () => ({
    services: { ...services, context, views: { selectionWith: () => [] } } as unknown as Services,
    feature: { commands: { below: command, above: command } },
    runCommand,
  });
  const run = async (name: 'below' | 'above', ...given: unknown[]): Promise<unknown[]> => {
    const registered = registerCommands(load, [name]);
    await editor.registered.get(`callTriage.${name}`)?.(...given);
    registered.dispose();
    return ran.splice(0);
  };

  it.each([[[]], [[undefined]], [[row, null]], [[row, [row, row]]]])('runs with %j', async (given) => {
    expect(await run('below', ...given)).toEqual(['done']);
    expect(editor.shown).toEqual([]);
  });

  it.each([[[undefined, null]], [[row, [undefined, row]]]])(
    'does not ask for another row than the one whose menu was opened: %j',
    async (given) => {
      expect(await run('below', ...given)).toEqual([]);
      expect(editor.shown.splice(0)).toMatchObject([{ text: expect.stringContaining('nothing was done') }]);
    },
  );

  it('needs no row above a view', async () => {
    expect(await run('above', undefined, null)).toEqual(['done']);
    expect(editor.shown).toEqual([]);
  });
});
