import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One editor at a time: each takes a server, an extension host and a browser.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    // Each file is a run of its own; what one has compiled, the next finds.
    experimental: { fsModuleCache: true },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 15_000 } },
    reporters: ['default'],
  },
});
