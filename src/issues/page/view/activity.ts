import * as vscode from 'vscode';
import type { ActivityEntry } from '../../../api/bland/activity.ts';
import { explain } from '../../../editor/errors/explain.ts';
import { forDisplay } from '../../../editor/privacy.ts';
import { dateAndTime, shortMoment } from '../../../editor/words/format.ts';
import { waitWord } from '../../../editor/words/messages.ts';
import { personWords } from '../../../editor/words/people.ts';
import {
  type ActivityList,
  type ChangeView,
  type EntryKind,
  type EntryView,
  type LinkView,
  maxEntryText,
} from '../../../shared/issue-view.ts';
import { addComment, type AddCommentPayload } from '../../../triage/outbox/kinds/add-comment.ts';
import { promptNorm, type PromptNormPayload } from '../../../triage/outbox/kinds/prompt-norm.ts';
import { type Entry, needsDecision } from '../../../triage/outbox/outbox.ts';
import { waitReason } from '../../../triage/outbox/wait-reason.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { type EntryWords, headline } from '../../activity/entry-words.ts';
import { headlineLink, issueLink, type Place, resourceLink } from '../../activity/links.ts';
import { oneLine, textLines } from '../../activity/masked-text.ts';
import { button, linkView, type Offer } from '../offers.ts';
import { listTrouble } from './evidence.ts';
import { decisions } from './head.ts';

/** The activity of an issue, newest first, with what the user has written and is not stored yet. */
export function activityView(session: Session, issueId: string, orgId: string | null, offer: Offer): ActivityList {
  const { l10n } = vscode;
  const place = { connectionId: session.connection.id, issueId };
  const { activity: list } = session.issues.contents(issueId);
  const words: EntryWords = {
    personOf: personWords(session, orgId, (person) => person),
    secondsOf: (callId, index) => session.transcripts.secondsOf(callId, index),
  };
  const waiting = session.outbox.entries.filter((entry) => entry.issueId === issueId).toReversed();
  const { broken, error } = list;
  return {
    entries: [
      ...waiting.flatMap((entry) => unsentView(session, entry)),
      ...list.items.map((entry) => entryView(place, entry, words, offer)),
    ],
    trouble: error === undefined && broken.length === 0 ? null : listTrouble(list, offer, place),
    isLoading: !list.loaded && error === undefined,
    note: list.hasMore && !list.loading ? l10n.t('Older entries are not loaded.') : '',
    buttons: [button(l10n.t('Open as Text'), offer, 'callTriage.showActivity', { ...place })],
  };
}

function entryView(place: Place, entry: ActivityEntry, words: EntryWords, offer: Offer): EntryView {
  const { id, detail, artifact, resources, referenced_issues: issues } = entry;
  const isCut = detail.length > maxEntryText;
  const show: LinkView = {
    text: vscode.l10n.t('Open Separately'),
    action: offer(`whole/${id}`, 'callTriage.showActivity', { ...place, entryId: id }),
  };
  const made = artifact === null ? [] : [artifact.title, artifact.type, artifact.status].map((part) => oneLine(part));
  return {
    id,
    kind: kindOf(entry),
    author: oneLine(entry.actor?.label ?? '', 60),
    time: shortMoment(entry.created_at),
    clock: dateAndTime(entry.created_at, 'medium'),
    headline: linkView(headlineLink(place, entry, headline(entry, words)), `headline/${id}`, offer),
    body: textLines(detail, maxEntryText).join('\n').trim(),
    whole: isCut ? show : null,
    links: [
      ...resources.map((link, at) => linkView(resourceLink(place, link), `resource/${id}/${at}`, offer)),
      ...issues.map((issue, at) => linkView(issueLink(place, issue), `issue/${id}/${at}`, offer)),
      ...(made.length === 0 ? [] : [{ text: made.filter((part) => part !== '').join(' · '), action: show.action }]),
    ].filter(({ text }) => text !== ''),
  };
}

function kindOf({ type, entry_kind: kind }: ActivityEntry): EntryKind {
  if (type === 'comment') return 'comments';
  if (kind === 'agent') return 'norm';
  return /^(resource|flag)_/.test(type) ? 'evidence' : 'changes';
}

/** A comment or a question of the user that is not stored yet. */
function unsentView(session: Session, entry: Entry): EntryView[] {
  const { l10n } = vscode;
  const isComment = entry.kind === addComment.name;
  if (!isComment && entry.kind !== promptNorm.name) return [];
  const { detail } = entry.payload as AddCommentPayload | PromptNormPayload;
  return [
    {
      id: entry.id,
      kind: isComment ? 'comments' : 'norm',
      author: '',
      time: shortMoment(entry.createdAt),
      clock: dateAndTime(entry.createdAt, 'medium'),
      headline: { text: isComment ? l10n.t('Your comment') : l10n.t('Your question to Norm'), action: null },
      body: textLines(detail, maxEntryText).join('\n'),
      whole: null,
      links: [],
      pending: stateOf(session, entry),
    },
  ];
}

function stateOf(session: Session, entry: Entry): ChangeView {
  const { l10n } = vscode;
  const { id } = entry;
  if (needsDecision(entry)) {
    const look = entry.inDoubt ? [{ action: 'look' as const, label: l10n.t('Look Again') }] : [];
    return { id, words: forDisplay(explain(entry.error).sentence), actions: [...look, ...decisions()] };
  }
  const reason = waitReason(entry, session.outbox.status);
  return { id, words: reason === null ? l10n.t('sending…') : waitWord(reason), actions: [] };
}
