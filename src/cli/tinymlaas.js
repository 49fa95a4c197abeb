#!/usr/bin/env node
// In JavaScript, for two readers: a Node that is too old for TypeScript is to say so, and below node_modules Node runs no
// TypeScript by itself, so that an installed package needs its types taken off here.
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const found = Number(process.versions.node.split('.')[0])
if (found < NEEDED) {
  console.error(
    `tinymlaas needs Node ${NEEDED} or newer and was started with ${process.versions.node}: install a newer one, or in a checkout use \`npm run tinymlaas\`, which brings its own.`,
  )
  process.exit(1)
}
const own = new URL('../', import.meta.url).href
if (own.includes('/node_modules/')) {
  // It is told once for every process, and nobody who installed this can do anything about it.
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).startsWith('stripTypeScriptTypes')) emitWarning.call(process, warning, ...rest)
  }
  module.registerHooks({
    load(url, context, next) {
      if (!url.startsWith(own) || !url.endsWith('.ts')) return next(url, context)
      const source = module.stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
      return { format: 'module', shortCircuit: true, source }
    },
  })
}
await import('./main.ts')
