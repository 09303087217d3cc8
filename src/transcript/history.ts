import * as vscode from 'vscode';
import type { Flag, NewFlag } from '../api/bland/flags.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { addFlag, type AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { editFlag, type EditFlagPayload } from '../triage/outbox/kinds/edit-flag.ts';
import { removeFlag } from '../triage/outbox/kinds/remove-flag.ts';
import { putBack } from './take-flag-off.ts';

/** How long a flag that is just being sent is waited for before it is taken back, milliseconds. */
const patience = 10_000;

type FlagEntry = Entry<AddFlagPayload | EditFlagPayload>;

/** What was done in a transcript's page, last first, to be taken back there one step at a time. */
export class FlagHistory {
  readonly #steps: (() => Promise<string>)[] = [];
  /** What stands for a flag since it was put back or edited back, by the earlier one's id: the service gave that a new one. */
  readonly #putBack = new Map<string, FlagEntry>();

  /** Flags were put on messages, together. */
  added(session: Session, entries: readonly Entry<AddFlagPayload>[]): void {
    this.#steps.push(async () => {
      const taken = await Promise.all(entries.map((entry) => this.#takeBack(session, entry)));
      const count = taken.filter(Boolean).length;
      if (entries.length === 1) {
        return count === 1
          ? vscode.l10n.t('Flag removed.')
          : vscode.l10n.t('Nothing to undo: the flag was already removed or not accepted.');
      }
      return vscode.l10n.t('Removed {0} of {1} flags.', count, entries.length);
    });
  }

  /** A stored flag was removed. */
  removed(session: Session, issueId: string, flag: Flag): void {
    this.#steps.push(async () => {
      this.#putBack.set(flag.id, putBack(session, issueId, flag));
      return vscode.l10n.t('Flag restored as a new flag.');
    });
  }

  /** A flag was replaced by one with another type or note; `before` is what the old one said. */
  edited(session: Session, entry: Entry<EditFlagPayload>, before: NewFlag): void {
    this.#steps.push(async () => {
      const { outbox } = session;
      if (entry.payload.made === undefined && (await outbox.discard(entry.id))) {
        return vscode.l10n.t('Edit undone.');
      }
      return this.#editBack(session, entry, before, entry.payload.flagId);
    });
  }

  /** A flag that was not sent yet was given another type or note. */
  amended(session: Session, entry: Entry<AddFlagPayload | EditFlagPayload>, before: NewFlag): void {
    this.#steps.push(async () =>
      (await session.outbox.amend(entry.id, { ...entry.payload, flag: before }))
        ? vscode.l10n.t('Edit undone.')
        : this.#editBack(session, entry, before),
    );
  }

  /** Something else was done; `step` takes it back and resolves to what there is to say about that. */
  did(step: () => Promise<string>): void {
    this.#steps.push(step);
  }

  /** Takes the last step back. Returns what there is to say about it. */
  async undo(): Promise<string> {
    const step = this.#steps.pop();
    return step === undefined ? vscode.l10n.t('Nothing to undo.') : await step();
  }

  /** Takes a flag out of the outbox, or off the message if it is stored already. Returns whether it was there. */
  async #takeBack(session: Session, entry: FlagEntry): Promise<boolean> {
    const { outbox } = session;
    if (entry.kind === addFlag.name && (await outbox.discard(entry.id))) return true;
    const flagId = await this.#standing(session, entry);
    if (flagId === undefined) return entry.kind === addFlag.name && (await outbox.discard(entry.id));
    outbox.add(removeFlag, { issueId: entry.payload.issueId, flagId });
    return true;
  }

  /** The service cannot change a flag back either: another edit gives it what it said before. */
  async #editBack(session: Session, entry: FlagEntry, flag: NewFlag, replaced?: string): Promise<string> {
    const flagId = await this.#standing(session, entry);
    if (flagId === undefined) {
      return vscode.l10n.t('Nothing to undo: the flag was removed or the edit was not accepted.');
    }
    const { issueId } = entry.payload;
    const back = session.outbox.add(editFlag, { issueId, flagId, flag, attach: false, verify: false });
    for (const id of [flagId, replaced]) if (id !== undefined) this.#putBack.set(id, back);
    return vscode.l10n.t('Edit undone. The flag was restored as a new flag.');
  }

  /** The flag that stands for what this entry made, once that is known; undefined when there is none (any more). */
  async #standing(session: Session, entry: FlagEntry): Promise<string | undefined> {
    const { outbox, issues } = session;
    const now = outbox.get(entry.id) === undefined ? entry : await outbox.outcome(entry.id, patience);
    if (now?.state !== 'delivered') return undefined;
    const flagId = (now.result as Flag).id;
    const since = this.#putBack.get(flagId);
    if (since !== undefined) return this.#standing(session, since);
    const { flags } = issues.contents(entry.payload.issueId);
    return flags.items.some(({ id }) => id === flagId) ? flagId : undefined;
  }
}
