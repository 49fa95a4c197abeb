import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { multipart } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.db.knex.raw('delete from datasets')
})
afterAll(() => app.stop())

const create = (query: string) => app.ask(`POST /datasets/${query}`)
const idOf = (reply: { json: unknown }) => (reply.json as { id: number }).id

describe('a dataset', () => {
  it('is made by its query, with its keys in the order that clients unpack', async () => {
    const made = await create('?dataset_name=Cars%20in%20town&dataset_desc=a+b%2Bc')
    const id = idOf(made)
    expect(made).toMatchObject({
      status: 201,
      text: `{"path":"datasets/${id}/","name":"Cars in town","description":"a b+c","size":"0.0 MB","id":${id}}`,
    })
    expect((await app.ask('GET /datasets/')).text).toBe(`[${made.text}]`)
  })

  it('is the same without the slash, and whatever body comes along', async () => {
    const headers = { 'Content-Type': 'application/json' }
    for (const body of ['{"dataset_name":"body"}', 'nonsense', '']) {
      const made = await app.ask('POST /datasets?dataset_name=query&dataset_desc=d', { body, headers })
      expect(made).toMatchObject({ status: 201, json: { name: 'query' } })
    }
  })

  it('gets a description where there is none, since generated clients insist on one', async () => {
    const { description } = (await create('?dataset_name=n&dataset_desc=')).json as { description: string }
    expect(description.length).toBeGreaterThan(0)
  })

  it('takes the last of two values', async () => {
    expect((await create('?dataset_name=a&dataset_name=b&dataset_desc=d')).json).toMatchObject({ name: 'b' })
  })

  it.each([
    ['', ['dataset_name', 'dataset_desc']],
    ['?dataset_name=n', ['dataset_desc']],
    ['?dataset_desc=d', ['dataset_name']],
    ['?dataset_name=&dataset_desc=d', ['dataset_name']],
    [`?dataset_name=${'x'.repeat(201)}&dataset_desc=d`, ['dataset_name']],
    [`?dataset_name=n&dataset_desc=${'x'.repeat(10_001)}`, ['dataset_desc']],
    ['?dataset_name=%00&dataset_desc=d', ['dataset_name']],
  ])('is refused with %s', async (query, fields) => {
    const { status, json } = await create(query)
    expect(status).toBe(422)
    expect((json as { detail: { loc: string[] }[] }).detail.map(({ loc }) => loc)).toEqual(
      fields.map((field) => ['query', field]),
    )
  })

  it('keeps names in any script, and the same name twice', async () => {
    const name = 'Pysäköinti 駐車場 🚗'
    for (const _ of [1, 2])
      expect((await create(`?dataset_name=${encodeURIComponent(name)}&dataset_desc=d`)).json).toMatchObject({
        name,
      })
  })

  it('never gets the id of one that was deleted', async () => {
    const first = idOf(await create('?dataset_name=a&dataset_desc=d'))
    expect(await app.ask(`DELETE /datasets/${first}`)).toMatchObject({ status: 204, text: '' })
    expect(idOf(await create('?dataset_name=b&dataset_desc=d'))).toBeGreaterThan(first)
  })
})

describe('the size of a dataset', () => {
  it('is the sum of its files in MiB with one decimal', async () => {
    const id = idOf(await create('?dataset_name=n&dataset_desc=d'))
    const upload = (name: string, bytes: number) =>
      app.ask(
        `POST /datasets/${id}/?on_conflict=replace`,
        multipart([{ name, data: Buffer.concat([makePicture(bytes), Buffer.alloc(bytes)]) }]),
      )
    expect((await upload('a.png', 1_000_000)).status).toBe(200)
    const size = async () => ((await app.ask('GET /datasets/')).json as { size: string }[])[0]?.size
    expect(await size()).toBe('1.0 MB')
    await upload('b.png', 11_900_000)
    expect(await size()).toBe('12.3 MB')
    await upload('b.png', 10)
    expect(await size()).toBe('1.0 MB')
  })
})

