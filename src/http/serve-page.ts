import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import express from 'express'
import { AppError } from '../errors.ts'

/** Where `npm run build:page` puts the page. */
const BUILT = new URL('../../dist/ui/', import.meta.url).pathname

/** Nothing but what the relay itself serves; pictures and recordings that the page made or fetched are blobs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Their names have a hash of their content. */
const HASHED = /^assets\//

const encodings = ['br', 'gzip', 'identity'] as const
type Encoding = (typeof encodings)[number]
const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)
const compress: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => toGzip(bytes, { level: 9 }),
  identity: async (bytes) => bytes,
}

/** A file of the page; each of its encodings is made when it is first asked for. */
const keepFile = (path: string, bytes: Buffer) => {
  const made = new Map<Encoding, Promise<Buffer>>()
  return {
    headers: {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    encoded: (encoding: Encoding): Promise<Buffer> => {
      const body = made.get(encoding) ?? compress[encoding](bytes)
      made.set(encoding, body)
      return body
    },
  }
}

const readPage = (folder: string) => {
  const entries = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    paths.map((path) => {
      const name = relative(folder, path)
      return [name === 'index.html' ? '' : name, keepFile(name, readFileSync(path))]
    }),
  )
}

const notBuilt = () =>
  new AppError('not-found', 'The page was not built here.', {
    hint: 'Run `npm run build:page`, which `make setup` does as well, and start the relay again.',
  })

/**
 * The page at /ui, which is built from `ui/`, out of memory: it is small. It needs no token, and asks for one where the
 * API does. Browsers that come to `/` are led there; other clients are not.
 */
export const servePage = (folder: string = BUILT): express.Router => {
  const files = readPage(folder)
  const router = express.Router({ strict: true })
  router.get('/', (request, response, next) => {
    response.vary('Accept')
    // What asks for anything at all, as programs do, is no browser.
    if (!request.get('accept')?.includes('text/html')) return next()
    response.redirect(302, 'ui/')
  })
  router.get('/ui', (_request, response) => response.redirect(302, 'ui/'))
  router.get(['/ui/', '/ui/*path'], async (request, response, next) => {
    const name = request.path.slice('/ui/'.length)
    const file = files.get(name)
    if (!file) return next(name === '' ? notBuilt() : undefined)
    const encoding =
      encodings.find((known) => known === request.acceptsEncodings([...encodings])) ?? 'identity'
    response.vary('Accept-Encoding')
    response.set({ ...file.headers, 'Content-Security-Policy': POLICY })
    if (encoding !== 'identity') response.set('Content-Encoding', encoding)
    response.end(await file.encoded(encoding))
  })
  return router
}
