import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const run = (program: string, args: string[], cwd: string) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = execFile(program, args, { cwd }, (_error, out, err) =>
      resolve({ code: child.exitCode, said: `${out}${err}` }),
    )
  })

it.each(['start', 'run dev', 'run tinymlaas'])('npm %s in a fresh clone says what to run', async (script) => {
  const clone = await mkdtemp(join(tmpdir(), 'tinymlaas-clone-'))
  onTestFinished(() => rm(clone, { recursive: true }))
  for (const path of ['package.json', 'scripts', 'src'])
    await cp(path, join(clone, path), { recursive: true })
  const { code, said } = await run('npm', script.split(' '), clone)
  expect(code).toBe(1)
  expect(said).toContain('The packages are not installed: run `make setup`')
  expect(said).not.toMatch(/^ +at /m)
})

it('an older Node says which one is needed', async () => {
  const older = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.19.2"}})'
  const { code, said } = await run(
    process.execPath,
    ['--import', older, 'scripts/checks/check-setup.js'],
    '.',
  )
  expect(said).toMatch(/^Node 24 or newer is needed, and this one is 20\.19\.2: [^\n]*`make setup`[^\n]*\n$/)
  expect(code).toBe(1)
})

it('the command says so, too', async () => {
  const older = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.19.2"}})'
  const { code, said } = await run(process.execPath, ['--import', older, 'src/cli/tinymlaas.js'], '.')
  expect(said).toMatch(/^tinymlaas needs Node 24 or newer and was started with 20\.19\.2: [^\n]*\n$/)
  expect(code).toBe(1)
})

it('says nothing where all is there', async () => {
  expect(await run(process.execPath, ['scripts/checks/check-setup.js'], '.')).toEqual({ code: 0, said: '' })
})
