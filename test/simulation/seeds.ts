import { check } from './check.ts';
import { run } from './drawn-run.ts';

/** How often people wanted something, and how often they were asked what shall become of it. */
export interface Asked {
  readonly alone: { readonly wanted: number; readonly asked: number };
  readonly shared: { readonly wanted: number; readonly asked: number };
}

export interface SeedResult {
  readonly seed: number;
  /** What is wrong, in sentences. */
  readonly wrong: readonly string[];
  /** Everything that happened; empty when nothing is wrong. */
  readonly story: readonly string[];
  readonly asked: Asked;
}

const nobody = { wanted: 0, asked: 0 };
export const noneAsked: Asked = { alone: nobody, shared: nobody };

/** Runs a seed and checks what became of everything. */
export async function trySeed(seed: number): Promise<SeedResult> {
  const { world, weather, isShared } = await run(seed);
  try {
    const wrong = check(world);
    const asked = world.intentions.filter((intention) =>
      intention.asked.some((why) => !why.startsWith('StorageError')),
    );
    if (weather.isOfflineOnly) {
      wrong.push(...asked.map(({ name, asked: [why] }) => `${name} asks although only the network was down: ${why}`));
    }
    const counted = { wanted: world.intentions.length, asked: asked.length };
    const story = wrong.length === 0 ? [] : [...world.story.lines];
    return { seed, wrong, story, asked: { ...noneAsked, [isShared ? 'shared' : 'alone']: counted } };
  } finally {
    world.close();
  }
}

export function sumOf(one: Asked, other: Asked): Asked {
  const add = (first: Asked['alone'], second: Asked['alone']) => ({
    wanted: first.wanted + second.wanted,
    asked: first.asked + second.asked,
  });
  return { alone: add(one.alone, other.alone), shared: add(one.shared, other.shared) };
}

/** The count, in a sentence. */
export function words({ alone, shared }: Asked): string {
  const part = ({ wanted, asked }: Asked['alone']): string =>
    `${asked} of ${wanted} (${((100 * asked) / Math.max(1, wanted)).toFixed(1)} %)`;
  return `asked a person: ${part(alone)} with a key of one's own, ${part(shared)} with a shared key`;
}
