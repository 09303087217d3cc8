import type { AddFlagPayload } from '../../src/triage/outbox/kinds/add-flag.ts';

/** A flag as a person makes one, on its own message. */
export function flagOf(issueId: string, index: number): AddFlagPayload {
  return {
    issueId,
    attach: false,
    verify: false,
    flag: {
      call_id: '6f1b0c1e-5d0a-4c1b-9a52-2f8f3f1f0a11',
      type: 'dead_air',
      note: `The agent said nothing for eight seconds after the caller had given the number (${index}).`,
      message_index: index,
      message_text: 'It is four four seven, nine zero one, two two eight. Did you get that?',
    },
  };
}
