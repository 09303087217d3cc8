import { NotFoundError } from '../../api/errors.ts';
import { StorageError } from '../../storage/errors.ts';
import type { Clock } from '../clock.ts';
import { DoubtError } from '../errors.ts';
import { entryIdPrefix, type EntryState, isSettled, type OutboxRecord, rowOf, takeRow } from './entry.ts';
import type { Creation, Outcome, Sight, Sighting, Step } from './kind.ts';
import type { Ending, Pace } from './pace.ts';
import { type Knowledge, mayBeMine, recognise } from './recognise.ts';
import type { RowChange, WriteRow } from './row.ts';
import type { WriteRows } from './rows.ts';
import { storeError } from './stored-error.ts';
import type { Timing } from './timing.ts';
import { verdict } from './verdict.ts';

export interface AttemptsOptions<Api, Kept> {
  readonly connection: string;
  /** Whose key writes are made with now. @throws NoKeyError */
  readonly account: () => Promise<string>;
  /** Asks the service for the key's organisation. */
  readonly organisation: (api: Api, signal: AbortSignal) => Promise<string | null>;
  /** The service. With `before`, each request that writes awaits it right before it is sent. */
  readonly api: (before: () => Promise<void>) => Api;
  readonly rows: WriteRows;
  readonly stores: Kept;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly random: () => number;
  readonly pace: Pace;
  readonly stop: AbortSignal;
  /** Sets an entry's state and tells whoever shows it. */
  readonly tell: (record: OutboxRecord<Api, Kept>, state: EntryState, error: unknown) => void;
}

/** The entry is another window's now, or is gone. */
class LostError extends Error {
  override readonly name = 'LostError';
}

type Record<Api, Kept> = OutboxRecord<Api, Kept>;

/** What became of a look for a surplus, or how long to wait before the next try, milliseconds. */
type Checked = 'looked' | 'over' | number;

/**
 * Works on one entry: sends it with a trace in the database that says so, and after an answer that is neither a clear yes nor
 * a clear no, looks for it before it is sent again.
 */
export class Attempts<Api, Kept> {
  readonly #options: AttemptsOptions<Api, Kept>;
  readonly #reading: Api;

  constructor(options: AttemptsOptions<Api, Kept>) {
    this.#options = options;
    this.#reading = options.api(() => Promise.reject(new LostError('A look must not write.')));
  }

  /** Tries until the write is done, waits for a person, is discarded or handed over, or the outbox stops. Never rejects. */
  async work(record: Record<Api, Kept>): Promise<void> {
    const { clock, pace, stop, timing } = this.#options;
    await record.saved;
    while (!isSettled(record) && !stop.aborted) {
      if (record.state === 'looking') this.#scheduleLook(record);
      if (record.waitMs > 0) await clock.wait(record.waitMs, AbortSignal.any([record.nudge.signal, stop]));
      record.waitMs = 0;
      // A nudge meant the wait; what comes next is the turn, which only the end of the entry ends.
      record.nudge = new AbortController();
      if (record.state === 'waiting') await this.#awaitTwins(record);
      if (isSettled(record) || !(await pace.turn(record.nudge.signal))) continue;
      await record.saved;
      const { keys } = pace;
      let ending: Ending = { kind: 'none' };
      if (record.state === 'waiting') ending = await this.#guarded(record, () => this.#attempt(record));
      else if (record.state === 'looking') ending = await this.#guarded(record, () => this.#look(record));
      // The key that was not accepted may be another one by now.
      if (ending.kind === 'key' && pace.keys !== keys) ending = { kind: 'none' };
      pace.done(ending);
      // Whatever did not change the state must not be tried again at once.
      if (ending.kind === 'none' && !isSettled(record)) record.waitMs ||= timing.step;
    }
  }

  /** Looks, after a write that was sent twice, whether that made two; in the background, since the write is done. Never rejects. */
  async check(record: Record<Api, Kept>): Promise<void> {
    const { clock, rows, stop, timing } = this.#options;
    const step = this.#stepOf(record);
    const [first, second] = timing.checks;
    for (const delay of step.type === 'creation' ? [first, second - first] : []) {
      let next: Checked = delay;
      for (let looks = 1; typeof next === 'number'; looks += 1) {
        await clock.wait(next, stop);
        if (stop.aborted) return;
        next = await this.#checkOnce(record, step as Creation<unknown, unknown, Api, Kept>, looks);
      }
      if (next === 'over') return;
    }
    await rows.settle(this.#rowOf(record), null);
  }

  /** Does something whose failures leave the entry as it is; it is tried again. */
  async #guarded(record: Record<Api, Kept>, work: () => Promise<Ending>): Promise<Ending> {
    const { stop, tell, timing } = this.#options;
    try {
      return await work();
    } catch (error) {
      if (error instanceof LostError) await this.#lost(record);
      else if (!stop.aborted && !isSettled(record)) {
        record.waitMs = timing.looks[0];
        tell(record, record.state, error);
      }
      return { kind: 'none' };
    }
  }

