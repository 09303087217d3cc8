import { DoubtError } from './errors.ts';
import type { OutboxContext } from './context.ts';
import { isSettled, type OutboxRecord, stepOf } from './entry.ts';
import type { EntryRows } from './entry-rows.ts';
import type { AnyChange, AnyCreation, AnyOutcome } from './kind.ts';
import { candidatesIn, recognise } from './recognise.ts';
import { search } from './search.ts';
import { verdict } from './verdict.ts';
import type { TurnResult } from './write-scheduler.ts';

/**
 * Looks for entries that the service may have done. One that is not found twice is sent again, once; after the second
 * ambiguous attempt a person decides.
 */
export class DoubtResolver<Api, LocalStores> {
  readonly #context: OutboxContext<Api, LocalStores>;
  readonly #entryRows: EntryRows<Api, LocalStores>;

  constructor(context: OutboxContext<Api, LocalStores>, entryRows: EntryRows<Api, LocalStores>) {
    this.#context = context;
    this.#entryRows = entryRows;
  }

  /** Sets the wait before the next look: about 5 and 30 s after the ambiguous attempt, none when a person asks for a look. */
  scheduleLook(record: OutboxRecord<Api, LocalStores>): void {
    const { looks } = this.#context.timing;
    if (record.waitMs > 0 || record.decision === 'look') return;
    record.waitMs = record.lookCount === 0 ? looks[0] : looks[1] - looks[0];
  }

  /** Looks once. @returns the outcome when the write was done. @throws LostError */
  async look(record: OutboxRecord<Api, LocalStores>): Promise<TurnResult | { readonly outcome: AnyOutcome }> {
    const { scheduler, setState, stop, timing } = this.#context;
    const step = stepOf(record);
    let found: 'absent' | 'unclear' | { readonly outcome: AnyOutcome } | { readonly error: unknown };
    try {
      found = step.type === 'creation' ? await this.#find(record, step) : await this.#compare(record, step);
    } catch (error) {
      if (stop.aborted || isSettled(record)) return { kind: 'none' };
      const { scope, delayMs, isTransient } = verdict(error, record.lookCount + 1, 1, timing);
      if (!isTransient) {
        await this.#entryRows.leaveToPerson(record, 'asks', error);
        return { kind: 'answered' };
      }
      record.waitMs = Math.max(delayMs, timing.looks[0]);
      setState(record, 'looking', error);
      if (scope === 'key') return { kind: 'key', error };
      return scope === 'write' ? { kind: 'answered' } : { kind: scope, delayMs };
    }
    scheduler.confirmService();
    if (record.state !== 'looking') return { kind: 'answered' };
    if (found === 'unclear') {
      await this.#entryRows.leaveToPerson(record, 'asks', record.refusal ?? new DoubtError('unclear'));
    } else if (found === 'absent') await this.#handleAbsence(record);
    else if ('error' in found) await this.#entryRows.leaveToPerson(record, 'asks', found.error);
    else return found;
    return { kind: 'answered' };
  }

  async #handleAbsence(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { setState } = this.#context;
    record.lookCount += 1;
    if (record.refusal !== undefined) await this.#entryRows.leaveToPerson(record, 'asks', record.refusal);
    else if (record.decision === 'look') {
      await this.#entryRows.leaveToPerson(record, 'asks', new DoubtError('twice'));
    } else if (record.lookCount < 2) setState(record, 'looking', record.error);
    else if (record.ambiguousAttempts >= 2) {
      await this.#entryRows.leaveToPerson(record, 'asks', new DoubtError('twice'));
    } else {
      await this.#entryRows.change(record, { state: 'waiting' });
      setState(record, 'waiting', record.error);
    }
  }

  async #find(
    record: OutboxRecord<Api, LocalStores>,
    step: AnyCreation<Api, LocalStores>,
  ): Promise<'absent' | 'unclear' | { readonly outcome: AnyOutcome }> {
    const { connection, rows } = this.#context;
    const { result, knowledge } = await search(this.#context, record, step);
    // More objects by this key's user than this machine can have made: somebody else writes with the key.
    const most = record.ambiguousAttempts + knowledge.otherAmbiguous;
    if (knowledge.me !== null && candidatesIn(result, knowledge).length > most && record.account !== null) {
      await rows.accounts.learn(connection, record.account, { isShared: true });
    }
    const recognition = recognise(result, knowledge);
    return recognition.is === 'ours' ? { outcome: recognition.outcome } : recognition.is;
  }

  async #compare(
    record: OutboxRecord<Api, LocalStores>,
    step: AnyChange<Api>,
  ): Promise<'absent' | { readonly outcome: AnyOutcome } | { readonly error: unknown }> {
    const { readOnlyApi, stop } = this.#context;
    const state = await step.look(readOnlyApi, record.baseline, stop);
    if (state.at === 'target') return { outcome: state.outcome };
    if (state.at === 'elsewhere') return { error: state.error };
    record.baseline = state.baseline ?? record.baseline;
    return 'absent';
  }
}
