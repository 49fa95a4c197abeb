import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Sourced by the others, or run by a container or another script, never by a person. */
const NOT_CALLED = ['lib.sh', 'deployment.sh', 'worker-entrypoint.sh', 'answers.sh', 'furnish.sh', 'init.sh']
const scripts = readdirSync('scripts', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.sh') && !name.includes('node_modules') && !NOT_CALLED.includes(basename(name)),
)

it.each(scripts)('scripts/%s says how to use it, and does nothing else', async (name) => {
  const { stdout, stderr } = await promisify(execFile)(`scripts/${name}`, ['--help'])
  expect(stdout).toMatch(/^[A-Z].*[.:,]?\n/)
  expect(stdout).toMatch(new RegExp(`^ +scripts/${name}`, 'm'))
  expect(stderr).toBe('')
})

it.each(readdirSync('bench').filter((name) => name.endsWith('.ts')))(
  'bench/%s says how to use it, and does nothing else',
  async (name) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [`bench/${name}`, '--help'])
    expect(stdout).toContain(`node bench/${name}`)
    expect(stderr).toBe('')
  },
)