  async #attempt(record: Record<Api, Kept>): Promise<Ending> {
    const { api, rows, stop, tell, pace } = this.#options;
    const account = await this.#accountFor(record).catch((error: unknown) => this.#failed(record, error));
    if (typeof account !== 'string') return account;
    const step = this.#stepOf(record);
    const { payload } = record;
    let ready: { readonly outcome: Outcome<unknown, unknown> } | { readonly baseline: unknown };
    try {
      ready = await this.#prepare(record, step);
    } catch (error) {
      return this.#failed(record, error);
    }
    if (isSettled(record)) return { kind: 'answered' };
    if ('outcome' in ready) return this.#done(record, ready.outcome);
    const { baseline } = ready;
    const attempts = record.attempts + 1;
    const sending: RowChange = { state: 'sending', baseline, attempts, account };
    if (!(await rows.change(record.id, sending, { payload, state: 'waiting' }))) return await this.#reread(record);
    Object.assign(record, { baseline, attempts, account });
    if (stop.aborted || isSettled(record)) return { kind: 'none' };
    tell(record, 'sending', record.error);
    try {
      const service = api(this.#guardOf(record));
      const outcome = step.type === 'creation' ? step.send(service, stop) : step.send(service, baseline, stop);
      const ended = await outcome;
      pace.proved();
      return await this.#done(record, ended);
    } catch (error) {
      if (error instanceof LostError) throw error;
      return await this.#failed(record, error);
    }
  }

