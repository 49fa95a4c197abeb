import fc from 'fast-check'
import type { Operation } from '../../../support/documentation.ts'
import { multipart } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'

const training = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }

/** Bodies that are taken, to be made slightly wrong. */
export const near: Record<string, object> = {
  BridgeCreate: { address: '127.0.0.1:1', name: 'n', https: 'False' },
  DeviceCreate: {
    name: 'n',
    connection: null,
    installer_id: '1',
    model: 'm',
    description: 'd',
    serial: 's',
    bridge_id: null,
  },
  ModelBase: { dataset_id: 1, parameters: training, description: '' },
  FileChange: { label: 'a', split: 'train' },
  FilesChange: { files: [1], from: 'a', from_split: null, to: 'b', split: null },
}

const nasty = fc.constantFrom(
  '\0',
  '\ud800',
  '\udfff x',
  '\u202e',
  "'; drop table devices; --",
  '../../etc/passwd',
  '%00',
  '%',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '1e999',
  '-0',
  '2147483648',
  '9007199254740993',
  '99999999999999999999',
  '1.0',
  ' 1 ',
  '٣',
  '\n',
  'a'.repeat(5000),
  '𝔘'.repeat(3000),
)
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 20 }))
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 2 ** 31, 2 ** 53, 1e308, 5e-324, -1),
)
const deep = fc.integer({ min: 50, max: 100_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`)
const deepObject = fc
  .integer({ min: 50, max: 20_000 })
  .map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const value: fc.Arbitrary<unknown> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.array(text, { maxLength: 3 }),
)

/** A valid body with up to three of its fields, at any depth, replaced, removed or added. */
const mutationsOf = (body: object) =>
  fc
    .array(
      fc.record({
        path: fc.constantFrom(
          ...Object.keys(body),
          'parameters.epochs',
          'parameters.batch_size',
          'parameters.augmentation',
          'parameters.note',
          'extra',
        ),
        value: fc.option(value, { nil: undefined }),
      }),
      { maxLength: 3 },
    )
    .map((changes) => {
      const copy: Record<string, unknown> = structuredClone(body) as Record<string, unknown>
      for (const { path, value } of changes) {
        const [outer = '', inner] = path.split('.')
        if (inner === undefined) copy[outer] = value
        else copy[outer] = { ...(copy[outer] as object | undefined), [inner]: value }
      }
      return JSON.stringify(copy)
    })

const mutated = fc.constantFrom(...Object.values(near)).chain(mutationsOf)
const truncated = mutated.chain((json) => fc.nat(json.length).map((end) => json.slice(0, end)))
const upload = fc
  .array(
    fc.record({
      name: fc.option(
        text.map((name) => name.replaceAll(/["\r\n]/g, '')),
        { nil: undefined },
      ),
      data: fc.oneof(
        fc.constant(makePicture(1)),
        text,
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      ),
      field: fc.constantFrom('files', 'file', 'other', ''),
    }),
    { maxLength: 4 },
  )
  .map((parts) => multipart(parts))

const bodies: fc.Arbitrary<{ headers: Record<string, string>; body: string | Buffer }> = fc.oneof(
  fc
    .record({
      body: fc.oneof(
        mutated,
        truncated,
        text,
        deep,
        deepObject,
        fc.json(),
        fc.uint8Array({ maxLength: 100 }).map((b) => Buffer.from(b)),
      ),
      type: fc.constantFrom(
        'application/json',
        'application/json',
        'application/json; charset=utf-16',
        'application/json;charset="',
        'application/x+json',
        'text/plain',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        '',
        'x',
      ),
    })
    .map(({ body, type }) => ({
      body,
      headers: type === '' ? {} : ({ 'Content-Type': type } as Record<string, string>),
    })),
  upload.map(({ headers = {}, body = '' }) => ({ headers, body })),
)

const encode = (part: string) => encodeURIComponent(part.toWellFormed())
/** Of ids mostly those that exist, so that more than the first check is reached. */
const id = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('1', '2') },
  { weight: 2, arbitrary: text.map(encode) },
  fc.constantFrom('%FF', '%C0%80', '%zz', '-1', '0'),
)
const run = fc.oneof(fc.uuid(), id)

const LOSS = 'Categorical crossentropy'
const known = [
  'lossfunc',
  'dataset_name',
  'dataset_desc',
  'label',
  'limit',
  'offset',
  'after',
  'problem',
  'force',
  'state',
  'int16x8',
  'calibration_images',
]
const query = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...known), text),
        fc.oneof(text, fc.constantFrom(LOSS, '1', 'true', '')),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([withLoss, pairs]) => {
    const all = withLoss ? [...pairs, ['lossfunc', LOSS] as const] : pairs
    return all.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')
  })

const headers = fc.record(
  {
    Prefer: fc.constantFrom('respond-async', 'wait=1'),
    'Idempotency-Key': fc.string({ maxLength: 300 }).map((key) => key.replaceAll(/[^\x20-\x7e]/g, '')),
    'User-Agent': fc.constantFrom('OpenAPI-Generator/1.0.0/python', 'curl/8'),
    'Last-Event-ID': fc.constantFrom('x', '-1', '1e9', '99999999999999999999'),
    Range: fc.constantFrom('bytes=0-1', 'bytes=-0', 'x'),
    Accept: fc.constantFrom('application/xml', '*/*'),
    Expect: fc.constant('100-continue'),
  },
  { requiredKeys: [] },
)

/** The body that an operation would take, hardly changed. */
const fitting = (path: string) => {
  const [, own = {}] =
    Object.entries({
      '/bridges/': near['BridgeCreate'],
      '/devices/': near['DeviceCreate'],
      '/models/datasets/': near['ModelBase'],
      '/models/datasets/{dataset_id}': near['ModelBase'],
      '/datasets/{dataset_id}/files': near['FilesChange'],
      '/datasets/{dataset_id}/files/{file_id}': near['FileChange'],
    }).find(([taken]) => taken === path) ?? []
  return mutationsOf(own).map((body) => ({ body, headers: { 'Content-Type': 'application/json' } }))
}

/** Anything at all for one operation: path, query, headers and body, from nearly valid to absurd. */
export const anyRequest = ({ method, path }: Pick<Operation, 'method' | 'path'>) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return fc
    .record({
      ids: fc.tuple(...names.map((name) => (name === 'run_id' ? run : id))),
      query: fc.option(query, { nil: '' }),
      headers,
      sent: fc.oneof(bodies, fitting(path)),
      slash: fc.boolean(),
    })
    .map(({ ids, query, headers, sent, slash }) => {
      const filled = ids.reduce((done, id) => done.replace(/\{\w+\}/, () => id), path)
      const target = slash ? filled : filled.replace(/(.)\/$/, '$1')
      // A training that nobody executes has to be accepted, or its answer would not come.
      const async = /POST|PUT/.test(method) ? { Prefer: 'respond-async' } : {}
      return {
        call: `${method} ${target}${query ? `?${query}` : ''}`,
        headers: { ...headers, ...sent.headers, ...async },
        body: sent.body,
      }
    })
}
