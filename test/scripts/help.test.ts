import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Two are sourced by the others; two are run by a container, never by a person. */
const NOT_CALLED = ['lib.sh', 'deployment.sh', 'worker-entrypoint.sh', 'answers.sh']
const scripts = readdirSync('scripts').filter((name) => name.endsWith('.sh') && !NOT_CALLED.includes(name))

it.each(scripts)('scripts/%s says how to use it, and does nothing else', async (name) => {
  const { stdout, stderr } = await promisify(execFile)(`scripts/${name}`, ['--help'])
  expect(stdout).toMatch(/^[A-Z].*[.:,]?\n/)
  expect(stdout).toMatch(new RegExp(`^ +scripts/${name}`, 'm'))
  expect(stderr).toBe('')
})
