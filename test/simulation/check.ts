import { needsDecision } from '../../src/triage/outbox/entry.ts';
import type { Effect } from './wanted-writes.ts';
import { fieldsAt, type Stored } from './service/model.ts';
import type { Intention, World } from './world.ts';

/** Attempts that may have been done, without a person's word between them. */
const mostSends = 2;

/** How long before a request what it goes by may have been read, milliseconds: a change that comes between is nobody's fault. */
const blindMs = 5_000;

type End =
  /** It is gone from everywhere: it must have been carried out. */
  | 'done'
  /** A person sees it and decides. */
  | 'open'
  | 'discarded'
  /** Its window was lost before it said that it was kept: it may have been carried out. */
  | 'unsure'
  /** It neither is done nor asks. */
  | 'stuck';

interface Member {
  readonly intention: Intention;
  readonly effect: Effect;
  readonly end: End;
  /** From when on nothing may be sent for it; null for never. */
  readonly over: number | null;
}

/** What is wrong with a world in which everything has had the time to settle, in sentences. Empty when nothing is. */
export function check(world: World): string[] {
  const members = membersOf(world);
  const wrong: string[] = [];
  for (const intention of world.intentions) {
    if (endOf(world, intention) === 'stuck') wrong.push(`${intention.name} neither is done nor asks`);
  }
  for (const key of new Set(members.map(({ effect }) => effect.key))) {
    const group = members.filter(({ effect }) => effect.key === key);
    wrong.push(...checkSends(world, key, group));
    for (const is of ['made', 'set', 'gone', 'attached', 'bound'] as const) {
      const same = group.filter(({ effect }) => effect.is === is);
      if (same.length > 0) wrong.push(...checks[is](world, key, same));
    }
  }
  wrong.push(...checkOthers(world, members), ...checkClaims(world), ...checkShown(world));
  return wrong;
}

export function endOf(world: World, { id, discardedAt, isKept }: Intention): End {
  if (discardedAt !== null) return 'discarded';
  const shown = world.shown(id);
  const [row] = world.disk.read('SELECT state FROM writes WHERE id = ?', id);
  if (shown !== undefined && needsDecision(shown)) return 'open';
  if (row !== undefined || shown !== undefined) return 'stuck';
  return isKept ? 'done' : 'unsure';
}

function membersOf(world: World): Member[] {
  return world.intentions.flatMap((intention) => {
    const end = endOf(world, intention);
    const now = intention.write.effects.map((effect) => ({ intention, effect, end, over: intention.discardedAt }));
    const former = intention.former.flatMap(({ write, until }) =>
      write.effects.map((effect) => ({ intention, effect, end: 'discarded' as const, over: until })),
    );
    return [...now, ...former];
  });
}

function checkSends(world: World, key: string, group: readonly Member[]): string[] {
  const sends = world.service.sends.filter((send) => send.key === key);
  const wrong = sends
    .filter(({ at }) => group.every(({ over }) => over !== null && over < at))
    .map(({ window }) => `${window} sent ${key} after it was given up`);
  const doubtful = sends.filter(({ heard }) => heard !== 'certain').length;
  const allowed = sum(group, ({ intention }) => mostSends * (1 + intention.attended));
  if (doubtful > allowed) wrong.push(`${key} was sent ${doubtful} times, ${allowed} at most without a person's word`);
  return wrong;
}

