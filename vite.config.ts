import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

// A change there is no change of a page. The domain (supabase/functions/_shared) is: the web imports it.
const elsewhere = [
  'local',
  'tests',
  'docs',
  'scripts',
  'build',
  '.tandem',
  'supabase/migrations',
  'supabase/functions/[!_]*',
]

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  // Found at the first visit instead, a dependency would make Vite reload with a second copy of React.
  optimizeDeps: { entries: ['app/entry.client.tsx', 'app/root.tsx', 'app/routes/**/*.{ts,tsx}'] },
  server: { watch: { ignored: elsewhere.map((folder) => `**/${folder}/**`) } },
})
