import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { makeLargeFile } from './support/make-large-file.ts'
import { readMemory, toMib, watchMemory } from './support/watch-memory.ts'

/*
 * One large file in through an upload and out through the download: `npm run bench:blobs`, or with the MiB after `--`.
 * The relay is a process of its own, and its memory must hardly grow, whatever the size.
 */

const MIB = 1024 * 1024
const WARM_UP_MIB = 128
const MOST_GROWTH = 64 * MIB
const size = Number(process.argv[2] ?? 1024)

const BOUNDARY = 'benchmark'
const upload = (url: string, mib: number) =>
  new Promise<string>((resolve, reject) => {
    const file = makeLargeFile(mib)
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="large.png"\r\n\r\n`
    const tail = `\r\n--${BOUNDARY}--\r\n`
    const outgoing = request(`${url}/datasets/1/`, {
      method: 'POST',
      headers: {
        'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        'Content-Length': String(head.length + file.bytes + tail.length),
      },
    })
    outgoing.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(hash.digest('hex'))
        else reject(new Error(`The upload was answered ${response.statusCode}.`))
      })
    })
    const hash = createHash('sha256')
    const send = async () => {
      outgoing.write(head)
      for (const chunk of file.chunks()) {
        hash.update(chunk)
        if (!outgoing.write(chunk)) await new Promise((drained) => outgoing.once('drain', drained))
      }
      outgoing.end(tail)
    }
    send().catch(reject)
  })

const download = async (url: string) => {
  const files = (await (await fetch(`${url}/datasets/1/files`)).json()) as { id: number }[]
  const response = await fetch(`${url}/datasets/1/files/${files[0]?.id}`)
  const hash = createHash('sha256')
  for await (const chunk of response.body ?? []) hash.update(chunk)
  return hash.digest('hex')
}

const database = await startBenchDatabase()
const relay = await spawnRelay({
  DATABASE_URL: database.url,
  ROLE: 'api',
  LOG_LEVEL: 'error',
  MAX_FILE_MIB: '4096',
  MAX_ARCHIVE_MIB: '4096',
})
try {
  await fetch(`${relay.url}/datasets/?dataset_name=large&dataset_desc=`, { method: 'POST' })
  const idle = await readMemory(relay.pid)
  await upload(relay.url, WARM_UP_MIB)
  await download(relay.url)
  console.log(
    `relay: ${toMib(idle)} when started, ${toMib(await readMemory(relay.pid))} after ${WARM_UP_MIB} MiB in and out`,
  )
  const into = await watchMemory(relay.pid, () => upload(relay.url, size))
  const out = await watchMemory(relay.pid, () => download(relay.url))
  if (into.value !== out.value) throw new Error('What came out is not what went in.')
  for (const [way, { before, peak, seconds }] of Object.entries({ in: into, out })) {
    const growth = peak - before
    console.log(
      `${way}: ${size} MiB in ${seconds.toFixed(1)} s, ${(size / seconds).toFixed(0)} MiB/s; relay ${toMib(before)} -> ${toMib(peak)}, growth ${toMib(growth)}`,
    )
    if (growth > MOST_GROWTH) {
      console.error(`${way}: the relay grew by more than ${toMib(MOST_GROWTH)}.`)
      process.exitCode = 1
    }
  }
} finally {
  await relay.end('SIGTERM')
  await database.stop()
}
