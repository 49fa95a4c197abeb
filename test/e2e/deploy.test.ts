import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readDigits } from '../../scripts/demo/read-digits.ts'
import { runView } from '../../src/contract/run.ts'
import { workerView } from '../../src/store/workers.ts'
import { provenUnless } from '../setup/not-proven.ts'
import { useStack } from './support/use-stack.ts'

/** Whether the means are here. */
const findMissing = (): string | null => {
  for (const [program = '', ...args] of [
    ['docker', 'compose', 'version'],
    ['docker-compose', 'version'],
  ])
    if (spawnSync(program, args).status === 0) return null
  return 'a deployment: there is no Docker Compose'
}

const accepted = z.object({ run_id: z.uuid() })
const PATIENCE = { timeout: 480_000, interval: 500 }

/** The API as the holder of a token sees it. */
const createCaller = (url: string, token: string) => {
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { Authorization: `Bearer ${token}`, Prefer: 'respond-async', ...init.headers }
    const answer = await fetch(`${url}${path}`, { ...init, headers })
    const json = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`)
    return json
  }
  return {
    call,
    /** None while the relay or its database is away. */
    run: async (id: string) => runView.parse(await call(`/runs/${id}`)),
    submit: async (path: string, body: object = {}) =>
      accepted.parse(
        await call(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ).run_id,
    upload: async () => {
      const { id } = z
        .object({ id: z.int() })
        .parse(await call('/datasets/?dataset_name=digits&dataset_desc=', { method: 'POST' }))
      const form = new FormData()
      for (const { name, png } of await readDigits(3))
        form.append('files', new Blob([new Uint8Array(png)]), name)
      await call(`/datasets/${id}/`, { method: 'POST', body: form })
      return id
    },
    readyWorkers: async () =>
      z
        .array(workerView)
        .parse(await call('/workers'))
        .filter(({ state }) => state === 'ready')
        .map(({ name }) => name)
        .toSorted(),
  }
}

it('a deployment trains and compiles through kills, a restart of PostgreSQL, and down and up again', {
  ...provenUnless(findMissing()),
  timeout: 1_200_000,
}, async () => {
  const stack = await useStack({ RUN_CPUS: '1', RUN_MEMORY_MIB: '2048', WARM_CONTAINERS: '0' })
  await stack.build('postgres')
  const deployed = await stack.deploy('--backup')
  expect(deployed.err).toContain('WARNING: the workers use THIS MACHINE')
  expect(deployed.err).toMatch(/worker [0-9a-f]{12}: Everything is as it must be/)
  expect(deployed.code).toBe(0)
  expect((await fetch(`${stack.url}/workers`)).status).toBe(401)
  const first = await stack.compose('exec', '-T', 'relay', 'cat', '/var/lib/tinymlaas/first-token')
  await createCaller(stack.url, first.trim()).call('/tokens')
  const token = (await stack.compose('exec', '-T', 'relay', 'tinymlaas', 'token', 'create', 'ci')).trim()
  const { submit, run, upload, readyWorkers, call } = createCaller(stack.url, token)
  const listWorkers = async () => (await stack.compose('ps', '-q', 'worker')).trim().split('\n')
  const state = async (id: string) => (await run(id)).state
  const end = async (id: string) => {
    // While the relay or its database is away there is no answer.
    const hasEnded = async () => /succeeded|failed/.test(await state(id).catch(() => 'away'))
    await expect.poll(hasEnded, PATIENCE).toBe(true)
    return run(id)
  }

  const parameters = {
    epochs: 1,
    img_width: 16,
    img_height: 16,
    batch_size: 8,
    architecture: 'tiny_cnn',
    validation_fraction: 0.3,
  }
  const body = { parameters, description: 'deployed' }
  const training = await submit(
    `/models/datasets/${await upload()}?lossfunc=Categorical%20crossentropy`,
    body,
  )
  await expect.poll(() => state(training), PATIENCE).toBe('running')
  const [worker = ''] = await listWorkers()
  await stack.docker('kill', worker)
  await stack.compose('up', '-d', '--scale', 'worker=2')
  const names = (await listWorkers()).map((id) => id.slice(0, 12)).toSorted()
  expect(names).toHaveLength(2)
  await expect.poll(readyWorkers, PATIENCE).toEqual(names)
  const trained = await end(training)
  expect(trained).toMatchObject({ state: 'succeeded', reason: null })
  const { model_id, attempts } = trained
  expect(attempts).toBeGreaterThan(1)

  // As the monitoring asks a worker and the relay: by their addresses, with the token that the relay's container has as well.
  const scrape = `
    const token = fs.readFileSync('/run/secrets/metrics-token', 'utf8')
    const ask = async (name, headers) => {
      const { address } = await dns.promises.lookup(name)
      return fetch('http://' + address + ':9100/metrics', { headers })
    }
    const text = async (name) => (await ask(name, { authorization: 'Bearer ' + token })).text()
    console.log(JSON.stringify([(await ask('worker', {})).status, await text('worker'), await text('relay')]))`
  const asked = `(async () => {${scrape}})()`
  const scraped = z
    .tuple([z.int(), z.string(), z.string()])
    .parse(JSON.parse(await stack.compose('exec', '-T', 'relay', 'node', '-e', asked)))
  expect(scraped).toEqual([
    401,
    expect.stringMatching(/^tinymlaas_disk_free_bytes\{disk="engine"\} [1-9]/m),
    expect.stringMatching(/^tinymlaas_disk_free_bytes\{disk="database"\} [1-9]/m),
  ])

  const compilation = await submit(`/compiled_models/models/${model_id}`)
  await expect.poll(() => state(compilation), PATIENCE).toBe('running')
  await stack.compose('restart', '--timeout', '20', 'postgres')
  expect(await end(compilation)).toMatchObject({ state: 'succeeded', reason: null })

  const keep = async () => ({
    run: await run(compilation),
    models: await call('/models/'),
    files: await call(`/models/${model_id}/artifacts`),
  })
  const before = await keep()
  await stack.compose('exec', '-T', 'backup', 'tinymlaas', 'backup', '/var/lib/tinymlaas/', '--newest', '1h')
  await stack.compose('down', '--timeout', '20')
  await expect(fetch(stack.url)).rejects.toThrow()
  expect((await stack.deploy()).code).toBe(0)
  expect(await keep()).toEqual(before)
  expect(await listWorkers()).toHaveLength(1)
})
