import type { Role } from '../../shared/transcript.ts';
import type { Evidence } from './bundle.ts';

/** Who speaks, as chat formats have it: the caller is the user, the agent the assistant, all else is about the call. */
const chatRoles: Readonly<Partial<Record<Role, string>>> = { caller: 'user', agent: 'assistant' };

/**
 * An evaluation set: for each flag one line of JSON (`\n` at its end), with the conversation up to and including the flagged
 * message as chat messages, the flag as its label, and where both come from. A flag on a whole call has the whole call. Rows
 * without text are left out, except the flagged one. Empty when no message is flagged.
 */
export function flaggedChats({ issue, calls, flags, masked }: Evidence): string {
  return flags
    .flatMap((flag) => {
      const all = calls.find(({ id }) => id === flag.callId)?.messages;
      const { messageIndex } = flag;
      const last = messageIndex === null ? -1 : (all?.findIndex(({ index }) => index === messageIndex) ?? -1);
      if (all === undefined || (messageIndex !== null && last < 0)) return [];
      const said = (messageIndex === null ? all : all.slice(0, last + 1)).filter(
        ({ text, index }) => index === messageIndex || (text ?? '').trim() !== '',
      );
      const line = {
        messages: said.map(({ role, text }) => ({ role: chatRoles[role] ?? 'system', content: text ?? '' })),
        label: { type: flag.type, note: flag.note },
        metadata: {
          version: 1,
          issueId: issue?.id ?? null,
          issue: issue?.code ?? null,
          callId: flag.callId,
          flagId: flag.id,
          messageIndex,
          // Where each message stands in the API's list.
          messageIndexes: said.map(({ index }) => index),
          nodeId: flag.nodeId,
          nodeName: flag.nodeName,
          masked,
        },
      };
      return [`${JSON.stringify(line)}\n`];
    })
    .join('');
}
