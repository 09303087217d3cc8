import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Logic in features is tested without an editor.
  resolve: { alias: { vscode: fileURLToPath(new URL('../support/vscode.ts', import.meta.url)) } },
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/unit/**/*.test.ts'],
    reporters: ['default'],
    // Also on two cores, where the default is one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    // Patience with a busy machine: what is waited for comes at once on a quiet one.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    tags: [{ name: 'slow', description: 'Seconds to minutes: left out of `npm run check`.' }],
  },
});