const checks: Record<Effect['is'], (world: World, key: string, group: readonly Member[]) => string[]> = {
  made(world, key, group) {
    const copies = copiesOf(world, key, group);
    const least = group.filter(({ end, intention }) => end === 'done' && !isMistaken(world, intention)).length;
    // Of what a person decides about, each attempt may have been done.
    const most = sum(group, ({ end, intention: { attended } }) =>
      end === 'done' || end === 'unsure' ? 1 + attended : mostSends * (1 + attended),
    );
    const names = group.map(({ intention, end }) => `${intention.name} ${end}`).join(', ');
    if (copies < least) return [`lost: ${copies} copies of ${key} (${names})`];
    return copies > most ? [`doubled: ${copies} copies of ${key} (${names})`] : [];
  },
  set(world, key, group) {
    const wrong: string[] = [];
    for (const { intention, effect, end } of group) {
      if (effect.is !== 'set') continue;
      const issue = world.service.model.objects.find(({ id }) => id === effect.issue);
      if (issue === undefined) continue;
      const was = issue.versions.some((version) => version.at >= intention.madeAt && version.key === key);
      const isSo = Object.entries(effect.change).every(([field, value]) =>
        issue.versions.some(({ fields, at }, index) => {
          const until = issue.versions[index + 1]?.at ?? Infinity;
          return until >= intention.madeAt && at <= world.time.now && fields[field] === value;
        }),
      );
      if (end === 'done' && !was && !isSo) wrong.push(`lost: ${key} (${intention.name})`);
      if (intention.attended === 0) wrong.push(...overwritten(world, issue, intention, effect));
    }
    return wrong;
  },
  gone(world, key, group) {
    return group.flatMap(({ effect, end, intention }) => {
      if (effect.is !== 'gone' || end !== 'done') return [];
      const stored = world.service.model.objects.find(({ id }) => id === effect.id);
      return stored !== undefined && stored.gone === null ? [`lost: ${key} (${intention.name})`] : [];
    });
  },
  attached(world, key, group) {
    return group.flatMap(({ effect, end, intention }) => {
      if (effect.is !== 'attached' || end !== 'done') return [];
      const links = world.service.model.list('links', effect.issue, world.time.now);
      const isOn = links.some((link) => fieldsAt(link, world.time.now)['resource_id'] === effect.call);
      return isOn ? [] : [`lost: ${key} (${intention.name})`];
    });
  },
  bound: checkBound,
};

/** Wrong about numbers that were attached or detached: not done, or taken from somebody whom nobody had agreed to. */
function checkBound(world: World, key: string, group: readonly Member[]): string[] {
  return group.flatMap(({ effect, end, intention }) => {
    if (effect.is !== 'bound') return [];
    const { number, owner, isDetached, staging } = effect;
    const stored = world.service.model.objects.find((one) => numberOf(one) === number);
    if (stored === undefined) return [`no number ${number}`];
    const { versions } = stored;
    const isSo = versions.some(({ fields, at }, index) => {
      const until = versions[index + 1]?.at ?? Infinity;
      if (until < intention.madeAt || at > world.time.now) return false;
      const isOwners = fields['owner'] === owner && (staging === undefined || fields['staging'] === staging);
      return isOwners !== isDetached;
    });
    const lost = end === 'done' && !isSo ? [`lost: ${key} (${intention.name})`] : [];
    return intention.attended > 0 ? lost : [...lost, ...taken(world, stored, group, effect)];
  });
}

const numberOf = (stored: Stored): unknown =>
  stored.collection === 'numbers' ? stored.versions[0]?.fields['phone_number'] : undefined;

/** Owners that lost a number although they had it long enough before the request was sent to be seen. */
function taken(
  { service }: World,
  { versions }: Stored,
  group: readonly Member[],
  { key, number, owner }: Extract<Effect, { is: 'bound' }>,
): string[] {
  const agreed = group.flatMap(({ effect }) => (effect.is === 'bound' ? [effect.from, effect.owner] : []));
  const allowed: readonly unknown[] = [null, owner, ...agreed];
  return versions.flatMap((version, index) => {
    const before = versions[index - 1];
    if (version.key !== key || before === undefined || allowed.includes(before.fields['owner'])) return [];
    // Which of the requests it was is not known: the first may have been done late.
    const sends = service.sends.filter((send) => send.key === key && send.at <= version.at && send.heard !== 'certain');
    const isBlind = sends.some(({ at }) => at <= before.at + blindMs);
    return isBlind ? [] : [`took ${number} from ${String(before.fields['owner'])}, whom nobody agreed to: ${key}`];
  });
}

/** What was made by that request, whatever a person's word or somebody else has taken away since. */
function copiesOf(world: World, key: string, group: readonly Member[]): number {
  const meant = new Set(world.intentions.flatMap(({ write }) => write.effects.map((effect) => effect.key)));
  return world.service.model.objects.filter((stored) => {
    if (stored.key !== key || !group.some(({ effect }) => isMadeBy(stored, effect))) return false;
    return (
      stored.goneBy === null || stored.goneBy === 'colleague' || stored.goneBy === 'sharer' || meant.has(stored.goneBy)
    );
  }).length;
}

function isMadeBy(stored: Stored, effect: Effect): boolean {
  if (effect.is !== 'made' || effect.collection !== stored.collection) return false;
  return effect.type === undefined || fieldsAt(stored, Infinity)['type'] === effect.type;
}

