import { expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { explain } from '../../../../src/editor/errors/explain.ts';
import { ApproximateIndexError } from '../../../../src/triage/transcript/errors.ts';
import { prepareFlag } from '../../../../src/triage/flags/flagging.ts';
import { restoreError, storeError } from '../../../../src/triage/outbox/stored-error.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';

const transcript = readTranscript(
  callDetailsSchema.parse({ call_id: 'c-1', completed: true, concatenated_transcript: 'user: Hi \\n assistant: Yes' }),
);
const request = { issueId: 'i-1', callId: 'c-1', type: 'wrong_answer', attach: false };

it('no flag takes an index from a call whose rows are approximate', () => {
  expect(() => prepareFlag({ ...request, messageIndex: 1 }, transcript)).toThrow(ApproximateIndexError);
  expect(() => prepareFlag({ ...request, messageIndex: 7 }, transcript)).toThrow(ApproximateIndexError);
});

it('the whole of such a call can be flagged', () => {
  expect(prepareFlag({ ...request, messageIndex: null }, transcript).flag).toEqual({
    call_id: 'c-1',
    type: 'wrong_answer',
  });
});

it('the refusal says so and offers the whole call, also after a restart', () => {
  const error = restoreError(storeError(new ApproximateIndexError('c-1')));
  expect(explain(error)).toMatchObject({
    sentence: 'Message numbers of this call are approximate, so its messages cannot be flagged.',
    remedies: [{ command: 'callTriage.flagCall', args: { callId: 'c-1' } }],
  });
});
