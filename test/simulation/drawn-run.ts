/** One run, all of it drawn from a seed: what people want, what others do, and what goes wrong. */
import type { NewFlag } from '../../src/api/bland/flags.ts';
import type { NewIssue } from '../../src/api/bland/issues.ts';
import * as writes from './wanted-writes.ts';
import type { Process } from './machine/process.ts';
import { Random } from '../support/random.ts';
import { fieldsAt, type Stored } from './service/model.ts';
import { agentIds, numberAt, personaIds, stockNumbers } from './service/numbers.ts';
import { drawNormalisation } from './service/normalise.ts';
import { me } from './service/service.ts';
import { drawWeather, type Weather } from './weather.ts';
import { type Intention, World } from './world.ts';

export interface DrawnRun {
  readonly world: World;
  readonly weather: Weather;
  /** Somebody else writes with the same key. */
  readonly isShared: boolean;
}

const spices = [
  '',
  ' Grüße',
  ' cafe\u0301',
  ' <b>twice</b> & again',
  '\r\nsecond line',
  '  ',
  ' \u{1f600}',
  ' '.repeat(3) + 'spaced  out',
];
const flagTypes = ['Wrong Answer', 'too_slow', 'Verpaßt & übersehen', 'hangUp', 'language'];
/** What can be wanted twice, and is then there twice. */
const twinKinds = ['flag.add', 'comment.add', 'issue.create', 'norm.prompt'];
const statuses = ['backlog', 'in_progress', 'in_review', 'done', 'closed'] as const;
const severities = ['critical', 'high', 'medium', 'low'] as const;

/** How long everything is given to settle once nothing goes wrong any more, milliseconds. */
const patience = 45 * 60_000;

/** Runs a seed to its end. The world must be closed. */
export async function run(seed: number): Promise<DrawnRun> {
  const drawn = new Drawn(seed);
  await drawn.run();
  return drawn;
}

class Drawn implements DrawnRun {
  readonly world: World;
  readonly weather: Weather;
  readonly isShared: boolean;
  readonly #random: Random;
  readonly #issues: Stored[] = [];
  readonly #used = new Set<string>();
  readonly #skews: readonly number[];

  constructor(seed: number) {
    const random = new Random(seed);
    this.#random = random;
    this.isShared = random.chance(0.2);
    const skews = [0, 0, -3_600_000, 600_000, 86_400_000];
    this.#skews = skews;
    const normalisation = drawNormalisation(random);
    const traits = {
      lag: random.pick([0, 0, 500, 2000]),
      skew: random.pick(skews),
      pageSize: random.pick([100, 100, 4]),
    };
    this.world = new World(seed, { normalisation, ...traits });
    this.weather = drawWeather(random, this.world.time);
    const { story, service } = this.world;
    story.tell('run', `seed ${seed}: ${this.weather.words}; ${normalisation.name}; ${JSON.stringify(traits)}`);
    service.fate = (request, _key, window) => this.weather.fate(request, window.name);
  }

