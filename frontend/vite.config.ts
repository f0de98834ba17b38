import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Nothing inline: the server's content security policy allows scripts, styles and pictures only as files of its own.
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  resolve: { alias: { $: fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../src/testimonia/web/built',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: { port: 8201, strictPort: true },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
