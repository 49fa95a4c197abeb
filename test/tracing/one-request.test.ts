import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createRelay } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { runView } from '../../src/contract/run.ts'
import type { Logger } from '../../src/logger.ts'
import { createEngine } from '../../src/runner/engine/create-engine.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { uploadNoise } from '../faults/support/submit-runs.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { useOtlpReceiver } from './otlp-receiver.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = 'b7ad6b7169203331'
const REQUEST = 'the-request.of-a-pipeline'

it('a request is found again in its run: in trace, log, events, container and measurements', async () => {
  const collector = await useOtlpReceiver()
  const db = await useTestDatabase()
  const env = {
    PORT: '0',
    INSTANCE: db.name,
    WORKER_NAME: 'the-worker',
    TENSORFLOW_IMAGE: await ensureFaultImage(),
    DOCKER_RUNTIME: 'runc',
    RUN_MEMORY_MIB: '256',
    RUN_CPUS: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
  }
  const lines: Record<string, unknown>[] = []
  const keep = (message: string, fields?: object) => void lines.push({ message, ...fields })
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep }
  const config = readConfig(env)
  const relay = await createRelay(config, logger, { database: db, isTokenRequired: false })
  const stopped = { by: undefined as Promise<void> | undefined }
  const stop = () => {
    stopped.by ??= relay.stop(5000)
    return stopped.by
  }
  onTestFinished(stop)
  const url = await relay.listen()
  await relay.work()
  const dataset = await uploadNoise(url)

  const answer = await fetch(`${url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Prefer: 'respond-async',
      'X-Request-Id': REQUEST,
      traceparent: `00-${TRACE}-${CALLER}-01`,
    },
    body: JSON.stringify({
      parameters: { epochs: 3, img_width: 16, img_height: 16, batch_size: 2 },
      description: 'one request',
    }),
  })
  expect(answer.headers.get('x-request-id')).toBe(REQUEST)
  const { run_id } = z.object({ run_id: z.uuid() }).parse(await answer.json())

  const engine = createEngine({ host: config.docker.host })
  const labels = async () => (await engine.listContainers([`tinymlaas.run=${run_id}`]))[0]?.labels
  await expect.poll(labels, { timeout: 60_000, interval: 50 }).toMatchObject({ 'tinymlaas.request': REQUEST })
  const look = async () => runView.parse(await (await fetch(`${url}/runs/${run_id}`)).json()).state
  await expect.poll(look, { timeout: 60_000 }).toBe('succeeded')

  const { rows } = await db.knex.raw('select data from run_events where run_id = ? and seq = 1', [run_id])
  expect(rows[0].data).toEqual({ state: 'queued', request_id: REQUEST })
  await expect
    .poll(() => lines.filter((line) => line['request_id'] === REQUEST).map(({ message }) => message))
    .toEqual(['request', 'run claimed', 'run ended'])
  expect(lines.find(({ message }) => message === 'run ended')).toMatchObject({ run_id, state: 'succeeded' })

  const measured = await (await fetch(`${url}/metrics`)).text()
  expect(measured).toContain('tinymlaas_run_duration_seconds_count{kind="train",reason="succeeded"} 1\n')
  expect(measured).toContain('tinymlaas_run_wait_seconds_count{kind="train"} 1\n')
  expect(measured).toContain('tinymlaas_engine_call_duration_seconds_count{verb="create"} ')
  expect(Number(/tinymlaas_job_bytes_total\{direction="in"\} (\d+)/.exec(measured)?.[1])).toBeGreaterThan(
    100_000,
  )
  expect(Number(/tinymlaas_job_bytes_total\{direction="out"\} (\d+)/.exec(measured)?.[1])).toBeGreaterThan(
    1_500_000,
  )

  // What was not sent yet is sent now.
  await stop()
  const ours = collector.spans.filter(({ traceId }) => traceId === TRACE)
  const find = (name: string) => ours.find((span) => span.name === name)
  const request = find('POST /models/datasets/:dataset_id')
  expect(request).toMatchObject({
    parent: CALLER,
    facts: { 'tinymlaas.request_id': REQUEST, 'http.response.status_code': 202 },
    resource: { 'service.name': 'tinymlaas-all', 'service.instance.id': 'the-worker' },
  })
  const run = find('run train')
  expect(run).toMatchObject({
    parent: request?.spanId,
    facts: { 'tinymlaas.run_id': run_id, 'tinymlaas.reason': 'succeeded', 'tinymlaas.attempt': 1 },
    error: undefined,
  })
  const parts = ours.filter(({ parent }) => parent === run?.spanId).map(({ name }) => name)
  expect(parts.toSorted()).toEqual([
    'collect outputs',
    'job',
    'open container',
    'remove container',
    'send inputs',
    'store results',
  ])
  // Monitors are not traced.
  expect(collector.spans.filter(({ name }) => name.includes('metrics'))).toEqual([])
})
