import * as vscode from 'vscode';
import type { Flag } from '../api/bland/flags.ts';
import type { Entry } from '../triage/outbox.ts';
import type { Session } from '../triage/session.ts';
import { addFlag, type AddFlagPayload } from '../triage/writes/add-flag.ts';
import { removeFlag } from '../triage/writes/remove-flag.ts';
import { putBack } from './take-flag-off.ts';

/** How long a flag that is just being sent is waited for before it is taken back, milliseconds. */
const patience = 10_000;

/** What was done in a transcript's page, last first, to be taken back there one step at a time. */
export class FlagHistory {
  readonly #steps: (() => Promise<string>)[] = [];
  /** What stands for a removed flag since it was put back, by the removed one's id: the service gave that a new one. */
  readonly #putBack = new Map<string, Entry<AddFlagPayload>>();

  /** Flags were put on messages, together. */
  added(session: Session, entries: readonly Entry<AddFlagPayload>[]): void {
    this.#steps.push(async () => {
      const taken = await Promise.all(entries.map((entry) => this.#takeBack(session, entry)));
      const count = taken.filter(Boolean).length;
      if (entries.length === 1) {
        return count === 1
          ? vscode.l10n.t('The flag is taken back.')
          : vscode.l10n.t('There is no flag to take back: it is removed already, or the service refused it.');
      }
      return vscode.l10n.t('{0} of {1} flags are taken back.', count, entries.length);
    });
  }

  /** A stored flag was removed. */
  removed(session: Session, issueId: string, flag: Flag): void {
    this.#steps.push(async () => {
      this.#putBack.set(flag.id, putBack(session, issueId, flag));
      return vscode.l10n.t('The flag is put back, as a new one: the service cannot restore flags.');
    });
  }

  /** Something else was done; `step` takes it back and resolves to what there is to say about that. */
  did(step: () => Promise<string>): void {
    this.#steps.push(step);
  }

  /** Takes the last step back. Returns what there is to say about it. */
  async undo(): Promise<string> {
    const step = this.#steps.pop();
    return step === undefined ? vscode.l10n.t('There is nothing to take back here.') : await step();
  }

  /** Takes a flag out of the outbox, or off the message if it is stored already. Returns whether it was there. */
  async #takeBack(session: Session, entry: Entry<AddFlagPayload>): Promise<boolean> {
    const { outbox, issues } = session;
    if (outbox.get(entry.id) !== undefined && outbox.discard(entry.id)) return true;
    const now = outbox.get(entry.id) === undefined ? entry : await outbox.outcome(entry.id, patience);
    if (now === undefined) return outbox.discard(entry.id);
    if (now.state !== 'delivered') return false;
    const { issueId } = entry.payload;
    const flagId = addFlag.resultId(now.result as Flag) ?? '';
    const since = this.#putBack.get(flagId);
    if (since !== undefined) return this.#takeBack(session, since);
    if (!issues.contents(issueId).flags.items.some(({ id }) => id === flagId)) return false;
    outbox.add(removeFlag, { issueId, flagId });
    return true;
  }
}
