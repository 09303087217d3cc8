import type { Role } from '../../shared/transcript.ts';
import type { Evidence } from './bundle.ts';

/** Roles of chat formats. Other rows are about the call and have no place within a chat. */
const chatRoles: Readonly<Partial<Record<Role, string>>> = { caller: 'user', agent: 'assistant' };

/**
 * An evaluation set: for each flag one line of JSON (`\n` at its end), with the conversation up to and including the flagged
 * message as chat messages, the flag as its label, and where both come from. A flag on a whole call has the whole call. Only
 * the rows of caller and agent are in it, without those that have no text, except the flagged one; the others are counted.
 * Empty when no message is flagged.
 */
export function flaggedChats({ issue, calls, flags, masked }: Evidence): string {
  return flags
    .flatMap((flag) => {
      const all = calls.find(({ id }) => id === flag.callId)?.messages;
      const { messageIndex } = flag;
      const last = messageIndex === null ? -1 : (all?.findIndex(({ index }) => index === messageIndex) ?? -1);
      if (all === undefined || (messageIndex !== null && last < 0)) return [];
      const rows = messageIndex === null ? all : all.slice(0, last + 1);
      const said = rows.flatMap(({ role, text, index }) => {
        const speaker = chatRoles[role];
        const isLeftOut = speaker === undefined || (index !== messageIndex && (text ?? '').trim() === '');
        return isLeftOut ? [] : [{ index, message: { role: speaker, content: text ?? '' } }];
      });
      const line = {
        messages: said.map(({ message }) => message),
        label: { type: flag.type, note: flag.note },
        metadata: {
          version: 1,
          issueId: issue?.id ?? null,
          issue: issue?.code ?? null,
          callId: flag.callId,
          flagId: flag.id,
          messageIndex,
          // Also of a row that is no message, such as an action of the agent.
          messageText: last < 0 ? null : (all[last]?.text ?? null),
          // Where each message stands in the API's list.
          messageIndexes: said.map(({ index }) => index),
          omittedRows: rows.length - said.length,
          nodeId: flag.nodeId,
          nodeName: flag.nodeName,
          masked,
        },
      };
      return [`${JSON.stringify(line)}\n`];
    })
    .join('');
}
