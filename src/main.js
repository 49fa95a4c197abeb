// How operators start a relay. In JavaScript, because the first TypeScript has Node load what takes its types off, which
// stays in memory.
import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// What Node makes of the sources is kept beside the packages: a start then neither compiles them nor takes off their
// types. Where nobody may write there, a start takes longer, and that is all.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/tinymlaas', import.meta.url)))
// Loading the modules would else leave 64 MiB for young objects, and a relay at rest gives nothing back. See
// give-back-memory.ts.
setFlagsFromString('--semi-space-growth-factor=1')
// Bytes that stream through lie outside of V8's heap. By itself it collects the whole heap for every few dozen MiB of them; so
// it counts them with its heap, and the cheap collection of young objects is what frees them. See decision 48.
setFlagsFromString('--external-memory-accounted-in-global-limit')
// What packages load for ways that no relay goes, 8 MiB of it: the engine's client to reach an engine by SSH and to have images
// built, zod to say what is wrong in sixty languages. They get a module in its place that is there anyhow.
const unused = [
  { of: /\/node_modules\/docker(ode|-modem)\//, name: /^(ssh2|@grpc\/.*|protobufjs)$/, instead: 'node:path' },
  { of: /\/node_modules\/zod\//, name: /\/locales\/index\.js$/, instead: '../locales/en.js' },
]
registerHooks({
  resolve: (name, context, next) => {
    const found = unused.find((one) => one.name.test(name) && one.of.test(context.parentURL ?? ''))
    return next(found?.instead ?? name, context)
  },
})
await import('./main.ts')
