import * as vscode from 'vscode';
import type { Flag, NewFlag } from '../../api/bland/flags.ts';
import { addFlag, type AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { editFlag, type EditFlagPayload } from '../../triage/outbox/kinds/edit-flag.ts';
import { removeFlag } from '../../triage/outbox/kinds/remove-flag.ts';
import type { Entry } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { restoreFlag } from './remove-flag.ts';

/** The longest wait of an undo for a flag that is being sent, milliseconds. */
const sendTimeout = 10_000;

type FlagEntry = Entry<AddFlagPayload | EditFlagPayload>;

/** Changes made in a panel's page, which Undo takes back one by one, the last one first. */
export class UndoHistory {
  readonly #steps: (() => Promise<string>)[] = [];
  /** Writes that restored a flag, by the flag's earlier ID: the service gives a restored flag a new one. */
  readonly #restored = new Map<string, FlagEntry>();

  /** Records flags that were added together. */
  added(session: Session, entries: readonly Entry<AddFlagPayload>[]): void {
    this.#steps.push(async () => {
      const removed = await Promise.all(entries.map((entry) => this.#removeAdded(session, entry)));
      const count = removed.filter(Boolean).length;
      if (entries.length === 1) {
        return count === 1
          ? vscode.l10n.t('Flag removed.')
          : vscode.l10n.t('Nothing to undo: the flag was already removed or not accepted.');
      }
      return vscode.l10n.t('Removed {0} of {1} flags.', count, entries.length);
    });
  }

  /** Records that a stored flag was removed. */
  removed(session: Session, issueId: string, flag: Flag): void {
    this.#steps.push(async () => {
      this.#restored.set(flag.id, restoreFlag(session, issueId, flag));
      return vscode.l10n.t('Flag restored as a new flag.');
    });
  }

  /** Records that a stored flag was replaced by an edited one. @param before the flag as it was */
  edited(session: Session, entry: Entry<EditFlagPayload>, before: NewFlag): void {
    this.#steps.push(async () => {
      const { outbox } = session;
      if (entry.payload.made === undefined && (await outbox.discard(entry.id))) {
        return vscode.l10n.t('Edit undone.');
      }
      return this.#revertEdit(session, entry, before, entry.payload.flagId);
    });
  }

  /** Records that a flag was edited before it was sent. @param before the flag as it was */
  amended(session: Session, entry: Entry<AddFlagPayload | EditFlagPayload>, before: NewFlag): void {
    this.#steps.push(async () =>
      (await session.outbox.amend(entry.id, { ...entry.payload, flag: before }))
        ? vscode.l10n.t('Edit undone.')
        : this.#revertEdit(session, entry, before),
    );
  }

  /** Records another change. @param step takes it back, and resolves to a sentence for the reader */
  push(step: () => Promise<string>): void {
    this.#steps.push(step);
  }

  /** Takes the last change back. Resolves to a sentence for the reader. */
  async undo(): Promise<string> {
    const step = this.#steps.pop();
    return step === undefined ? vscode.l10n.t('Nothing to undo.') : await step();
  }

  /** Discards a flag that is not stored, or removes it. Resolves to whether it was there. */
  async #removeAdded(session: Session, entry: FlagEntry): Promise<boolean> {
    const { outbox } = session;
    if (entry.kind === addFlag.name && (await outbox.discard(entry.id))) return true;
    const flagId = await this.#currentId(session, entry);
    if (flagId === undefined) return entry.kind === addFlag.name && (await outbox.discard(entry.id));
    outbox.add(removeFlag, { issueId: entry.payload.issueId, flagId });
    return true;
  }

  /** Replaces an edited flag once more: the service cannot change a flag. */
  async #revertEdit(session: Session, entry: FlagEntry, flag: NewFlag, replaced?: string): Promise<string> {
    const flagId = await this.#currentId(session, entry);
    if (flagId === undefined) {
      return vscode.l10n.t('Nothing to undo: the flag was removed or the edit was not accepted.');
    }
    const { issueId } = entry.payload;
    const write = session.outbox.add(editFlag, { issueId, flagId, flag, attach: false, verify: false });
    for (const id of [flagId, replaced]) if (id !== undefined) this.#restored.set(id, write);
    return vscode.l10n.t('Edit undone. The flag was restored as a new flag.');
  }

  /** Resolves to the ID that the flag of a write has now; undefined when it was not stored, or no longer exists. */
  async #currentId(session: Session, entry: FlagEntry): Promise<string | undefined> {
    const { outbox, issues } = session;
    const settled = outbox.get(entry.id) === undefined ? entry : await outbox.outcome(entry.id, sendTimeout);
    if (settled?.state !== 'delivered') return undefined;
    const flagId = (settled.result as Flag).id;
    const restored = this.#restored.get(flagId);
    if (restored !== undefined) return this.#currentId(session, restored);
    const { flags } = issues.contents(entry.payload.issueId);
    return flags.items.some(({ id }) => id === flagId) ? flagId : undefined;
  }
}