describe('what is in a dataset', () => {
  const fill = async () => {
    const id = idOf(await create('?dataset_name=n&dataset_desc=d'))
    const names = ['Empty/1.png', 'Empty/2.png', 'Full/1.png', 'loose.png']
    const parts = names.map((name, i) => ({ name, data: makePicture(i) }))
    await app.ask(
      `POST /datasets/${id}/`,
      multipart([...parts, { name: 'Full/notes.txt', data: 'no picture' }]),
    )
    return id
  }

  it('is described by classes, counts and problems', async () => {
    const id = await fill()
    const { json } = await app.ask(`GET /datasets/${id}`)
    expect(json).toMatchObject({ id, files: 5, unlabelled: 1, problems: 1, classes: { Empty: 2, Full: 1 } })
  })

  it('is listed in pages, by label and by problem', async () => {
    const id = await fill()
    const names = async (query: string) =>
      ((await app.ask(`GET /datasets/${id}/files${query}`)).json as { path: string }[]).map(
        ({ path }) => path,
      )
    expect(await names('')).toEqual([
      'Empty/1.png',
      'Empty/2.png',
      'Full/1.png',
      'Full/notes.txt',
      'loose.png',
    ])
    expect(await names('?label=Empty')).toEqual(['Empty/1.png', 'Empty/2.png'])
    expect(await names('?label=')).toEqual(['loose.png'])
    expect(await names('?problem=true')).toEqual(['Full/notes.txt'])
    expect(await names('?problem=False&limit=2')).toEqual(['Empty/1.png', 'Empty/2.png'])
    const [, second] = (await app.ask(`GET /datasets/${id}/files`)).json as { id: number }[]
    expect(await names(`?after=${second?.id}&limit=1`)).toEqual(['Full/1.png'])
    for (const bad of ['limit=0', 'limit=1001', 'limit=x', 'after=-1', 'problem=maybe', 'after=99999999999'])
      expect((await app.ask(`GET /datasets/${id}/files?${bad}`)).status).toBe(422)
  })

  it('can be had file by file, as it was uploaded, and as a thumbnail', async () => {
    const id = await fill()
    const files = (await app.ask(`GET /datasets/${id}/files`)).json as { id: number; path: string }[]
    const [first] = files
    const notes = files.find(({ path }) => path.endsWith('.txt'))
    const file = await app.ask(`GET /datasets/${id}/files/${first?.id}`)
    expect(file.bytes.equals(makePicture(0))).toBe(true)
    expect(file.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment/),
    })
    const thumbnail = await app.ask(`GET /datasets/${id}/files/${first?.id}/thumbnail`)
    expect(thumbnail).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
    expect((await app.ask(`GET /datasets/${id}/files/${notes?.id}`)).headers['content-type']).toBe(
      'application/octet-stream',
    )
    expect((await app.ask(`GET /datasets/${id}/files/${notes?.id}/thumbnail`)).status).toBe(422)
  })

  it('have a thumbnail that is made once, and anew when the content changes', async () => {
    const id = await fill()
    const [first] = (await app.ask(`GET /datasets/${id}/files`)).json as { id: number; path: string }[]
    const look = (headers: Record<string, string> = {}) =>
      app.ask(`GET /datasets/${id}/files/${first?.id}/thumbnail`, { headers })
    const kept = async () => (await app.db.knex.raw('select blob_id, png from thumbnails')).rows
    const made = await look()
    expect(await kept()).toEqual([{ blob_id: expect.any(String), png: made.bytes }])

    // What is kept is what goes out.
    await app.db.knex.raw('update thumbnails set png = ?', [Buffer.from('kept')])
    expect((await look()).bytes.toString()).toBe('kept')
    expect((await look({ 'If-None-Match': String(made.headers['etag']) })).status).toBe(304)

    // Other content under the same name.
    const form = multipart([{ name: first?.path, data: makePicture(77) }])
    expect((await app.ask(`POST /datasets/${id}/?on_conflict=replace`, form)).status).toBe(200)
    const anew = await look({ 'If-None-Match': String(made.headers['etag']) })
    expect(anew.status).toBe(200)
    expect(anew.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(await kept()).toEqual([{ blob_id: expect.any(String), png: anew.bytes }])

    expect((await app.ask(`DELETE /datasets/${id}/files/${first?.id}`)).status).toBe(204)
    expect(await kept()).toEqual([])
  })

  it('can be taken out file by file', async () => {
    const id = await fill()
    const [first] = (await app.ask(`GET /datasets/${id}/files`)).json as { id: number }[]
    expect((await app.ask(`DELETE /datasets/${id}/files/${first?.id}`)).status).toBe(204)
    expect((await app.ask(`DELETE /datasets/${id}/files/${first?.id}`)).status).toBe(404)
    expect((await app.ask(`GET /datasets/${id}`)).json).toMatchObject({ files: 4 })
  })

  it.each(['999', 'x', '-1', '1.0', '99999999999'])('is 404 for the id %s', async (id) => {
    for (const call of [
      `GET /datasets/${id}`,
      `DELETE /datasets/${id}`,
      `GET /datasets/${id}/files`,
      `GET /datasets/${id}/files/1`,
      `DELETE /datasets/${id}/files/1`,
      `GET /datasets/${id}/files/1/thumbnail`,
    ])
      expect((await app.ask(call)).status, call).toBe(404)
    const own = await fill()
    expect((await app.ask(`GET /datasets/${own}/files/${id}`)).status).toBe(404)
  })
})
