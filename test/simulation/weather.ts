import type { NetworkStage } from '../../src/api/errors.ts';
import type { Random } from '../support/random.ts';
import { fair, type Fate, type Garbling, type Hearing } from './service/fault.ts';
import type { ServiceRequest } from './service/routes.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What goes wrong on the way to the service in a run. */
export interface Weather {
  readonly words: string;
  /** Only what certainly is not done goes wrong: nobody may be asked anything. */
  readonly isOfflineOnly: boolean;
  /** How long things go wrong, milliseconds. */
  readonly span: number;
  fate(request: ServiceRequest, window: string): Fate;
  /** From here on nothing goes wrong. */
  end(): void;
}

/** Milliseconds from the failure that a window sees to the last instant at which its request may still be done. */
const lateMs = 24_000;
const patienceMs = 30_000;

const stages: readonly NetworkStage[] = ['dns', 'connect', 'tls', 'proxy'];
const doubtful: readonly number[] = [301, 302, 307, 408, 425, 499, 500, 502, 503, 504, 520];
/** Not 404: to what takes something away it says that it is gone, which a service does not say of what is there. */
const refusals: readonly number[] = [400, 401, 403, 409, 413, 422];
const garblings: readonly Garbling[] = ['cut', 'page', 'numbers', 'renamed', 'refusal', 'empty'];

type Trouble = (random: Random) => Fate;

const unsent: Trouble = (random) => ({ done: null, hearing: { type: 'unsent', stage: random.pick(stages) } });
const paused: Trouble = (random) => {
  const retryAfter = random.pick(['', '1', '20', '120', '86400']);
  return { done: null, hearing: { type: 'status', status: 429, ...(retryAfter === '' ? {} : { retryAfter }) } };
};

/** The same failure can come of a request that is done, is done later, or never is. */
function doubt(hearing: (random: Random) => Hearing, heardAfter = 0): Trouble {
  return (random) => {
    const done = random.pick([null, 0, random.whole(0, heardAfter + lateMs)]);
    return { done, hearing: hearing(random) };
  };
}

const troubles = {
  unsent,
  paused,
  reset: doubt(() => ({ type: 'reset' })),
  silence: doubt(() => ({ type: 'silence' }), patienceMs),
  status: doubt((random) => ({ type: 'status', status: random.pick(doubtful) })),
  refused: (random) => ({ done: null, hearing: { type: 'status', status: random.pick(refusals) } }),
  garbled: (random) => {
    const how = random.pick(garblings);
    // What is the service's own answer, however it reads, was given to something that is done.
    const isItsOwn = how !== 'page' && how !== 'refusal';
    return { done: isItsOwn ? 0 : random.pick([0, null]), hearing: { type: 'garbled', how } };
  },
} satisfies Record<string, Trouble>;

type TroubleName = keyof typeof troubles;
const names = Object.keys(troubles) as TroubleName[];

interface Spell {
  readonly from: number;
  readonly to: number;
  readonly what: TroubleName;
}

export function drawWeather(random: Random, time: VirtualTime): Weather {
  const isOfflineOnly = random.chance(0.15);
  const span = random.whole(20_000, 300_000);
  const mild: readonly TroubleName[] = ['unsent', 'paused'];
  const possible = isOfflineOnly ? mild : names.filter(() => random.chance(0.6));
  const rate = possible.length === 0 ? 0 : random.pick([0.05, 0.2, 0.5, 0.9]);
  const spells = Array.from({ length: random.whole(0, 3) }, (): Spell => {
    const from = random.whole(0, span);
    return { from, to: from + random.whole(5_000, 90_000), what: isOfflineOnly ? 'unsent' : random.pick(names) };
  });
  let isOver = false;
  return {
    words: `${isOfflineOnly ? 'offline only, ' : ''}${possible.join(' ')} at ${rate}; ${spells.map(spellWords).join(', ')}`,
    isOfflineOnly,
    span,
    fate() {
      if (isOver) return fair;
      const spell = spells.find(({ from, to }) => time.elapsed >= from && time.elapsed < to);
      if (spell !== undefined) return troubles[spell.what](random);
      return random.chance(rate) ? troubles[random.pick(possible)](random) : fair;
    },
    end() {
      isOver = true;
    },
  };
}

function spellWords({ from, to, what }: Spell): string {
  return `${what} from ${from} to ${to} ms`;
}
