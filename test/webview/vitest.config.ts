import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/support/browser.ts'],
    reporters: ['default'],
    // Each file has a browser of its own.
    maxWorkers: 2,
    testTimeout: 60_000,
    // Patience with a busy machine: what is waited for comes at once on a quiet one.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
