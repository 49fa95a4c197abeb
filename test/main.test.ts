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
