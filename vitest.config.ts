import { defineConfig } from 'vitest/config'

const withDatabase = [
  'tests/database/**',
  'tests/functions/**',
  'tests/local-supabase/**',
  'tests/stripe-flows/**',
  'tests/app-store-year/**',
]
const inBrowser = ['tests/e2e/**']
const setupFiles = ['tests/support/fail-on-console.ts']

// Apart from vite.config.ts, because the Remix plugin must not run in tests.
export default defineConfig({
  test: {
    // Two cores: a third worker only makes each of them slower.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...withDatabase, ...inBrowser],
          setupFiles,
          testTimeout: 15_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'database',
          include: withDatabase.map((folder) => `${folder}/*.test.ts`),
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: inBrowser.map((folder) => `${folder}/*.test.ts`),
          globalSetup: ['tests/support/e2e-setup.ts'],
          setupFiles,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
