import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One file at a time: each keeps both a service and several processes busy.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/processes/**/*.test.ts'],
    reporters: ['default'],
    testTimeout: 90_000,
    fileParallelism: false,
  },
});
