import { StorageError } from '../../storage/errors.ts';
import { DoubtError } from './errors.ts';
import type { OutboxContext } from './context.ts';
import { DoubtResolver } from './doubt-resolver.ts';
import { isSettled, type OutboxRecord, stepOf } from './entry.ts';
import { type EntryRows, LostError } from './entry-rows.ts';
import type { AnyOutcome, AnyStep } from './kind.ts';
import { storeError } from './stored-error.ts';
import type { SurplusCheck } from './surplus-check.ts';
import { verdict } from './verdict.ts';
import type { RowChange } from './write-row.ts';
import type { TurnResult } from './write-scheduler.ts';

/**
 * Delivers entries: stores that an entry is being sent before its first byte, sends it, and has it looked for after an
 * ambiguous answer before it is sent again.
 */
export class Delivery<Api, LocalStores> {
  readonly #context: OutboxContext<Api, LocalStores>;
  readonly #entryRows: EntryRows<Api, LocalStores>;
  readonly #doubtResolver: DoubtResolver<Api, LocalStores>;
  readonly #surplusCheck: SurplusCheck<Api, LocalStores>;

  constructor(
    context: OutboxContext<Api, LocalStores>,
    entryRows: EntryRows<Api, LocalStores>,
    surplusCheck: SurplusCheck<Api, LocalStores>,
  ) {
    this.#context = context;
    this.#entryRows = entryRows;
    this.#doubtResolver = new DoubtResolver(context, entryRows);
    this.#surplusCheck = surplusCheck;
  }

  /** Works on an entry until it is settled or the outbox stops. Never rejects. */
  async run(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { clock, scheduler, stop, timing } = this.#context;
    await record.saved;
    while (!isSettled(record) && !stop.aborted) {
      if (record.state === 'looking') this.#doubtResolver.scheduleLook(record);
      if (record.waitMs > 0) await clock.wait(record.waitMs, AbortSignal.any([record.wake.signal, stop]));
      record.waitMs = 0;
      // `wake` has ended the wait. It must not end the wait for a turn as well, which only a settled entry gives up.
      record.wake = new AbortController();
      if (record.state === 'waiting') await this.#waitForTwins(record);
      if (isSettled(record) || !(await scheduler.waitForTurn(record.wake.signal))) continue;
      await record.saved;
      const { keyVersion } = scheduler;
      let result: TurnResult = { kind: 'none' };
      if (record.state === 'waiting') result = await this.#retryOnError(record, () => this.#attempt(record));
      else if (record.state === 'looking') result = await this.#retryOnError(record, () => this.#look(record));
      // The rejected key may have been replaced meanwhile.
      if (result.kind === 'key' && scheduler.keyVersion !== keyVersion) result = { kind: 'none' };
      scheduler.endTurn(result);
      // Whatever did not change the state must not be tried again at once.
      if (result.kind === 'none' && !isSettled(record)) record.waitMs ||= timing.pollInterval;
    }
  }

