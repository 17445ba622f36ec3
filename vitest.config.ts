import { defineConfig } from 'vitest/config';

const core = new URL('core/', import.meta.url).pathname;

export default defineConfig({
  // In the repository the package's own name means its sources.
  resolve: {
    alias: [
      { find: /^treadle$/, replacement: `${core}index.ts` },
      { find: /^treadle\/testing$/, replacement: `${core}testing/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
