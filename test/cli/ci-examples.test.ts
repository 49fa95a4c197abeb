import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { insertToken } from '../../src/store/tokens.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { makePicture } from '../support/pictures.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

/* The steps of the examples, run as their runners run them, against a relay whose runs end without a container. */
let app: RunningApp
let token: string
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinymlaas-ci-'))
  app = await startApp({ isTokenRequired: true })
  token = await insertToken(app.db.knex, 'ci', ['run'])
  for (const [at, label] of ['Empty', 'Taken'].entries()) {
    await mkdir(join(folder, 'photographs', label), { recursive: true })
    for (const n of [1, 2])
      await writeFile(join(folder, 'photographs', label, `${n}.png`), makePicture(10 * at + n))
  }
  const done = new AbortController()
  const ending = (async () => {
    while (!done.signal.aborted) await endNextRun(app.db).catch(() => undefined)
  })()
  return async () => {
    done.abort()
    await ending
    await app.stop()
    await rm(folder, { recursive: true })
  }
})

const bash = (script: string, env: Record<string, string>) =>
  new Promise<{ code: number; said: string }>((done) => {
    const path = [dirname(process.execPath), env['PATH'], process.env['PATH']].filter(Boolean).join(delimiter)
    const child = execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd: folder, env: { HOME: folder, CI: 'true', ...env, PATH: path } },
      (_error, out, err) => done({ code: child.exitCode ?? -1, said: out + err }),
    )
  })

const action = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string().optional() })),
  runs: z.object({
    steps: z.array(
      z.object({
        id: z.string().optional(),
        uses: z.string().optional(),
        run: z.string().optional(),
        env: z.record(z.string(), z.string()).optional(),
      }),
    ),
  }),
})

/** What GitHub's runner does with a composite action. */
const runAction = async (given: Record<string, string>) => {
  const file = resolve('.github/actions/tinymlaas/action.yml')
  const { inputs, runs } = action.parse(parse(await readFile(file, 'utf8')))
  const values: Record<string, string> = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [`inputs.${name}`, given[name] ?? input.default ?? '']),
  )
  const files = { GITHUB_PATH: join(folder, 'path'), GITHUB_OUTPUT: join(folder, 'output') }
  const summary = join(folder, 'summary')
  for (const path of [...Object.values(files), summary]) await writeFile(path, '')
  let said = ''
  for (const { id, run, env = {} } of runs.steps) {
    if (run === undefined) continue
    // An expression in a script would let whoever names a dataset run commands.
    expect(run).not.toContain('${{')
    const own = Object.entries(env).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_all, key: string) => values[key] ?? `no value of ${key}`),
    ])
    const step = await bash(run, {
      ...Object.fromEntries(own),
      ...files,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTION_PATH: dirname(file),
      RUNNER_TEMP: join(folder, 'runner'),
      PATH: (await readFile(files.GITHUB_PATH, 'utf8')).trim().replaceAll('\n', delimiter),
    })
    said += step.said
    if (step.code !== 0) return { code: step.code, said, summary: await readFile(summary, 'utf8') }
    for (const line of (await readFile(files.GITHUB_OUTPUT, 'utf8')).trim().split('\n')) {
      const [name = '', value = ''] = line.split('=')
      if (id) values[`steps.${id}.outputs.${name}`] = value
    }
  }
  return { code: 0, said, summary: await readFile(summary, 'utf8') }
}

it('the action leads from pictures to files, and fails below the bar', async () => {
  const given = {
    url: app.url,
    token,
    pictures: 'photographs',
    dataset: 'parking',
    size: '32',
    board: 'nano33ble',
  }
  const { code, said, summary } = await runAction({ ...given, 'min-accuracy': '0.7' })
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('Uploaded 4 files') })
  expect(summary).toMatch(/accuracy of the int8 model [01]\.\d{3}/)
  expect((await readdir(join(folder, 'model'))).sort()).toEqual(['model.tflite', 'target_model.cc'])
  const again = await runAction({ ...given, 'min-accuracy': '1' })
  expect(again).toMatchObject({ code: 3, said: expect.stringContaining('Uploaded 0 files') })
  expect(again.said).toContain('did exactly this before')
  expect(
    (await app.ask('GET /models/', { headers: { Authorization: `Bearer ${token}` } })).json,
  ).toHaveLength(1)
}, 120_000)

it('the action stops at a relay that is not there, and at a wrong token', async () => {
  const given = { token, pictures: 'photographs', dataset: 'parking' }
  expect(await runAction({ ...given, url: 'http://127.0.0.1:1' })).toMatchObject({ code: 5 })
  expect(await runAction({ ...given, url: app.url, token: 'tml_wrong' })).toMatchObject({ code: 6 })
}, 120_000)

const job = z.object({
  variables: z.record(z.string(), z.string()),
  before_script: z.array(z.string()),
  script: z.array(z.string()),
})

it('the GitLab job does the same', async () => {
  const text = await readFile('examples/gitlab/.gitlab-ci.yml', 'utf8')
  const { model } = z.object({ model: job }).parse(parse(text))
  await symlink(resolve('.'), join(folder, '.tinymlaas'))
  const run = (accuracy: string) =>
    bash([...model.before_script, ...model.script].join('\n'), {
      ...model.variables,
      ACCURACY: accuracy,
      TINYMLAAS_URL: app.url,
      TINYMLAAS_TOKEN: token,
    })
  const { code, said } = await run('0.7')
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('candidate is model 1') })
  expect((await readdir(join(folder, 'model'))).sort()).toEqual(['model.tflite', 'target_model.cc'])
  expect((await run('1')).code).toBe(3)
}, 120_000)

it('the workflow gives the action what it takes', async () => {
  const workflow = z.object({
    jobs: z.object({
      model: z.object({
        steps: z.array(z.object({ uses: z.string(), with: z.record(z.string(), z.string()).optional() })),
      }),
    }),
  })
  const { steps } = workflow.parse(parse(await readFile('examples/github/train.yml', 'utf8'))).jobs.model
  const { inputs } = action.parse(parse(await readFile('.github/actions/tinymlaas/action.yml', 'utf8')))
  const given = steps.find(({ uses }) => uses.includes('/tinymlaas@'))?.with ?? {}
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
  const needed = Object.entries(inputs).filter(([, input]) => input.default === undefined)
  expect(Object.keys(given)).toEqual(expect.arrayContaining(needed.map(([name]) => name)))
})
