import * as vscode from 'vscode';
import type { ResourceLink } from '../../../api/bland/resources.ts';
import type { CallSummary } from '../../../api/bland/calls.ts';
import { explain } from '../../../editor/errors/explain.ts';
import { forDisplay } from '../../../editor/privacy.ts';
import { callFacts } from '../../../editor/words/calls.ts';
import { shortMoment } from '../../../editor/words/format.ts';
import { messageName } from '../../../editor/words/messages.ts';
import type { EvidenceIcon, EvidenceList, EvidenceView, FlagView, TroubleView } from '../../../shared/issue-view.ts';
import type { MadeAttachment } from '../../../triage/attachments/made.ts';
import { type IssueFlag, flagsOf } from '../../../triage/flags/marks.ts';
import type { PagedList } from '../../../triage/issues/paged-list.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { oneLine } from '../../activity/masked-text.ts';
import { evidenceLabel, evidenceTime, evidenceType } from '../../evidence-words.ts';
import { flagStateWords } from '../../flag-words.ts';
import { button, type Offer } from '../offers.ts';

interface Place {
  readonly connectionId: string;
  readonly issueId: string;
}

/** Calls with their flags, conversations, files and attachments of an issue. */
export function evidenceView(
  session: Session,
  issueId: string,
  attachments: readonly MadeAttachment[],
  offer: Offer,
): EvidenceList {
  const { l10n } = vscode;
  const place = { connectionId: session.connection.id, issueId };
  const { resources, flags } = session.issues.contents(issueId);
  const calls = new Map(session.calls.list.items.map((call) => [call.id, call]));
  const byCall = Map.groupBy(flagsOf(issueId, flags.items, session), ({ callId }) => callId);
  const items = resources.items.map((link) =>
    linkView(place, link, calls.get(link.resource_id), byCall.get(link.resource_id) ?? [], offer),
  );
  const attached = new Set(resources.items.map((link) => link.resource_id));
  const loose = [...byCall].filter(([callId]) => !attached.has(callId)).flatMap(([, own]) => own);
  return {
    summary: summaryOf(resources.items),
    items: [...items, ...attachments.map((made) => attachmentView(place, made, offer))],
    looseFlags: resources.loaded ? loose.map((flag) => flagView(place, flag, offer)) : [],
    trouble: listTrouble(resources, offer, place) ?? listTrouble(flags, offer, place),
    isLoading: !resources.loaded && resources.error === undefined,
    buttons: [
      button(l10n.t('Attach…'), offer, 'callTriage.attachResource', place),
      button(l10n.t('Upload…'), offer, 'callTriage.uploadAttachment', place),
      button(l10n.t('Export…'), offer, 'callTriage.exportEvidence', place),
    ],
  };
}

function linkView(
  place: Place,
  link: ResourceLink,
  call: CallSummary | undefined,
  flags: readonly IssueFlag[],
  offer: Offer,
): EvidenceView {
  const isGone = link.status === 'unavailable';
  const isCall = link.resource_type === 'call';
  const facts = call === undefined ? [shortMoment(evidenceTime(link))] : callFacts(call);
  return {
    id: link.id,
    icon: isGone ? 'gone' : iconOf(link),
    kind: oneLine(evidenceType(link), 30),
    link: { text: oneLine(evidenceLabel(link), 160), action: openAction(place, link, isGone, offer) },
    facts: isGone ? vscode.l10n.t('no longer available') : forDisplay(facts.filter((fact) => fact !== '').join(' · ')),
    flags: isCall ? inOrder(flags).map((flag) => flagView(place, flag, offer)) : [],
    detach: offer(`detach/${link.id}`, 'callTriage.detachResource', { ...place, linkId: link.id }),
    isLinked: true,
  };
}

function openAction(place: Place, link: ResourceLink, isGone: boolean, offer: Offer): string | null {
  const name = `open/${link.id}`;
  if (isGone) return offer(name, 'callTriage.explainUnavailable', { ...place, linkId: link.id });
  if (link.resource_type === 'call')
    return offer(name, 'callTriage.openTranscript', { ...place, callId: link.resource_id });
  if (link.resource_type !== 'sms_conversation') return null;
  return offer(name, 'callTriage.openConversation', { ...place, conversationId: link.resource_id });
}

