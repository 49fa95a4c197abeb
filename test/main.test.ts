import { expect, it } from 'vitest'
import { settings } from '../src/config.ts'
import { runMain } from './support/run-main.ts'

// Whatever were started with this could not start: what is wrong with the arguments comes first.
const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }

it.each(['--help', '-h'])('%s explains the relay and its settings, and starts none', async (flag) => {
  const { code, out, err } = await runMain([flag], env)
  expect(out).toContain('usage: tinymlaas serve')
  for (const name of Object.keys(settings.shape)) expect(out).toContain(`  ${name} `)
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

it.each([['--port=80'], ['--colour'], ['serve'], ['--help', 'me']])('refuses %s', async (...args) => {
  const { code, out, err } = await runMain(args, env)
  expect(err).toMatch(/^[^\n]+\n\nusage: tinymlaas serve/)
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

it('loads nothing of what its packages need for ways that it never goes', async () => {
  const tell = `import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => (process._rawDebug(url), next(url, context)) })`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(tell)}`
  const { code, err } = await runMain(['--help'], { ...env, NODE_OPTIONS })
  expect(code).toBe(0)
  expect(err).toMatch(/node_modules\/docker-modem\/lib\/ssh\.js/)
  expect(err).toMatch(/node_modules\/zod\/v4\/locales\/en\.js/)
  expect(err).not.toMatch(/node_modules\/(ssh2|@grpc|protobufjs)\/|\/locales\/(?!en\.js)/)
})
