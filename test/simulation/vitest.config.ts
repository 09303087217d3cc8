import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/simulation/**/*.test.ts'],
    reporters: ['default'],
    // A share of the seeds is one test.
    testTimeout: 240_000,
  },
});
