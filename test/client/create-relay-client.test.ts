import { expect, it } from 'vitest'
import { createRelayClient, dataOf, form } from '../../src/client/create-relay-client.ts'
import { isPassing, RelayError, toRelayError } from '../../src/client/relay-error.ts'
import { insertToken } from '../../src/store/tokens.ts'
import { makePicture } from '../support/pictures.ts'
import { useApp } from '../support/start-app.ts'

const failure = async (asked: Promise<unknown>) =>
  asked.then(
    () => {
      throw new Error('It was expected to fail.')
    },
    (error: unknown) => {
      if (error instanceof RelayError) return error
      throw error
    },
  )

it('asks by the types of the API, and uploads files under their names', async () => {
  const app = await useApp()
  const client = createRelayClient({ url: app.url })
  const query = { dataset_name: 'Parking', dataset_desc: '' }
  const { id } = dataOf(await client.POST('/datasets/', { params: { query } }))
  const files = ['Empty/1.png', 'Taken/2.png'].map((name, at) => ({
    name,
    blob: new Blob([new Uint8Array(makePicture(at))]),
  }))
  const params = { path: { dataset_id: id } }
  dataOf(await client.POST('/datasets/{dataset_id}/', { params, ...form('files', files) }))
  const dataset = dataOf(await client.GET('/datasets/{dataset_id}', { params }))
  expect(dataset.classes).toEqual({ Empty: 1, Taken: 1 })
  expect(dataOf(await client.DELETE('/datasets/{dataset_id}', { params }))).toBeUndefined()
})

it('tells refusals as the relay does, with the field at fault', async () => {
  const app = await useApp({ isTokenRequired: true })
  const ask = async (token?: string) => {
    const client = createRelayClient({ url: app.url, token })
    const { POST, GET } = client
    return {
      missing: () => GET('/runs/{run_id}', { params: { path: { run_id: 'none' } } }).then(dataOf),
      wrong: () =>
        POST('/datasets/', { params: { query: { dataset_name: '', dataset_desc: '' } } }).then(dataOf),
    }
  }
  expect(await failure((await ask()).missing())).toMatchObject({ status: 401, code: 'unauthorized' })
  const known = await ask(await insertToken(app.db.knex, 'ci', ['run'], null))
  expect(await failure(known.missing())).toMatchObject({
    status: 404,
    code: 'not-found',
    message: 'There is no such run.',
    hint: expect.stringContaining('GET /runs'),
  })
  expect(await failure(known.wrong())).toMatchObject({
    status: 422,
    code: 'invalid-request',
    message: expect.stringMatching(/^dataset_name: /),
  })
})

it('tells apart what may pass: nobody there, or busy', async () => {
  const nobody = createRelayClient({ url: 'http://127.0.0.1:1' })
  const away = await failure(nobody.GET('/installers/').then(dataOf))
  expect(away).toMatchObject({
    status: 0,
    code: 'unreachable',
    message: 'Nothing answers at http://127.0.0.1:1.',
  })
  expect(isPassing(away)).toBe(true)
  expect(isPassing(toRelayError(503, { detail: 'busy', code: 'too-busy', hint: '' }))).toBe(true)
  expect(isPassing(toRelayError(409, { detail: 'no', code: 'conflict', hint: '' }))).toBe(false)
  expect(toRelayError(502, '<html>Bad Gateway</html>')).toMatchObject({
    status: 502,
    code: 'http',
    message: 'The answer has status 502: <html>Bad Gateway</html>.',
  })
  const stopped = nobody.GET('/installers/', { signal: AbortSignal.abort() })
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
})
