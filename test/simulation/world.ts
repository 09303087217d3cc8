import type { Entry } from '../../src/triage/outbox/outbox.ts';
import { isSettled, needsDecision } from '../../src/triage/outbox/entry.ts';
import type { WantedWrite } from './wanted-writes.ts';
import { writeKinds } from '../../src/triage/outbox/kinds/index.ts';
import { Disk } from './machine/disk.ts';
import { type Machine, Process } from './machine/process.ts';
import { Random } from '../support/random.ts';
import { Service, type ServiceTraits } from './service/service.ts';
import { Story, wordsOf } from './story.ts';
import { takeStopwatch, VirtualTime } from './virtual-time.ts';

/** A person's intention, and what they were told of it. */
export interface Intention {
  readonly name: string;
  readonly id: string;
  readonly madeAt: number;
  write: WantedWrite;
  /** What it said before it was changed, and until when. */
  readonly former: { readonly write: WantedWrite; readonly until: number }[];
  /** The person was told that it is kept. */
  isKept: boolean;
  /** When they were told that it is given up; null when they were not. */
  discardedAt: number | null;
  /** How often they said that it shall be sent again. */
  attended: number;
  /** It was left to a person at some time, by an error as the story words it. */
  readonly asked: string[];
  /** What it was delivered as, as far as a result says so. */
  readonly claimed: string[];
}

/** Everything of one run: time, disk, service, windows, and what people want. */
export class World {
  readonly time = new VirtualTime();
  readonly story = new Story(this.time);
  readonly disk: Disk;
  readonly service: Service;
  readonly processes: Process[] = [];
  readonly intentions: Intention[] = [];
  readonly #machine: Machine;
  readonly #byId = new Map<string, Intention>();
  readonly #giveStopwatchBack = takeStopwatch(this.time);

  constructor(seed: number, traits: ServiceTraits) {
    this.disk = new Disk(this.time, seed + 1);
    this.service = new Service(this.time, seed + 2, this.story, traits);
    const { time, disk, service, story } = this;
    this.#machine = { time, disk, service, story, locks: new Map(), random: new Random(seed + 3) };
  }

  /** Opens a window. @param skew how far its clock is ahead, milliseconds */
  open(skew = 0): Process {
    const name = `window-${this.processes.length + 1}`;
    this.story.tell(name, `opens${skew === 0 ? '' : `, its clock ${skew} ms ahead`}`);
    const process = new Process(this.#machine, { name, skew, heard: (entry) => this.#hear(entry) });
    this.processes.push(process);
    return process;
  }

  get running(): readonly Process[] {
    return this.processes.filter(({ window }) => window.liveness === 'running');
  }

  add(process: Process, write: WantedWrite): Intention {
    const kind = writeKinds.get(write.kind);
    if (kind === undefined) throw new Error(`There is no kind ${write.kind}.`);
    const name = `intention-${this.intentions.length + 1}`;
    const { time, story } = this;
    story.tell(process.window.name, `${name} is made: ${write.kind} ${JSON.stringify(write.payload)}`);
    story.nextName = name;
    const { id } = process.outbox.add(kind, write.payload);
    const intention: Intention = {
      name,
      id,
      write,
      madeAt: time.now,
      former: [],
      isKept: false,
      discardedAt: null,
      attended: 0,
      asked: [],
      claimed: [],
    };
    this.intentions.push(intention);
    this.#byId.set(id, intention);
    this.#awaitKeeping(process, intention);
    return intention;
  }

  async discard(process: Process, intention: Intention): Promise<void> {
    const done = await this.#say(process, intention, 'discards', () => process.outbox.discard(intention.id));
    if (done === true) intention.discardedAt ??= this.time.now;
  }

  async amend(process: Process, intention: Intention, write: WantedWrite): Promise<void> {
    const { payload } = write;
    const how = `changes to ${JSON.stringify(payload)}`;
    const done = await this.#say(process, intention, how, () => process.outbox.amend(intention.id, payload));
    if (done !== true) return;
    intention.former.push({ write: intention.write, until: this.time.now });
    intention.write = write;
  }

  async sendAgain(process: Process, intention: Intention): Promise<void> {
    intention.attended += 1;
    await this.#say(process, intention, 'sends again', () => process.outbox.retry(intention.id));
    // What could not be stored before is stored with that.
    this.#awaitKeeping(process, intention);
  }

  async lookAgain(process: Process, intention: Intention): Promise<void> {
    await this.#say(process, intention, 'looks again for', () => process.outbox.lookAgain(intention.id));
  }

  /** Lets time pass until everything is settled or waits for a person, at most so many milliseconds. */
  async settle(milliseconds: number): Promise<void> {
    const end = this.time.now + milliseconds;
    let windows: number;
    do {
      windows = this.processes.length;
      while (this.time.now < end && !this.isSettled) await this.time.pass(1000);
      // What other windows must still hear of, and what a person was about to do: to write, or to open a window again.
      await this.time.pass(2000);
    } while (this.time.now < end && (!this.isSettled || this.processes.length !== windows));
  }

  get isSettled(): boolean {
    const rows = this.disk.read(`SELECT 1 FROM writes WHERE state NOT IN ('asks', 'refused') LIMIT 1`);
    return rows.length === 0 && this.running.every(({ outbox }) => outbox.entries.every(isSettled));
  }

  /** The entry as a running window shows it. */
  shown(id: string): Entry | undefined {
    for (const { outbox } of this.running) {
      const entry = outbox.get(id);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  close(): void {
    for (const { outbox, window } of this.processes) {
      window.end();
      void outbox.dispose();
    }
    this.disk.close();
    this.#giveStopwatchBack();
  }

  #awaitKeeping(process: Process, intention: Intention): void {
    void process.outbox.recorded(intention.id).then((isRecorded) => {
      intention.isKept ||= isRecorded;
    });
  }

  async #say<T>(process: Process, { name }: Intention, what: string, act: () => Promise<T>): Promise<T | undefined> {
    const who = process.window.name;
    this.story.tell(who, `a person ${what} ${name}`);
    try {
      const result = await act();
      this.story.tell(who, `told of ${name}: ${String(result ?? 'done')}`);
      return result;
    } catch (error) {
      this.story.tell(who, `told of ${name}: ${wordsOf(error)}`);
      return undefined;
    }
  }

  #hear(entry: Entry): void {
    const intention = this.#byId.get(entry.id);
    if (intention === undefined) return;
    if (needsDecision(entry)) intention.asked.push(wordsOf(entry.error));
    if (entry.state === 'delivered') intention.claimed.push(...idsIn(entry.result));
  }
}

/** The ids of what a result says was made: of itself, or of its parts. */
function idsIn(result: unknown): string[] {
  if (typeof result !== 'object' || result === null) return [];
  const { id, issue, flag } = result as { id?: unknown; issue?: unknown; flag?: unknown };
  return [...(typeof id === 'string' ? [id] : []), ...idsIn(issue), ...idsIn(flag)];
}