  /** Takes a turn. An error that is not about the write itself, such as a full disk, leaves the entry to another try. */
  async #retryOnError(record: OutboxRecord<Api, LocalStores>, turn: () => Promise<TurnResult>): Promise<TurnResult> {
    const { setState, stop, timing } = this.#context;
    try {
      return await turn();
    } catch (error) {
      if (error instanceof LostError) await this.#entryRows.handOver(record);
      else if (!stop.aborted && !isSettled(record)) {
        record.waitMs = timing.looks[0];
        setState(record, record.state, error);
      }
      return { kind: 'none' };
    }
  }

  async #look(record: OutboxRecord<Api, LocalStores>): Promise<TurnResult> {
    const found = await this.#doubtResolver.look(record);
    return 'outcome' in found ? await this.#complete(record, found.outcome) : found;
  }

  async #attempt(record: OutboxRecord<Api, LocalStores>): Promise<TurnResult> {
    const { api, rows, scheduler, setState, stop } = this.#context;
    const account = await this.#accountFor(record).catch((error: unknown) => this.#fail(record, error));
    if (typeof account !== 'string') return account;
    const step = stepOf(record);
    const { payload } = record;
    let prepared: { readonly outcome: AnyOutcome } | { readonly baseline: unknown };
    try {
      prepared = await this.#prepare(record, step);
    } catch (error) {
      return this.#fail(record, error);
    }
    if (isSettled(record)) return { kind: 'answered' };
    if ('outcome' in prepared) return this.#complete(record, prepared.outcome);
    const { baseline } = prepared;
    const attempts = record.attempts + 1;
    const sending: RowChange = { state: 'sending', baseline, attempts, account };
    if (!(await rows.change(record.id, sending, { payload, state: 'waiting' }))) {
      await this.#entryRows.reread(record);
      return { kind: 'none' };
    }
    Object.assign(record, { baseline, attempts, account });
    if (stop.aborted || isSettled(record)) return { kind: 'none' };
    setState(record, 'sending', record.error);
    try {
      const guarded = api(this.#entryRows.writeGuard(record));
      const answer = step.type === 'creation' ? step.send(guarded, stop) : step.send(guarded, baseline, stop);
      const outcome = await answer;
      scheduler.confirmService();
      return await this.#complete(record, outcome);
    } catch (error) {
      if (error instanceof LostError) throw error;
      return await this.#fail(record, error);
    }
  }

  /**
   * Reads what must be known before the first byte: the ids at the place of a creation, or the state of what a change is
   * about. The baseline is read anew for each attempt until one was ambiguous, and never after that.
   *
   * @returns the outcome when nothing is left to send
   */
  async #prepare(
    record: OutboxRecord<Api, LocalStores>,
    step: AnyStep<Api, LocalStores>,
  ): Promise<{ readonly outcome: AnyOutcome } | { readonly baseline: unknown }> {
    const { readOnlyApi, scheduler, stop, stores } = this.#context;
    if (record.ambiguousAttempts > 0) {
      if (!scheduler.isServiceConfirmed) await this.#probe(record, step);
      scheduler.confirmService();
      return { baseline: record.baseline };
    }
    if (step.type === 'creation') {
      const known = scheduler.isServiceConfirmed ? step.knownIds?.(stores) : undefined;
      const ids = known ?? (await step.find(readOnlyApi, undefined, stop)).ids;
      scheduler.confirmService();
      return { baseline: ids };
    }
    const isLookNeeded = step.isCheckedFirst || !scheduler.isServiceConfirmed;
    if (!isLookNeeded || record.decision === 'send') return { baseline: null };
    const state = await step.look(readOnlyApi, null, stop);
    scheduler.confirmService();
    if (state.at === 'baseline') return { baseline: state.baseline };
    if (!step.isCheckedFirst) return { baseline: null };
    if (state.at === 'target') return { outcome: state.outcome };
    await this.#entryRows.leaveToPerson(record, 'asks', state.error);
    return { baseline: null };
  }

  /** Reads what a request is about, only to see that the service answers. @throws ServiceError */
  async #probe(record: OutboxRecord<Api, LocalStores>, step: AnyStep<Api, LocalStores>): Promise<void> {
    const { readOnlyApi, stop } = this.#context;
    if (step.type === 'creation') await step.find(readOnlyApi, undefined, stop);
    else await step.look(readOnlyApi, record.baseline, stop);
  }

  /** Stores the certain outcome of a request: settles the entry, or goes on with its next step. */
  async #complete(record: OutboxRecord<Api, LocalStores>, outcome: AnyOutcome): Promise<TurnResult> {
    const { connection, rows, setState } = this.#context;
    const { made } = outcome;
    const row = this.#entryRows.rowOf(record);
    const { ambiguousAttempts } = record;
    const wasSentAgain = record.state === 'sending' && ambiguousAttempts > 0 && made !== null;
    const mayHaveSurplus = wasSentAgain && stepOf(record).type === 'creation';
    const author = made?.author ?? null;
    if (record.account !== null && author !== null) {
      const facts = { me: author, organisation: made?.organisation ?? null };
      await rows.accounts.learn(connection, record.account, facts);
    }
    Object.assign(record, { ambiguousAttempts: 0, lookCount: 0, refusal: undefined, decision: undefined, waitMs: 0 });
    if ('payload' in outcome) {
      if (mayHaveSurplus) await this.#surplusCheck.addStep(row, ambiguousAttempts);
      const { payload } = outcome;
      record.payload = payload;
      record.baseline = null;
      const change: RowChange = { payload, baseline: null, ambiguousAttempts: 0, state: 'waiting', error: null };
      await rows.advance(row, change, made?.id ?? null);
      setState(record, 'waiting', undefined);
      return { kind: 'answered' };
    }
    record.result = outcome.result;
    if (mayHaveSurplus) await rows.advance(row, { state: 'checking' }, made.id);
    else await rows.settle(row, made?.id ?? null);
    setState(record, 'delivered', undefined);
    if (mayHaveSurplus) void this.#surplusCheck.run(record);
    return { kind: 'answered' };
  }

  /** Stores what follows from a failed attempt, or from a failed read before it. @throws LostError */
  async #fail(record: OutboxRecord<Api, LocalStores>, error: unknown): Promise<TurnResult> {
    const { random, setState, stop, timing } = this.#context;
    // The entry was discarded meanwhile, or the window closes: then whoever owns the entry next goes by its row.
    if (isSettled(record) || stop.aborted) return { kind: 'none' };
    const wasSent = record.state === 'sending';
    const { delayMs, isAmbiguous, isTransient, scope } = verdict(error, record.attempts, random(), timing);
    if (wasSent && isAmbiguous) {
      record.ambiguousAttempts += 1;
      record.lookCount = 0;
      const { ambiguousAttempts } = record;
      await this.#entryRows.change(record, { state: 'looking', ambiguousAttempts, error: storeError(error) });
      setState(record, 'looking', error);
      return { kind: 'ambiguous', delayMs, isUnreachable: scope === 'network' };
    }
    if (!isTransient) {
      if (record.ambiguousAttempts > 0) {
        record.refusal = error;
        // Keeps it from being sent a third time without a person, also after a restart.
        record.ambiguousAttempts = Math.max(record.ambiguousAttempts, 2);
        await this.#entryRows.change(record, { state: 'looking', ambiguousAttempts: record.ambiguousAttempts });
        setState(record, 'looking', error);
      } else await this.#entryRows.leaveToPerson(record, error instanceof DoubtError ? 'asks' : 'refused', error);
      return { kind: 'answered' };
    }
    if (wasSent) await this.#entryRows.change(record, { state: 'waiting' });
    // A pause and a missing key are waited for by all writes together, in the scheduler.
    record.waitMs = scope === 'write' || scope === 'network' ? delayMs : 0;
    setState(record, 'waiting', error);
    if (scope === 'key') return { kind: 'key', error };
    if (scope === 'write') return { kind: error instanceof StorageError ? 'none' : 'answered' };
    return { kind: scope, delayMs };
  }

  /** Returns the account an entry is sent with. @throws DoubtError when it is not the one it was made with; NoKeyError */
  async #accountFor(record: OutboxRecord<Api, LocalStores>): Promise<string> {
    const { account, clock, connection, organisation, readOnlyApi, rows, stop, timing } = this.#context;
    const current = await account();
    if (record.decision === 'send') return current;
    if (clock.now().getTime() - record.created > timing.maxAge) throw new DoubtError('expired');
    if (record.account === null || record.account === current) return current;
    const before = (await rows.accounts.get(connection, record.account)).organisation;
    const isSameOrganisation = before !== null && before === (await organisation(readOnlyApi, stop));
    if (isSameOrganisation && record.ambiguousAttempts === 0) return current;
    throw new DoubtError('account');
  }

  /** Waits for equal writes of this machine, which could be mistaken for this one: they are made one after the other. */
  async #waitForTwins(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { clock, rows, stop, timing } = this.#context;
    const { pollInterval, twinWait } = timing;
    for (let waited = 0; waited < twinWait && !stop.aborted && !isSettled(record); waited += pollInterval) {
      if (!(await rows.hasTwin(this.#entryRows.rowOf(record)).catch(() => false))) return;
      await clock.wait(pollInterval, AbortSignal.any([record.wake.signal, stop]));
    }
  }
}