  async run(): Promise<void> {
    const { world, weather } = this;
    const random = this.#random;
    this.#stock();
    const windows = random.whole(2, 4);
    for (let opened = 0; opened < windows; opened += 1) world.open(random.pick(this.#skews));
    // An earlier answer has shown whose key it is, in most organisations.
    if (random.chance(0.8)) {
      const sql = 'INSERT INTO accounts (connection, account, me, shared, organisation) VALUES (?, ?, ?, 0, ?)';
      const params = ['bland https://api.example', 'account', me, 'org'];
      world.disk.write([{ sql, params }]);
    }
    this.#plan(random.whole(3, 12), () => this.#addWrite());
    this.#plan(random.whole(0, 3), () => this.#moveNumber());
    this.#plan(random.whole(0, 8), () => this.#meddle());
    this.#plan(random.whole(0, 6), () => this.#decide());
    this.#plan(random.whole(0, 3), () => this.#look());
    if (!weather.isOfflineOnly) {
      this.#plan(random.whole(0, 5), () => this.#trouble());
      if (random.chance(0.3)) this.#plan(random.whole(1, 2), () => this.#breakDisk());
    }
    await world.time.pass(weather.span);
    await this.#recover();
    await world.settle(patience);
  }

  #plan(count: number, act: () => void): void {
    for (let planned = 0; planned < count; planned += 1) {
      this.world.time.in(this.#random.whole(0, this.weather.span), act);
    }
  }

  #pick<T>(from: readonly T[]): T {
    return this.#random.pick(from);
  }

  /** What is there before. */
  #stock(): void {
    const { service, time } = this.world;
    stockNumbers(service.model, time.now);
    const random = this.#random;
    for (let number = 1; number <= 3; number += 1) {
      const body = { title: `Issue ${number}`, severity: 'high', category: 'Bug', status: 'todo' };
      service.act('before', 'user-old', 'POST', '/v1/triage/issues', body);
      const issue = service.model.objects.findLast(({ collection }) => collection === 'issues');
      if (issue === undefined) throw new Error('The issue was not made.');
      this.#issues.push(issue);
      for (let call = 1; call <= 3; call += 1) {
        service.act('before', 'user-old', 'PUT', `/v1/triage/issues/${issue.id}/calls/call-${number}-${call}`);
      }
      for (let flag = 0; flag < random.whole(1, 4); flag += 1) {
        const body = { ...this.#flag(issue, flag), note: `old ${flag}` };
        service.act('before', random.pick([me, 'user-old']), 'POST', `/v1/triage/issues/${issue.id}/flags`, body);
      }
      const comment = { detail: `An old comment ${number}` };
      service.act('before', random.pick([me, 'user-old']), 'POST', `/v1/triage/issues/${issue.id}/comments`, comment);
    }
  }

  #flag(issue: Stored, index = this.#random.whole(0, 5)): NewFlag {
    const random = this.#random;
    const number = this.#issues.indexOf(issue) + 1;
    const note = `note ${random.whole(1, 999)}${random.pick(spices)}`;
    return {
      call_id: `call-${number}-${random.whole(1, 2)}`,
      type: random.pick(flagTypes),
      message_index: index,
      message_text: 'Hello?',
      ...(random.chance(0.7) ? { note } : {}),
    };
  }