function attachmentView(place: Place, made: MadeAttachment, offer: Offer): EvidenceView {
  const { attachmentId, talkdeskId, name, madeAt } = made;
  const action = offer(`attachment/${talkdeskId}/${attachmentId}`, 'callTriage.openAttachment', {
    ...place,
    attachmentId,
    talkdeskId,
  });
  return {
    id: `${talkdeskId}/${attachmentId}`,
    icon: 'attachment',
    kind: vscode.l10n.t('Attachment'),
    link: { text: oneLine(name) || attachmentId, action },
    facts: ['Talkdesk', shortMoment(madeAt)].filter((fact) => fact !== '').join(' · '),
    flags: [],
    detach: null,
    isLinked: false,
  };
}

/** In the order of the conversation; flags on the whole call come last. */
function inOrder(flags: readonly IssueFlag[]): readonly IssueFlag[] {
  const position = ({ messageIndex }: IssueFlag): number => messageIndex ?? Number.MAX_SAFE_INTEGER;
  return flags.toSorted((one, other) => position(one) - position(other));
}

function flagView(place: Place, flag: IssueFlag, offer: Offer): FlagView {
  const { id, callId, messageIndex, seconds, state } = flag;
  const at = messageIndex === null ? {} : { messageIndex };
  return {
    id,
    place: messageIndex === null ? '' : messageName(messageIndex, seconds),
    type: oneLine(flag.type, 80),
    quote: oneLine(flag.messageText ?? '', 160),
    note: oneLine(flag.note, 400),
    state,
    stateWords: flagStateWords(flag),
    action: offer(`flag/${id}`, 'callTriage.openTranscript', { ...place, callId, ...at }),
    context: JSON.stringify({
      webviewSection: 'flag',
      flagId: id,
      flagState: state,
      messageIndex,
      callId,
      ...place,
      preventDefaultContextMenuItems: true,
    }),
    node: nodeView(place, flag, offer),
  };
}

function nodeView(place: Place, { id, callId, nodeId, nodeName }: IssueFlag, offer: Offer): FlagView['node'] {
  if (nodeId === null) return null;
  const named = nodeName === null ? {} : { nodeName };
  const action = offer(`node/${id}`, 'callTriage.openNode', { ...place, callId, nodeId, ...named });
  return { name: oneLine(nodeName ?? nodeId, 80), action };
}

function iconOf(link: ResourceLink): EvidenceIcon {
  if (link.resource_type === 'call') return 'call';
  return link.resource_type === 'sms_conversation' ? 'sms' : 'file';
}

function summaryOf(links: readonly ResourceLink[]): string {
  const { l10n } = vscode;
  const count = (type: string): number => links.filter((link) => link.resource_type === type).length;
  const [calls, chats] = [count('call'), count('sms_conversation')];
  const files = links.length - calls - chats;
  return [
    calls === 0 ? '' : calls === 1 ? l10n.t('1 call') : l10n.t('{0} calls', calls),
    chats === 0 ? '' : l10n.t('{0} SMS', chats),
    files === 0 ? '' : files === 1 ? l10n.t('1 file') : l10n.t('{0} files', files),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Says that a list could not be loaded, or not whole, with a way to try again. */
export function listTrouble(list: PagedList<{ readonly id: string }>, offer: Offer, place: Place): TroubleView | null {
  const { l10n } = vscode;
  const retry = { text: l10n.t('Try Again'), action: offer('retry', 'callTriage.openIssue', { ...place }) };
  if (list.error !== undefined) return { sentence: forDisplay(explain(list.error).sentence), retry };
  const { length: broken } = list.broken;
  if (broken === 1) return { sentence: l10n.t('Could not read 1 item.'), retry: null };
  if (broken > 1) return { sentence: l10n.t('Could not read {0} items.', broken), retry: null };
  return list.hasMore && !list.loading ? { sentence: l10n.t('Not everything is loaded.'), retry: null } : null;
}
