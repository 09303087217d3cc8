import * as vscode from 'vscode';
import { clockTime } from '../editor/explain.ts';
import { explain } from '../editor/explain.ts';
import { printable } from '../triage/transcript.ts';
import type { Entry } from '../triage/outbox.ts';
import type { Session } from '../triage/session.ts';
import { addComment, type AddCommentPayload } from '../triage/writes/add-comment.ts';
import { addFlag, type AddFlagPayload } from '../triage/writes/add-flag.ts';
import { attachCall } from '../triage/writes/attach-call.ts';
import { attachResource } from '../triage/writes/attach-resource.ts';
import { detachResource } from '../triage/writes/detach-resource.ts';
import { promptNorm, type PromptNormPayload } from '../triage/writes/prompt-norm.ts';
import { removeFlag } from '../triage/writes/remove-flag.ts';

/** What a waiting write is, in a few words. */
export function nameOf(entry: Entry): string {
  const { l10n } = vscode;
  switch (entry.kind) {
    case addFlag.name: {
      const { flag } = entry.payload as AddFlagPayload;
      const type = printable(flag.type);
      return flag.message_index === undefined
        ? l10n.t('Flag {0}', type)
        : l10n.t('Flag {0} on #{1}', type, flag.message_index);
    }
    case removeFlag.name:
      return l10n.t('Remove a flag');
    case attachCall.name:
      return l10n.t('Attach a call');
    case attachResource.name:
      return l10n.t('Attach a resource');
    case detachResource.name:
      return l10n.t('Detach a resource');
    case addComment.name:
      return l10n.t('Comment');
    case promptNorm.name:
      return l10n.t('Ask Norm');
    default:
      return entry.kind;
  }
}

/** What a person wrote in it: what must not get lost. Empty when it holds no words of theirs. */
export function wordsOf(entry: Entry): string {
  if (entry.kind === addComment.name) return (entry.payload as AddCommentPayload).detail;
  if (entry.kind === promptNorm.name) return (entry.payload as PromptNormPayload).detail;
  return entry.kind === addFlag.name ? ((entry.payload as AddFlagPayload).flag.note ?? '') : '';
}

/** Where it stands, and why. */
export function stateOf(entry: Entry, session: Session): string {
  const { l10n } = vscode;
  if (entry.state === 'refused') return explain(entry.error).sentence;
  if (entry.state === 'sending') return l10n.t('is being sent');
  const { pausedUntil, needsKey, unreachable } = session.outbox.status;
  if (needsKey !== undefined) return explain(needsKey).sentence;
  if (pausedUntil !== null) return l10n.t('paused until {0}', clockTime(pausedUntil.getTime() - Date.now()));
  return unreachable ? l10n.t('the service cannot be reached; tried again by itself') : l10n.t('waits to be sent');
}