/** Changes of somebody else that were there to be seen and were overwritten. */
function overwritten(
  world: World,
  issue: Stored,
  intention: Intention,
  effect: Extract<Effect, { is: 'set' }>,
): string[] {
  const ours = world.service.sends.filter(({ key, heard }) => key === effect.key && heard !== 'certain');
  const done = issue.versions.filter(({ key }) => key === effect.key);
  return Object.keys(effect.change).flatMap((field) =>
    issue.versions.flatMap(({ by, at, fields }, index) => {
      const isChange = by === 'colleague' && fields[field] !== issue.versions[index - 1]?.fields[field];
      if (!isChange || fields[field] === Reflect.get(effect.change, field)) return [];
      const since = effect.seen ? intention.madeAt : (done[0]?.at ?? Infinity);
      const over = ours.filter((send) => at > since && send.at > at + blindMs);
      return over.map(({ window }) => `${window} overwrote a colleague's ${field} (${intention.name})`);
    }),
  );
}

/** Whether somebody here made an issue, or wrote to it before this time. */
function hasWritten({ service }: World, issue: string, meant: ReadonlySet<string>, before: number): boolean {
  if (service.model.objects.some(({ id, by }) => id === issue && by === 'ours')) return true;
  return service.sends.some(({ key, at }) => at <= before && meant.has(key) && key.includes(`/issues/${issue}`));
}

/** Nothing of others is taken away that nobody wanted taken away, nor anything that was made once. */
function checkOthers(world: World, members: readonly Member[]): string[] {
  const meant = new Set(members.map(({ effect }) => effect.key));
  const wrong: string[] = [];
  for (const { by, id, collection, goneBy } of world.service.model.objects) {
    if (goneBy === null || goneBy === 'colleague' || goneBy === 'sharer' || meant.has(goneBy)) continue;
    if (by !== 'ours' && by !== 'sharer') wrong.push(`took away ${collection} ${id} of ${by}: ${goneBy}`);
  }
  for (const { key, window, at } of world.service.sends) {
    if (meant.has(key) || /^POST .*agent-sessions /.test(key)) continue;
    const [, viewed] = /^PUT .*\/issues\/(\d+)\/view /.exec(key) ?? [];
    // One's own writes leave no issue unread: what they made or changed is marked as viewed after them.
    if (viewed !== undefined && hasWritten(world, viewed, meant, at)) continue;
    const [, id] = /^DELETE .*\/flags\/(\d+) /.exec(key) ?? [];
    const flag = world.service.model.objects.find((stored) => stored.id === id);
    if (flag?.by !== 'ours' && flag?.by !== 'sharer') wrong.push(`${window} sent what nobody wanted: ${key}`);
  }
  return wrong;
}

/**
 * Whether it was taken for delivered because somebody with the same key wrote the same at the same place. Until they are seen
 * to write something else, that cannot be told apart; it is counted, not judged.
 */
function isMistaken(world: World, { claimed }: Intention): boolean {
  return world.service.model.objects.some(({ id, by }) => by === 'sharer' && claimed.includes(id));
}

/** What is reported as delivered was made by that very intention's request, and by no other's. */
function checkClaims(world: World): string[] {
  const claims = new Map<string, string>();
  return world.intentions.flatMap((intention) =>
    [...new Set(intention.claimed)].flatMap((id) => {
      const stored = world.service.model.objects.find((one) => one.id === id);
      const { effects } = intention.write;
      if (stored === undefined || !effects.some((effect) => isMadeBy(stored, effect))) return [];
      if (stored.by === 'sharer') return [];
      const before = claims.get(id);
      claims.set(id, intention.name);
      if (before !== undefined && before !== intention.name) return [`${before} and ${intention.name} both took ${id}`];
      const isOwn = stored.by === 'ours' && effects.some(({ key }) => key === stored.key);
      return isOwn ? [] : [`${intention.name} took ${stored.collection} ${id} of ${stored.by} for its own`];
    }),
  );
}

/** What a person decides about is shown in every window. */
function checkShown(world: World): string[] {
  const rows = world.disk.read(`SELECT id FROM writes WHERE state IN ('asks', 'refused')`);
  return rows.flatMap(({ id }) =>
    world.running
      .filter(({ outbox }) => outbox.get(String(id)) === undefined)
      .map(({ window }) => `${window.name} does not show ${world.story.nameOf(String(id))}`),
  );
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
