import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/unit/**/*.test.ts'],
    reporters: ['default'],
    testTimeout: 20_000,
    restoreMocks: true,
    tags: [{ name: 'slow', description: 'Seconds to minutes: left out of `npm run check`.' }],
  },
});
