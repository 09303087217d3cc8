import { beforeEach, expect, it, vi } from 'vitest';
import { silentCall, uiCall } from '../../../src/editor/call.ts';
import { Cancelled } from '../../../src/editor/errors/cancelled.ts';
import { waitInUi, withLateProgress } from '../../../src/editor/progress.ts';
import { editor } from '../../support/vscode.ts';

beforeEach(() => {
  editor.shown = [];
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const told = (): string[] => editor.shown.filter(({ place }) => place === 'notification').map(({ text }) => text);

it('says nothing about work that takes less than a second, nor about an error in it', async () => {
  await expect(withLateProgress('Searching', async () => 7)).resolves.toBe(7);
  await expect(withLateProgress('Searching', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told()).toEqual([]);
});

it('shows work that takes longer with what it reports from then on', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let report: (message: string) => void = () => undefined;
  const running = withLateProgress('Searching', (_signal, tell) => {
    report = tell;
    tell('early');
    return promise;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(told()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  report('3 of 7');
  resolve('done');
  await expect(running).resolves.toBe('done');
  expect(told()).toEqual(['Searching', '3 of 7']);
});

it('aborts work that is cancelled, and resolves to what it makes of that', async () => {
  const running = withLateProgress(
    'Searching',
    (signal) => new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('a part'))),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  editor.cancelled.fire();
  await expect(running).resolves.toBe('a part');
});

it('waits for what cannot be stopped until it is cancelled, and for a script without a word', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const waiting = expect(waitInUi(uiCall, 'Loading', promise)).rejects.toThrow(Cancelled);
  const script = waitInUi(silentCall, 'Loading', promise);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual(['Loading']);
  editor.cancelled.fire();
  await waiting;
  resolve('read');
  await expect(script).resolves.toBe('read');
});
