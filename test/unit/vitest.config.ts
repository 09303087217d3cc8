import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/unit/**/*.test.ts'],
    reporters: ['default'],
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
