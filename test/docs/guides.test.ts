import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { insertToken } from '../../src/store/tokens.ts'
import { createFakeBridge } from '../bridge/fake-bridge.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { makePicture } from '../support/pictures.ts'
import { type RunningApp, useApp } from '../support/start-app.ts'

/* Every command of the guides, as it stands, against a relay whose runs end without a container. */

const BLOCK = /^```sh\n(.*?)^```$/gms

const commandsOf = async (page: string): Promise<string> => {
  const text = await readFile(`docs/guides/${page}.md`, 'utf8')
  return [...text.matchAll(BLOCK)].map(([, commands]) => commands).join('\n')
}

const endRuns = async ({ db }: RunningApp, signal: AbortSignal) => {
  while (!signal.aborted) await endNextRun(db).catch(() => undefined)
}

/** A folder with photographs, the command on the path, and a relay with a bridge. */
const useDesk = async () => {
  const app = await useApp({ isTokenRequired: true })
  const token = await insertToken(app.db.knex, 'reader', ['admin'])
  const bridge = await createFakeBridge()
  onTestFinished(() => bridge.close())
  const folder = await mkdtemp(join(tmpdir(), 'guides-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [at, label] of ['Empty', 'Taken'].entries()) {
    await mkdir(join(folder, 'photographs', label), { recursive: true })
    for (const n of [1, 2, 3])
      await writeFile(join(folder, 'photographs', label, `${n}.png`), makePicture(10 * at + n))
  }
  await mkdir(join(folder, 'bin'))
  await symlink(resolve('src/cli/tinymlaas.js'), join(folder, 'bin/tinymlaas'))
  const done = new AbortController()
  const ending = endRuns(app, done.signal)
  onTestFinished(async () => {
    done.abort()
    await ending
  })
  const env = {
    HOME: folder,
    CI: 'true',
    PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    TINYMLAAS_URL: app.url,
    TINYMLAAS_TOKEN: token,
    BRIDGE: bridge.address,
    DATABASE_URL: app.db.url,
  }
  const run = (script: string) =>
    new Promise<{ code: number; out: string; err: string }>((answer) => {
      const child = execFile(
        'bash',
        ['-euxo', 'pipefail', '-c', script],
        { cwd: folder, env },
        (_error, out, err) => answer({ code: child.exitCode ?? -1, out, err }),
      )
    })
  return { run, folder }
}

it('the tutorial leads from photographs to a board', async () => {
  const { run, folder } = await useDesk()
  const { code, out, err } = await run(await commandsOf('tutorial'))
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('dataset 1 (parking)')
  expect(out).toContain('champion is model 1')
  expect(out).toContain('Success: model 1 is on Door')
  expect(await readFile(join(folder, 'parking-model/model.tflite'), 'utf8')).toBe('TFL3')
}, 120_000)

it('the pipeline of the guide passes', async () => {
  const { run } = await useDesk()
  const { code, out, err } = await run(await commandsOf('pipelines'))
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('model 1: nightly, parking')
  expect(out).toContain('"secret":"whsec_')
}, 120_000)

it('the walk with curl works', async () => {
  const { run, folder } = await useDesk()
  const { code, out, err } = await run(await commandsOf('api'))
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^event: ?state$/m)
  expect(out).toContain('"predicted":')
  expect(await readFile(join(folder, 'model.cc'), 'utf8')).toContain('target_model.h')
}, 120_000)

it('the commands for operators work', async () => {
  const { run, folder } = await useDesk()
  const { code, out, err } = await run(await commandsOf('operators'))
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^tml_/m)
  expect(await readdir(join(folder, 'archives'))).toHaveLength(1)
}, 120_000)

it('no guide shows a command in a way that this does not run', async () => {
  for (const page of ['tutorial', 'pipelines', 'api', 'operators', 'comparison', 'migration', 'scale']) {
    const text = await readFile(`docs/guides/${page}.md`, 'utf8')
    const fences = [...text.matchAll(/^```(\w*)$/gm)].map(([, language]) => language).filter(Boolean)
    expect(new Set([...fences, 'sh'])).toEqual(new Set(['sh']))
  }
})
