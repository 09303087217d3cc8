import { createBlandApi } from '../../../src/api/index.ts';
import { FlagTypeCatalogue } from '../../../src/triage/flags/catalogue.ts';
import { IssueStore } from '../../../src/triage/issues/store.ts';
import { type Entry, Outbox } from '../../../src/triage/outbox/outbox.ts';
import { WriteRows } from '../../../src/triage/outbox/write-rows.ts';
import { AgentStore } from '../../../src/triage/agents/store.ts';
import { PersonaStore } from '../../../src/triage/numbers/personas.ts';
import type { Stores } from '../../../src/triage/sessions/stores.ts';
import type { Random } from '../../support/random.ts';
import type { Service } from '../service/service.ts';
import { type Story, wordsOf } from '../story.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { writeKinds } from '../../../src/triage/outbox/kinds/index.ts';
import type { Disk } from './disk.ts';
import { type Locks, WindowOwners } from './owners.ts';
import { Window } from './window.ts';
import { WindowClock } from './window-clock.ts';

/** What all windows of a run share. */
export interface Machine {
  readonly time: VirtualTime;
  readonly disk: Disk;
  readonly locks: Locks;
  readonly service: Service;
  readonly story: Story;
  readonly random: Random;
}

export interface WindowTraits {
  readonly name: string;
  /** How far its clock is ahead, milliseconds. */
  readonly skew: number;
  readonly heard?: (entry: Entry) => void;
}

/** The real outbox in a window, on the real schema, with the real client. */
export class Process {
  readonly window: Window;
  readonly outbox: Outbox;
  readonly stores: Stores;
  readonly #machine: Machine;
  readonly #rows: WriteRows;

  constructor(machine: Machine, { name, skew, heard }: WindowTraits) {
    const { time, disk, locks, service, story, random } = machine;
    this.#machine = machine;
    this.window = new Window(name, time);
    const clock = new WindowClock(time, this.window, skew);
    const database = disk.databaseOf(this.window);
    const owners = new WindowOwners(database, this.window, locks);
    this.#rows = new WriteRows({ database, owners, clock });
    const api = createBlandApi({
      baseUrl: new URL('https://api.example'),
      key: () => Promise.resolve('key-of-me'),
      transport: service.transportOf(this.window),
      sleep: (milliseconds, signal) => clock.wait(milliseconds, signal ?? new AbortController().signal),
      random: () => random.next(),
    });
    const stores = {
      issues: new IssueStore(api),
      flagTypes: new FlagTypeCatalogue(api),
      agents: new AgentStore(api),
      personas: new PersonaStore(api),
    } as Stores;
    this.stores = stores;
    this.outbox = new Outbox({
      connection: 'bland https://api.example',
      account: () => Promise.resolve('account'),
      organisation: () => Promise.resolve('org'),
      api: (before) => api.guarded(before),
      rows: this.#rows,
      kinds: writeKinds,
      stores,
      clock,
      random: () => random.next(),
    });
    this.outbox.onDidChange((entry) => {
      const { id, state, error } = entry;
      story.tell(name, `${story.nameOf(id)} is ${state} ${wordsOf(error)}`.trimEnd());
      if (state === 'delivered') writeKinds.get(entry.kind)?.apply(stores, entry.payload, entry.result);
      else writeKinds.get(entry.kind)?.applyStep?.(stores, entry.payload);
      heard?.(entry);
    });
    void this.#rows.watch().catch((error: unknown) => story.tell(name, `cannot watch: ${wordsOf(error)}`));
  }

  /** Somebody opens an issue, whose flags are read. */
  open(issueId: string): void {
    void this.stores.issues
      .contents(issueId)
      .flags.load()
      .catch(() => undefined);
  }

  freeze(): void {
    this.#machine.story.tell(this.window.name, 'freezes');
    this.window.freeze();
  }

  /**
   * A person says of a frozen window that it is gone. Not while it waits for the disk: what it was told there before it stopped
   * is what it goes by when it goes on, and no one can prevent that.
   */
  declareGone(): void {
    if (this.window.liveness !== 'frozen' || this.window.diskCalls > 0) return;
    this.#machine.story.tell(this.window.name, 'is given up by a person');
    this.window.isDeclaredGone = true;
  }

  thaw(): void {
    if (this.window.liveness !== 'frozen') return;
    this.#machine.story.tell(this.window.name, 'goes on');
    this.window.thaw();
  }

  /** It is killed: nothing of it goes on, and what it has sent is done soon or never. */
  crash(): void {
    this.#machine.story.tell(this.window.name, 'crashes');
    this.window.end();
    this.#machine.service.lose(this.window);
  }
}
