import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { examples } from '../../../src/http/openapi/examples.ts'
import { insertToken } from '../../../src/store/tokens.ts'
import { loadDemoRows } from '../../../src/usecases/load-demo-rows.ts'
import { writeZip } from '../../archive/write-zip.ts'
import { createFakeBridge } from '../../bridge/fake-bridge.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import type { Question } from '../../support/ask.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { useApp } from '../../support/start-app.ts'

const value = z.union([z.string(), z.number(), z.boolean()])
const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), example: value.optional() }))
    .default([]),
  requestBody: z
    .object({
      content: z.record(
        z.string(),
        z.object({ example: z.unknown().optional(), schema: z.unknown().optional() }),
      ),
    })
    .optional(),
  responses: z.record(z.string(), z.object({ links: z.unknown().optional() })),
})
type Operation = z.infer<typeof operation>
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

const pictures = ['Empty', 'Taken'].flatMap((label) =>
  Array.from({ length: 6 }, (_, i) => ({
    name: `${label}/${i}.png`,
    data: makePicture(label.length * 9 + i),
  })),
)

/** The run that the description names; there is another here. */
const namedRun = String(examples['get_run']?.path?.['run_id'])

/** The request as its examples have it; the path's and the query's parts encoded, a file where one is asked for. */
const requestOf = ({ operationId, parameters, requestBody }: Operation, path: string, runId: string) => {
  const given = parameters.filter(({ example }) => example !== undefined)
  const missing = parameters.filter(({ required, example }) => required && example === undefined)
  expect(missing, operationId).toEqual([])
  const inPlace = (place: string) =>
    given.filter((parameter) => parameter.in === place).map(({ name, example }) => [name, String(example)])
  let target = path
  for (const [name, example] of inPlace('path'))
    target = target.replace(`{${name}}`, encodeURIComponent(example === namedRun ? runId : (example ?? '')))
  const query = new URLSearchParams(inPlace('query') as [string, string][]).toString()
  const json = requestBody?.content['application/json']
  const upload = JSON.stringify(requestBody?.content['multipart/form-data']?.schema ?? '')
  const file = upload.includes('"files"')
    ? multipart([{ name: 'parking.zip', data: writeZip(pictures) }])
    : upload && upload !== '""'
      ? multipart([{ name: 'a.png', data: makePicture(5), field: 'file' }])
      : {}
  if (json) expect(json.example, operationId).toBeDefined()
  const body: unknown = json && JSON.parse(JSON.stringify(json.example).replace(namedRun, runId))
  const headers = { ...file.headers, ...Object.fromEntries(inPlace('header')) }
  const question: Question = { ...file, headers, ...(json ? { json: body } : {}) }
  return { target: query ? `${target}?${query}` : target, question }
}

it('every example works as it stands, one after the other, on a relay with the demo rows', async () => {
  const app = await useApp()
  const bridge = await createFakeBridge()
  onTestFinished(() => bridge.close())
  expect(await loadDemoRows(app.db.knex)).toBe('loaded')
  // Tokens are made by the command line.
  await insertToken(app.db.knex, String(examples['revoke_token']?.path?.['token_name']), ['read'])
  // The coffee room’s bridge is played by a fake one.
  await app.db.knex.raw('update bridges set address = ? where id = 1', [bridge.address])

  const { paths } = document.parse((await app.ask('GET /openapi.json')).json)
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => ({ path, method, found: operation.parse(found) })),
  )
  expect(all.map(({ found }) => found.operationId).sort()).toEqual(Object.keys(examples).sort())
  let runId = ''
  for (const { path, method, found } of all) {
    const { target, question } = requestOf(found, path, runId)
    const waiting = app.ask(`${method.toUpperCase()} ${target}`, question)
    if (found.responses['202']?.links) await endNextRun(app.db)
    const reply = await waiting
    expect(reply.status, `${found.operationId}: ${reply.text.slice(0, 300)}`).toSatisfy(
      (status) => status >= 200 && status < 300,
    )
    // What starts a run says where it can be asked for.
    if (reply.status === 202 && !runId) runId = z.object({ run_id: z.uuid() }).parse(reply.json).run_id
  }
})
