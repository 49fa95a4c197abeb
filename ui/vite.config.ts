import { defineConfig } from 'vite'

export default defineConfig({
  // Relative, so that the page also works under a prefix that a proxy in front adds.
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    // The policy allows no data: fonts or scripts, and inlining saves no request that matters.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
})
