import { describe, expect, it } from 'vitest';
import { agentChannel } from '../../../src/shared/sides.ts';
import type { Role, TranscriptRow } from '../../../src/shared/transcript.ts';

const row = (index: number, seconds: number | null, role: Role, noise = false): TranscriptRow => ({
  index,
  role,
  speaker: '',
  seconds,
  clock: null,
  text: 'x'.repeat(60),
  fullLength: null,
  noise,
});
const rows = [row(0, 1, 'agent'), row(1, 6, 'caller'), row(2, 11, 'agent'), row(3, 14, 'caller')];
const agent = [
  { from: 1, to: 5 },
  { from: 11, to: 13.5 },
];
const caller = [
  { from: 6, to: 10 },
  { from: 14, to: 17 },
];
const later = (seconds: number) => (speech: readonly { from: number; to: number }[]) =>
  speech.map(({ from, to }) => ({ from: from + seconds, to: to + seconds }));

describe("the agent's channel", () => {
  it.each([
    ['the first', [agent, caller], 0],
    ['the second', [caller, agent], 1],
    ['the one that speaks, where the other is silent', [[], agent], 1],
    ['that of the silent one, where only the caller speaks', [[], caller], 0],
    ['the same where the recording begins a second earlier', [caller, agent].map(later(1)), 1],
    ['the same where it begins a second later', [agent, caller].map(later(-1)), 0],
    ['unknown where both were mixed', [[...agent, ...caller].sort((a, b) => a.from - b.from), []], null],
    ['unknown where nobody speaks', [[], []], null],
  ] as const)('is %s', (_name, [one = [], other = []], expected) => {
    expect(agentChannel(rows, [one, other])).toBe(expected);
  });

  it('is not told from rows without a time, from noise, or from what neither of them said', () => {
    const others = [row(0, null, 'agent'), row(1, 1, 'agent', true), row(2, 6, 'robot')];
    expect(agentChannel(others, [agent, caller])).toBeNull();
  });
});
