import { afterEach, beforeEach, vi } from 'vitest'

const watched = ['error', 'warn'] as const
let noise: string[] = []

// Noise hides the line that matters. A test that expects some says so: `vi.spyOn(console, 'error').mockImplementation(() => {})`.
beforeEach(() => {
  noise = []
  for (const level of watched) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      // The embedded REST API reports every query that the database refused, and refusals are what many tests ask for.
      if (!new Error().stack?.includes('@supabase/lite')) noise.push(`console.${level}: ${parts.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  if (noise.length > 0) throw new Error(`The test wrote to the console.\n${noise.join('\n')}`)
})
