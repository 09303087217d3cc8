import { expect, it } from 'vitest';
import { run } from './drawn-run.ts';

it.each([7, 42, 1208])('replays seed %i exactly', async (seed) => {
  const stories: (readonly string[])[] = [];
  for (let time = 0; time < 2; time += 1) {
    const { world } = await run(seed);
    stories.push([...world.story.lines]);
    world.close();
  }
  expect(stories[0]?.length).toBeGreaterThan(50);
  expect(stories[1]).toEqual(stories[0]);
});
