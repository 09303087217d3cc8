import { expect, it } from 'vitest';
import { readTarget, writeTarget } from '../../../../src/issues/insights/target.ts';
import { parseInsightsMessage } from '../../../../src/shared/insights-messages.ts';

it('takes from the page what it may ask for, and nothing else', () => {
  expect(parseInsightsMessage({ type: 'range', range: '13w' })).toEqual({ type: 'range', range: '13w' });
  expect(parseInsightsMessage({ type: 'load', part: 'calls', more: 1 })).toEqual({ type: 'load', part: 'calls' });
  const invalid = [
    null,
    'ready',
    { type: 'ready' },
    { type: 'ready', range: '1y' },
    { type: 'load', part: 'secrets' },
    { type: 'run', action: '' },
    { type: 'run', action: 'x'.repeat(4001) },
    { type: 'run', action: { command: 'workbench.action.quit' } },
    { type: '__proto__' },
    { type: 'constructor' },
  ];
  for (const message of invalid) expect(parseInsightsMessage(message)).toBeUndefined();
});

it('finds its connection again in the state of a page, and nothing in what is none', () => {
  const target = { connectionId: 'work "1"' };
  expect(readTarget({ panel: writeTarget(target), range: '7d' })).toEqual(target);
  for (const state of [null, {}, { panel: 1 }, { panel: '{' }, { panel: '{"connectionId":""}' }, { panel: '[]' }]) {
    expect(readTarget(state)).toBeUndefined();
  }
});
