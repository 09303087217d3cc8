import { prepareFlag } from '../flags/flagging.ts';
import { verifiedMessage } from '../flags/verified-message.ts';
import { resolveIssueId } from '../issues/resolve-issue.ts';
import { addFlag } from '../outbox/kinds/add-flag.ts';
import { isPending } from '../outbox/outbox.ts';
import { refuseNorm } from './norm-mention.ts';
import { pathwayOf } from './read-transcript.ts';
import { unlessAborted, type WritingTool } from './tool.ts';
import { pendingAnswer } from './pending-answer.ts';
import { plainId, visible } from './untrusted.ts';

/** Proposes a flag on a message, with the text that the transcript has there. */
export const flagMessage: WritingTool<'calltriage_flag_message'> = async (args, call) => {
  const { data, signal } = call;
  const type = visible(args.type);
  const note = visible(args.note ?? '');
  refuseNorm('type', type);
  refuseNorm('note', note);
  const issueId = await resolveIssueId(data.issues, data.api, args.issueId, signal);
  const [issue, transcript] = await Promise.all([
    data.api.issues.get(issueId, { signal }),
    unlessAborted(signal, data.transcripts.get(args.callId)),
  ]);
  const { callId, messageIndex: index } = args;
  const { text } = verifiedMessage(transcript, { messageIndex: index });
  const node = (await pathwayOf(call, transcript))?.nodes.get(index);
  const payload = prepareFlag(
    { issueId, callId, messageIndex: index, type, note, nodeId: node?.id, nodeName: node?.name ?? undefined },
    transcript,
  );
  const seconds = transcript.rows.find((row) => row.index === index)?.seconds ?? null;
  return {
    issue: { id: issue.id, code: issue.triage_id, title: issue.title },
    message: { callId, index, seconds, text: text ?? '', type },
    text: note,
    payload,
    async send(deliver) {
      const result = await deliver(addFlag, payload);
      if (isPending(result)) return pendingAnswer(result);
      return `Message ${index} is flagged on ${plainId(issue.triage_id)}. The flag has the ID ${plainId(result.id)} and the type ${plainId(result.type)}.`;
    },
  };
};