  /** Reads what has to be known before the first byte: what is there already, or whether it stands as a person saw it. */
  async #prepare(
    record: Record<Api, Kept>,
    step: Step<unknown, unknown, Api, Kept>,
  ): Promise<{ readonly outcome: Outcome<unknown, unknown> } | { readonly baseline: unknown }> {
    const { pace, stop, stores } = this.#options;
    if (record.doubts > 0) {
      if (!pace.isProven) await this.#read(record, step);
      pace.proved();
      return { baseline: record.baseline };
    }
    if (step.type === 'creation') {
      const known = pace.isProven ? step.known?.(stores) : undefined;
      const ids = known ?? (await step.find(this.#reading, undefined, stop)).ids;
      pace.proved();
      return { baseline: ids };
    }
    if ((!step.checked && pace.isProven) || record.word === 'send') return { baseline: null };
    const standing = await step.look(this.#reading, null, stop);
    pace.proved();
    if (standing.at === 'baseline') return { baseline: standing.baseline };
    if (!step.checked) return { baseline: null };
    if (standing.at === 'target') return { outcome: standing.outcome };
    await this.#leave(record, 'asks', standing.error);
    return { baseline: null };
  }

  /** Reads what a request is about, only to see that the service answers. @throws ServiceError */
  async #read(record: Record<Api, Kept>, step: Step<unknown, unknown, Api, Kept>): Promise<void> {
    const { stop } = this.#options;
    if (step.type === 'creation') await step.find(this.#reading, undefined, stop);
    else await step.look(this.#reading, record.baseline, stop);
  }

  /** The request is done, and what it did is known for certain. */
  async #done(record: Record<Api, Kept>, outcome: Outcome<unknown, unknown>): Promise<Ending> {
    const { connection, rows, tell } = this.#options;
    const { made } = outcome;
    const row = this.#rowOf(record);
    const { doubts } = record;
    // The attempt before this one may have been done as well.
    const isAgain = record.state === 'sending' && doubts > 0 && made !== null;
    const mayBeTwice = isAgain && this.#stepOf(record).type === 'creation';
    const author = made?.author ?? null;
    if (record.account !== null && author !== null) {
      await rows.learn(connection, record.account, { me: author, organisation: made?.organisation ?? null });
    }
    Object.assign(record, { doubts: 0, looks: 0, refusal: undefined, word: undefined, waitMs: 0 });
    if ('payload' in outcome) {
      if (mayBeTwice) await this.#checkStep(row, doubts);
      record.payload = outcome.payload;
      record.baseline = null;
      const change: RowChange = { payload: outcome.payload, baseline: null, doubts: 0, state: 'waiting', error: null };
      await rows.advance(row, change, made?.id ?? null);
      tell(record, 'waiting', undefined);
      return { kind: 'answered' };
    }
    record.result = outcome.result;
    if (mayBeTwice) await rows.advance(row, { state: 'checking' }, made.id);
    else await rows.settle(row, made?.id ?? null);
    tell(record, 'delivered', undefined);
    if (mayBeTwice) void this.check(record);
    return { kind: 'answered' };
  }

  /** A step that may have been done twice is checked as a row of its own, while the write goes on. */
  async #checkStep(row: WriteRow, doubts: number): Promise<void> {
    const { rows } = this.#options;
    await this.#store(async () => {
      await rows.add({ ...row, id: entryIdPrefix + crypto.randomUUID(), state: 'checking', doubts });
      return true;
    });
    rows.reread();
  }

  /** An attempt, or the reading before it, failed. */
  async #failed(record: Record<Api, Kept>, error: unknown): Promise<Ending> {
    const { random, stop, tell, timing } = this.#options;
    // It was given up meanwhile; or the window closes, and whoever has the entry next finds it as it is stored.
    if (isSettled(record) || stop.aborted) return { kind: 'none' };
    const wasSent = record.state === 'sending';
    const judged = verdict(error, record.attempts, random(), timing);
    const { concern, delayMs } = judged;
    if (wasSent && judged.ambiguous) {
      record.doubts += 1;
      record.looks = 0;
      await this.#keep(record, { state: 'looking', doubts: record.doubts, error: storeError(error) });
      tell(record, 'looking', error);
      return { kind: 'doubt', delayMs, unreachable: concern === 'network' };
    }
    if (!judged.passes) {
      if (record.doubts > 0) {
        record.refusal = error;
        // Also after a restart, it is not sent a third time by itself.
        record.doubts = Math.max(record.doubts, 2);
        await this.#keep(record, { state: 'looking', doubts: record.doubts });
        tell(record, 'looking', error);
      } else await this.#leave(record, error instanceof DoubtError ? 'asks' : 'refused', error);
      return { kind: 'answered' };
    }
    if (wasSent) await this.#keep(record, { state: 'waiting' });
    // What concerns every write is waited for by all of them together.
    record.waitMs = concern === 'write' || concern === 'network' ? delayMs : 0;
    tell(record, 'waiting', error);
    if (concern === 'key') return { kind: 'key', error };
    if (concern === 'write') return { kind: error instanceof StorageError ? 'none' : 'answered' };
    return { kind: concern, delayMs };
  }

  /** When the next look is due: about 5 and 30 s after the attempt that may have been done, or at once by a person's word. */
  #scheduleLook(record: Record<Api, Kept>): void {
    const { looks } = this.#options.timing;
    if (record.waitMs > 0 || record.word === 'look') return;
    record.waitMs = record.looks === 0 ? looks[0] : looks[1] - looks[0];
  }

  async #look(record: Record<Api, Kept>): Promise<Ending> {
    const { pace, stop, tell } = this.#options;
    const step = this.#stepOf(record);
    let found: 'absent' | 'unclear' | { readonly outcome: Outcome<unknown, unknown> } | { readonly error: unknown };
    try {
      found = step.type === 'creation' ? await this.#findIt(record, step) : await this.#compare(record, step);
    } catch (error) {
      if (stop.aborted || isSettled(record)) return { kind: 'none' };
      const { concern, delayMs, passes } = verdict(error, record.looks + 1, 1, this.#options.timing);
      if (!passes) {
        await this.#leave(record, 'asks', error);
        return { kind: 'answered' };
      }
      record.waitMs = Math.max(delayMs, this.#options.timing.looks[0]);
      tell(record, 'looking', error);
      if (concern === 'key') return { kind: 'key', error };
      return concern === 'write' ? { kind: 'answered' } : { kind: concern, delayMs };
    }
    pace.proved();
    if (record.state !== 'looking') return { kind: 'answered' };
    if (found === 'unclear') await this.#leave(record, 'asks', record.refusal ?? new DoubtError('unclear'));
    else if (found === 'absent') await this.#absent(record);
    else if ('error' in found) await this.#leave(record, 'asks', found.error);
    else return await this.#done(record, found.outcome);
    return { kind: 'answered' };
  }

  /** It was not there. The second time it is sent again, once; after that a person decides. */
  async #absent(record: Record<Api, Kept>): Promise<void> {
    const { tell } = this.#options;
    record.looks += 1;
    if (record.refusal !== undefined) await this.#leave(record, 'asks', record.refusal);
    else if (record.word === 'look') await this.#leave(record, 'asks', new DoubtError('twice'));
    else if (record.looks < 2) tell(record, 'looking', record.error);
    else if (record.doubts >= 2) await this.#leave(record, 'asks', new DoubtError('twice'));
    else {
      await this.#keep(record, { state: 'waiting' });
      tell(record, 'waiting', record.error);
    }
  }

  async #findIt(
    record: Record<Api, Kept>,
    step: Creation<unknown, unknown, Api, Kept>,
  ): Promise<'absent' | 'unclear' | { readonly outcome: Outcome<unknown, unknown> }> {
    const { connection, rows } = this.#options;
    const { sight, knowledge } = await this.#sightOf(record, step);
    // More than the writes of this machine can have made, by this key's user: somebody else writes with it, too.
    const most = record.doubts + knowledge.beside;
    if (knowledge.me !== null && mayBeMine(sight, knowledge).length > most && record.account !== null) {
      await rows.learn(connection, record.account, { shared: true });
    }
    const recognition = recognise(sight, knowledge);
    return recognition.is === 'ours' ? { outcome: recognition.outcome } : recognition.is;
  }

  async #compare(
    record: Record<Api, Kept>,
    step: Exclude<Step<unknown, unknown, Api, Kept>, Creation<unknown, unknown, Api, Kept>>,
  ): Promise<'absent' | { readonly outcome: Outcome<unknown, unknown> } | { readonly error: unknown }> {
    const standing = await step.look(this.#reading, record.baseline, this.#options.stop);
    if (standing.at === 'target') return { outcome: standing.outcome };
    if (standing.at === 'elsewhere') return { error: standing.error };
    record.baseline = standing.baseline ?? record.baseline;
    return 'absent';
  }

  async #sightOf(
    record: Record<Api, Kept>,
    step: Creation<unknown, unknown, Api, Kept>,
  ): Promise<{ readonly sight: Sight<unknown, unknown>; readonly knowledge: Knowledge }> {
    const { connection, rows, stop } = this.#options;
    const before = new Set(Array.isArray(record.baseline) ? (record.baseline as string[]) : []);
    const sight = await step.find(this.#reading, before, stop);
    // In this order: what is settled between the two is among what was made.
    const beside = await rows.doubtsBeside(this.#rowOf(record));
    const made = await rows.madeAmong(connection, sight.ids);
    const { me, shared } = await rows.account(connection, record.account ?? '');
    return { sight, knowledge: { before, made, me, shared, beside } };
  }

  /** One look for a surplus. */
  async #checkOnce(
    record: Record<Api, Kept>,
    step: Creation<unknown, unknown, Api, Kept>,
    looks: number,
  ): Promise<Checked> {
    const { random, stop, timing } = this.#options;
    try {
      return await this.#removeSurplus(record, step);
    } catch (error) {
      if (stop.aborted || error instanceof LostError) return 'over';
      // With its place, what was made there is gone.
      if (error instanceof NotFoundError) return 'looked';
      const { delayMs, passes } = verdict(error, looks, random(), timing);
      if (passes) return Math.max(delayMs, timing.looks[0]);
      return await this.#report(record, error);
    }
  }

  async #removeSurplus(record: Record<Api, Kept>, step: Creation<unknown, unknown, Api, Kept>): Promise<Checked> {
    const { api, connection, rows, stop } = this.#options;
    const { sight, knowledge } = await this.#sightOf(record, step);
    const { before, made, me, shared } = knowledge;
    const kept = sight.sightings.filter((one) => made.has(one.made.id) && !before.has(one.made.id));
    const isTwice = ({ likeness }: Sighting<unknown, unknown>): boolean =>
      likeness !== undefined && kept.some((one) => one.likeness === likeness);
    const [surplus, ...others] = mayBeMine(sight, knowledge).filter((one) => one.same || isTwice(one));
    if (surplus === undefined) return 'looked';
    const isMine = me !== null && surplus.made.author === me && !shared;
    if (!isMine || !isTwice(surplus) || step.remove === undefined || others.length > 0) {
      return await this.#report(record, new DoubtError('surplus'));
    }
    await step.remove(api(this.#guardOf(record)), surplus.made, stop);
    await rows.advance({ id: record.id, connection }, { state: 'checking' }, surplus.made.id);
    return 'looked';
  }

  /** Leaves to a person what a check has found. */
  async #report(record: Record<Api, Kept>, error: unknown): Promise<Checked> {
    await this.#leave(record, 'asks', error).catch(() => undefined);
    return 'over';
  }

  /** The account that an entry is sent with. @throws DoubtError when another key is in use since; NoKeyError */
  async #accountFor(record: Record<Api, Kept>): Promise<string> {
    const { account, clock, connection, organisation, rows, stop, timing } = this.#options;
    const now = await account();
    if (record.word === 'send') return now;
    if (clock.now().getTime() - record.created > timing.patience) throw new DoubtError('expired');
    if (record.account === null || record.account === now) return now;
    const before = (await rows.account(connection, record.account)).organisation;
    const isSame = before !== null && before === (await organisation(this.#reading, stop));
    if (isSame && record.doubts === 0) return now;
    throw new DoubtError('account');
  }

  /** Equal writes of this machine could be mistaken for one another, so they are made one after the other. */
  async #awaitTwins(record: Record<Api, Kept>): Promise<void> {
    const { clock, rows, stop, timing } = this.#options;
    for (let waited = 0; waited < timing.twin && !stop.aborted && !isSettled(record); waited += timing.step) {
      if (!(await rows.hasTwin(this.#rowOf(record)).catch(() => false))) return;
      await clock.wait(timing.step, AbortSignal.any([record.nudge.signal, stop]));
    }
  }

  /** Stores what became of an entry that this process owns, as soon as it can be. @throws LostError when it does not own it */
  async #keep(record: Record<Api, Kept>, change: RowChange): Promise<void> {
    const { rows } = this.#options;
    const row = { ...this.#rowOf(record), ...change };
    const stored = await this.#store(async () => (await rows.change(row.id, change)) || (await rows.restore(row)));
    if (!stored) throw new LostError('The entry is not this window’s.');
  }

  /** Nothing goes on before what has happened is stored: a full disk is waited for. */
  async #store(write: () => Promise<boolean>): Promise<boolean> {
    const { clock, stop, timing } = this.#options;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (stop.aborted) throw error;
        await clock.wait(timing.looks[0], stop);
      }
    }
  }

  /** Leaves an entry to a person. */
  async #leave(record: Record<Api, Kept>, state: 'asks' | 'refused', error: unknown): Promise<void> {
    const { rows, tell } = this.#options;
    const change = { state, error: storeError(error), doubts: record.doubts };
    const row = { ...this.#rowOf(record), ...change };
    if (!(await this.#store(async () => (await rows.leave(row.id, change)) || (await rows.restore(row)))))
      throw new LostError('The entry is not this window’s.');
    Object.assign(record, { word: undefined, refusal: undefined });
    tell(record, state, error);
  }

  /** What was to be sent is not what is stored: it was changed meanwhile, or it is not this window's any more. */
  async #reread(record: Record<Api, Kept>): Promise<Ending> {
    const { rows } = this.#options;
    const row = await rows.get(record.id);
    if (row === undefined && (await rows.restore(this.#rowOf(record)))) return { kind: 'none' };
    if (row === undefined || row.state !== 'waiting' || row.owner === null) throw new LostError('It is not here.');
    takeRow(record, row);
    return { kind: 'none' };
  }

  async #lost(record: Record<Api, Kept>): Promise<void> {
    const { rows, tell } = this.#options;
    if (record.state === 'discarded') return;
    const [state, doubts] =
      record.state === 'sending' ? ['looking' as const, record.doubts + 1] : [record.state, record.doubts];
    const row = { ...this.#rowOf(record), doubts };
    if (state !== 'waiting' && state !== 'looking') return tell(record, 'handed-over', undefined);
    if (!(await rows.restore({ ...row, state }).catch(() => false))) return tell(record, 'handed-over', undefined);
    record.doubts = doubts;
    tell(record, state, record.error);
  }

  /** What is awaited right before each request that writes for an entry. */
  #guardOf(record: Record<Api, Kept>): () => Promise<void> {
    return async () => {
      if (!(await this.#options.rows.mayWrite(record.id))) throw new LostError('The entry is not this window’s.');
    };
  }

  #stepOf(record: Record<Api, Kept>): Step<unknown, unknown, Api, Kept> {
    return record.write.next(record.payload);
  }

  #rowOf(record: Record<Api, Kept>): WriteRow {
    return rowOf(record, this.#options.connection);
  }
}
