import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/faults/**/*.test.ts'],
    reporters: ['default', './test/faults/harness/reporter.ts'],
    globalSetup: ['test/e2e/harness/global-setup.ts'],
    // Browsers share the machine: one at a time, so that none waits for another.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    tags: [{ name: 'slow', description: 'in `npm run faults` alone', timeout: 180_000 }],
  },
});
