import { NotFoundError } from '../../api/errors.ts';
import { DoubtError } from './errors.ts';
import type { OutboxContext } from './context.ts';
import { entryIdPrefix, type OutboxRecord, stepOf } from './entry.ts';
import { type EntryRows, LostError } from './entry-rows.ts';
import type { AnyCreation, FoundObject } from './kind.ts';
import { candidatesIn } from './recognise.ts';
import { search } from './search.ts';
import { verdict } from './verdict.ts';
import type { WriteRow } from './write-row.ts';

/** Result of a look for a surplus. A number: it failed, and is repeated after so many milliseconds. */
type LookResult = 'done' | 'over' | number;

/**
 * Looks, after a write that was sent again has been answered, whether the earlier attempt made a second object. A surplus
 * that is certainly this machine's is removed; any other is reported. The row stays in the state `checking` meanwhile.
 */
export class SurplusCheck<Api, LocalStores> {
  readonly #context: OutboxContext<Api, LocalStores>;
  readonly #entryRows: EntryRows<Api, LocalStores>;

  constructor(context: OutboxContext<Api, LocalStores>, entryRows: EntryRows<Api, LocalStores>) {
    this.#context = context;
    this.#entryRows = entryRows;
  }

  /** Looks for a surplus of a write that is done, and settles its row. Never rejects. */
  async run(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { clock, rows, stop, timing } = this.#context;
    const step = stepOf(record);
    const [first, second] = timing.surplusLooks;
    for (const delay of step.type === 'creation' ? [first, second - first] : []) {
      let next: LookResult = delay;
      for (let looks = 1; typeof next === 'number'; looks += 1) {
        await clock.wait(next, stop);
        if (stop.aborted) return;
        next = await this.#look(record, step as AnyCreation<Api, LocalStores>, looks);
      }
      if (next === 'over') return;
    }
    await rows.settle(this.#entryRows.rowOf(record), null);
  }

  /** Checks a step as a row of its own, so that the steps behind it go on meanwhile. */
  async addStep(row: WriteRow, ambiguousAttempts: number): Promise<void> {
    const { rows } = this.#context;
    await this.#entryRows.untilStored(async () => {
      await rows.add({ ...row, id: entryIdPrefix + crypto.randomUUID(), state: 'checking', ambiguousAttempts });
      return true;
    });
    rows.reread();
  }

  async #look(
    record: OutboxRecord<Api, LocalStores>,
    step: AnyCreation<Api, LocalStores>,
    looks: number,
  ): Promise<LookResult> {
    const { random, stop, timing } = this.#context;
    try {
      return await this.#removeSurplus(record, step);
    } catch (error) {
      if (stop.aborted || error instanceof LostError) return 'over';
      // The issue is gone, and with it what was made on it.
      if (error instanceof NotFoundError) return 'done';
      const { delayMs, isTransient } = verdict(error, looks, random(), timing);
      if (isTransient) return Math.max(delayMs, timing.looks[0]);
      return await this.#report(record, error);
    }
  }

  async #removeSurplus(
    record: OutboxRecord<Api, LocalStores>,
    step: AnyCreation<Api, LocalStores>,
  ): Promise<LookResult> {
    const { api, connection, rows, stop } = this.#context;
    const { result, knowledge } = await search(this.#context, record, step);
    const { baseline, made, me, isShared } = knowledge;
    const own = result.objects.filter((one) => made.has(one.made.id) && !baseline.has(one.made.id));
    const isDuplicate = ({ duplicateKey }: FoundObject<unknown, unknown>): boolean =>
      duplicateKey !== undefined && own.some((one) => one.duplicateKey === duplicateKey);
    const [surplus, ...others] = candidatesIn(result, knowledge).filter((one) => one.isSame || isDuplicate(one));
    if (surplus === undefined) return 'done';
    const isMine = me !== null && surplus.made.author === me && !isShared;
    if (!isMine || !isDuplicate(surplus) || step.remove === undefined || others.length > 0) {
      return await this.#report(record, new DoubtError('surplus'));
    }
    await step.remove(api(this.#entryRows.writeGuard(record)), surplus.made, stop);
    await rows.advance({ id: record.id, connection }, { state: 'checking' }, surplus.made.id);
    return 'done';
  }

  async #report(record: OutboxRecord<Api, LocalStores>, error: unknown): Promise<LookResult> {
    await this.#entryRows.leaveToPerson(record, 'asks', error).catch(() => undefined);
    return 'over';
  }
}
