import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import remixConfig from './remix.config.js'
import { guardDevServer } from './scripts/guard-dev-server.ts'

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
  plugins: [guardDevServer(), tailwindcss(), remix(remixConfig)],
  // Everything that pages import, told beforehand: found only at a first visit, a dependency makes Vite reload the page in
  // mid-use with a second copy of React. A test compares this list with the imports.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      'react',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      '@remix-run/react',
      '@conform-to/react',
      '@conform-to/zod/v4',
      '@stripe/react-stripe-js',
      '@stripe/stripe-js/pure',
      'lucide-react',
      'radix-ui/alert-dialog',
      'zod',
    ],
  },
  server: { watch: { ignored: elsewhere.map((folder) => `**/${folder}/**`) } },
})
