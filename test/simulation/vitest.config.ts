import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Time is virtual: what takes long is the number of seeds.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/simulation/**/*.test.ts'],
    reporters: ['default'],
    testTimeout: 120_000,
  },
});