  /** Somebody wants something. */
  #addWrite(): void {
    const { world } = this;
    if (world.running.length === 0) return;
    const random = this.#random;
    const twin = random.chance(0.1) ? this.#twin() : undefined;
    const write = twin ?? this.#drawWrite();
    if (write === undefined) return;
    world.add(this.#pick(world.running), write);
    if (!twinKinds.includes(write.kind) || !random.chance(0.25)) return;
    world.time.in(random.whole(0, 8000), () => {
      if (world.running.length > 0) world.add(this.#pick(world.running), write);
    });
  }

  /** Somebody moves a number, each once at most, so that only others can have moved it meanwhile; some then do. */
  #moveNumber(): void {
    const { world } = this;
    const random = this.#random;
    const { service, time } = world;
    const stored = random.pick(service.model.list('numbers', null, time.now));
    if (world.running.length === 0 || !this.#take(stored.id)) return;
    const { phone_number: number, owner } = numberAt(stored, time.now);
    const others = [...agentIds, ...personaIds].filter((id) => id !== owner);
    const isDetached = owner !== null && random.chance(0.3);
    const write = isDetached
      ? writes.detachNumberWrite(number, owner)
      : writes.attachNumberWrite(number, random.pick(others), owner, random.chance(0.3));
    world.add(this.#pick(world.running), write);
    if (this.weather.isOfflineOnly || !random.chance(0.3)) return;
    const thief = random.pick(others);
    const path = `${thief.startsWith('agent') ? '/v2/agents' : '/v1/personas'}/${thief}/inbound/attach`;
    const body = { inbound_numbers: [number] };
    time.in(random.whole(0, 60_000), () => service.act('colleague', 'user-colleague', 'POST', path, body));
  }

  /** The same as somebody wanted before. */
  #twin(): writes.WantedWrite | undefined {
    const before = this.world.intentions.filter(({ write }) => twinKinds.includes(write.kind));
    return before.length === 0 ? undefined : this.#pick(before).write;
  }

  #drawWrite(): writes.WantedWrite | undefined {
    const random = this.#random;
    const issue = this.#pick(this.#issues);
    const text = `text ${random.whole(1, 999)}${random.pick(spices)}`;
    switch (random.whole(0, 15)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return writes.flagWrite(issue.id, this.#flag(issue));
      case 4:
      case 5:
        return writes.commentWrite(issue.id, text);
      case 6:
        return this.#updateWrite(issue);
      case 7:
        return writes.issueWrite(this.#newIssue(text));
      case 8:
        return this.#onFlag(issue, (id) => writes.removeFlagWrite(issue.id, id));
      case 9:
      case 10:
        return this.#onFlag(issue, (id) => writes.editFlagWrite(issue.id, id, this.#flag(issue)));
      case 11:
        return this.#detachWrite(issue);
      case 12: {
        const call = `call-new-${random.whole(1, 3)}`;
        return random.chance(0.4)
          ? writes.attachWrite(issue.id, call)
          : writes.flagWrite(issue.id, { ...this.#flag(issue), call_id: call }, true);
      }
      case 13:
        return writes.promptWrite(issue.id, random.pick(['/status ', '/verify ', '']) + text);
      case 14:
        return this.#relationWrite(issue);
      default: {
        const call = `call-new-${random.whole(1, 3)}`;
        const links = [{ resource_type: 'call' as const, resource_id: call }];
        const flag = { ...this.#flag(issue), call_id: call };
        return writes.flaggedIssueWrite({ ...this.#newIssue(text), resource_links: links }, flag);
      }
    }
  }

  #newIssue(title: string): NewIssue {
    return { title: `New ${title}`.trim(), severity: this.#pick(severities), category: 'Bug' };
  }

  /** Each field of an issue is changed once at most, so that it is known what it should be. */
  #updateWrite(issue: Stored): writes.WantedWrite | undefined {
    const random = this.#random;
    const field = random.pick(['status', 'severity', 'title'] as const);
    if (!this.#take(`${issue.id} ${field}`)) return undefined;
    const before = fieldsAt(issue, this.world.time.now)[field];
    const values = { status: statuses, severity: severities, title: [`Title${random.pick(spices)}`.trim()] }[field];
    const value = random.pick(values.filter((one) => one !== before));
    const expected = random.chance(0.7) ? { [field]: before } : undefined;
    return writes.updateWrite(issue.id, { [field]: value }, expected);
  }

  #onFlag(issue: Stored, write: (id: string) => writes.WantedWrite): writes.WantedWrite | undefined {
    const flags = this.world.service.model.list('flags', issue.id, this.world.time.now);
    const flag = flags.find(({ id, by }) => by === 'before' && !this.#used.has(id));
    return flag !== undefined && this.#take(flag.id) ? write(flag.id) : undefined;
  }

  #detachWrite(issue: Stored): writes.WantedWrite | undefined {
    const number = this.#issues.indexOf(issue) + 1;
    const links = this.world.service.model.list('links', issue.id, this.world.time.now);
    const link = links.find((one) => fieldsAt(one, Infinity)['resource_id'] === `call-${number}-3`);
    return link !== undefined && this.#take(link.id) ? writes.detachWrite(issue.id, link.id) : undefined;
  }

  #relationWrite(issue: Stored): writes.WantedWrite | undefined {
    const other = this.#pick(this.#issues);
    if (other === issue || !this.#take(`${issue.id} ${other.id}`)) return undefined;
    return writes.relationWrite(issue.id, other.id);
  }

  /** Whether nobody has taken this before. */
  #take(what: string): boolean {
    if (this.#used.has(what)) return false;
    this.#used.add(what);
    return true;
  }

  /** A colleague, or somebody with the same key, does something equal or something else. */
  #meddle(): void {
    const random = this.#random;
    const { service, intentions } = this.world;
    const isSharer = this.isShared && random.chance(0.5);
    const [who, author] = isSharer ? (['sharer', me] as const) : (['colleague', 'user-colleague'] as const);
    const issue = this.#pick(this.#issues);
    const path = `/v1/triage/issues/${issue.id}`;
    const equal = intentions.length > 0 && random.chance(0.6) ? this.#pick(intentions).write : undefined;
    const payload = (equal?.payload ?? {}) as { issueId?: string; flag?: NewFlag; detail?: string; issue?: NewIssue };
    const { issueId = issue.id, flag, detail, issue: newIssue } = payload;
    if (equal?.kind === 'flag.add') service.act(who, author, 'POST', `/v1/triage/issues/${issueId}/flags`, { ...flag });
    else if (equal?.kind === 'comment.add') {
      service.act(who, author, 'POST', `/v1/triage/issues/${issueId}/comments`, { detail });
    } else if (equal?.kind === 'issue.create') {
      service.act(who, author, 'POST', '/v1/triage/issues', { ...newIssue });
    } else this.#doOther(who, author, issue, path);
  }

  /** Somebody else does something of their own. */
  #doOther(who: 'colleague' | 'sharer', author: string, issue: Stored, path: string): void {
    const random = this.#random;
    const { service } = this.world;
    const what = random.next();
    if (what < 0.4) service.act(who, author, 'POST', `${path}/flags`, { ...this.#flag(issue) });
    else if (what < 0.6) {
      service.act(who, author, 'POST', `${path}/comments`, { detail: `Theirs ${random.whole(1, 99)}` });
    } else if (this.weather.isOfflineOnly) {
      // What somebody else has changed is asked about, which is not the network's doing.
    } else if (what < 0.85) {
      const change = random.chance(0.5) ? { status: random.pick(statuses) } : { severity: random.pick(severities) };
      service.act('colleague', 'user-colleague', 'PATCH', path, change);
    } else {
      const call = `call-${this.#issues.indexOf(issue) + 1}-3`;
      service.act('colleague', 'user-colleague', 'DELETE', `${path}/calls/${call}`);
      service.act('colleague', 'user-colleague', 'PUT', `${path}/calls/${call}`);
    }
  }

  /** A person decides about an entry that a window shows. */
  #decide(): void {
    const { world } = this;
    const random = this.#random;
    if (world.running.length === 0) return;
    const process = this.#pick(world.running);
    const shown = process.outbox.entries.flatMap(({ id }) => world.intentions.find((one) => one.id === id) ?? []);
    if (shown.length === 0) return;
    const intention = this.#pick(shown);
    const how = random.next();
    if (how < 0.4) void world.discard(process, intention);
    else if (how < 0.6) void world.sendAgain(process, intention);
    else if (how < 0.8) void world.lookAgain(process, intention);
    else this.#amend(process, intention);
  }

  #amend(process: Process, intention: Intention): void {
    const { payload, kind } = intention.write;
    if (kind !== 'comment.add') return;
    const { issueId } = payload as { issueId: string };
    const write = writes.commentWrite(issueId, `changed text ${this.#random.whole(1, 9999)}`);
    void this.world.amend(process, intention, write);
  }

  /** Somebody opens an issue in a window. */
  #look(): void {
    const { running } = this.world;
    if (running.length > 0) this.#pick(running).open(this.#pick(this.#issues).id);
  }

  /** A window stops for a while, or ends and comes back. */
  #trouble(): void {
    const { world } = this;
    const random = this.#random;
    const there = world.processes.filter(({ window }) => window.liveness !== 'gone');
    if (there.length === 0) return;
    const process = this.#pick(there);
    if (random.chance(0.5)) {
      process.freeze();
      if (random.chance(0.3)) world.time.in(random.whole(0, 20_000), () => process.declareGone());
      world.time.in(random.whole(500, 180_000), () => process.thaw());
      return;
    }
    process.crash();
    world.time.in(random.whole(500, 60_000), () => void world.open(random.pick(this.#skews)));
  }

  #breakDisk(): void {
    const { world } = this;
    const random = this.#random;
    world.disk.fault = random.pick(['full', 'denied']);
    world.story.tell('disk', `is ${world.disk.fault}`);
    world.time.in(random.whole(500, 60_000), () => this.#mendDisk());
  }

  #mendDisk(): void {
    if (this.world.disk.fault === null) return;
    this.world.disk.fault = null;
    this.world.story.tell('disk', 'can be written');
  }

  async #recover(): Promise<void> {
    const { world, weather } = this;
    world.story.tell('run', 'nothing goes wrong from here on');
    weather.end();
    this.#mendDisk();
    for (const process of world.processes) process.thaw();
    if (world.running.length === 0) world.open();
    await world.time.pass(1000);
    // Whoever is asked for a key gives it.
    for (const { outbox } of world.running) outbox.resume();
  }
}
