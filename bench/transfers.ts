import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { FIXTURE_IMAGE } from '../test/runner/support/fixture-image.ts'
import { multipart } from '../test/support/multipart.ts'
import { noisePicture } from './support/bytes/noise-picture.ts'
import { newDataset, sendPictures } from './support/bytes/send-pictures.ts'
import { startNginx } from './support/bytes/start-nginx.ts'
import { watchMemory } from './support/bytes/watch-memory.ts'
import { ensureJobImage } from './support/job-image.ts'
import { followRun, submitTraining } from './support/queue/follow-runs.ts'
import { runBench } from './support/run-bench.ts'
import { takeTime } from './support/take-time.ts'
import { useRelay } from './support/use-relay.ts'

const run = promisify(execFile)
const MIB = 1024 * 1024
/** Pixels on a side: a PNG of 5 MB. */
const SIDE = 2236
const PICTURES = 40
/** For the growth of memory: as much again five times. */
const MANY_PICTURES = 200
const ARTIFACT_MIB = 200

const newPictures = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `${i % 2}/${i}.png`, data: noisePicture(SIDE) }))

/** A container that is not started, with a volume at /job, as a job has. */
const useContainer = async (command: string) => {
  const { stdout } = await run('docker', ['create', '--volume', '/job', FIXTURE_IMAGE, 'sh', '-c', command])
  const id = stdout.trim()
  return {
    id,
    [Symbol.asyncDispose]: async () => {
      await run('docker', ['rm', '--force', '--volumes', id])
    },
  }
}

/** Seconds of `tar | docker cp -` of a folder. */
const copyIn = async (folder: string): Promise<number> => {
  await using container = await useContainer('true')
  const { seconds } = await takeTime(async () => {
    const tar = spawn('tar', ['-C', folder, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const cp = spawn('docker', ['cp', '-', `${container.id}:/job`], { stdio: ['pipe', 'ignore', 'inherit'] })
    const [, [code]] = await Promise.all([pipeline(tar.stdout, cp.stdin), once(cp, 'exit')])
    if (code !== 0) throw new Error(`docker cp ended with ${code}.`)
  })
  return seconds
}

/** What a download brings, thrown away. */
const download = (url: string) =>
  new Promise<number>((resolve, reject) => {
    get(url, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('error', reject).on('end', () => resolve(bytes))
    }).on('error', reject)
  })

await runBench({
  about: `Bytes between PostgreSQL, containers and clients: ${PICTURES * 5} MB of pictures into a container, an artifact of
${ARTIFACT_MIB} MiB out of it and on to a client, each beside the fastest tool for the same way. The job is a shell, without TensorFlow.`,
  figures: {
    'dataset-in': {
      what: '200 MB of pictures from PostgreSQL to a container, against the speed of `tar | docker cp -`',
      unit: 'x',
      goal: { atLeast: 0.6 },
    },
    'dataset-memory': {
      what: 'memory that the relay grows by while 1 GB of pictures goes to a container',
      unit: 'MiB',
      goal: { atMost: 32 },
    },
    'artifact-in': {
      what: 'an artifact of 200 MiB from a container to PostgreSQL, against the speed of `docker cp`',
      unit: 'x',
      goal: { atLeast: 0.5 },
    },
    'artifact-out': {
      what: 'an artifact of 200 MiB from PostgreSQL to a client, against the speed of nginx with a static file',
      unit: 'x',
      goal: { atLeast: 0.5 },
    },
  },
  async measure({ rounds, isQuick, record, lack, say }) {
    const scale = isQuick ? 10 : 1
    const artifactBytes = (ARTIFACT_MIB * MIB) / scale
    const image = await ensureJobImage(`head -c ${artifactBytes} /dev/urandom >/job/out/model.keras`)
    await using relay = await useRelay({ TENSORFLOW_IMAGE: image, MAX_ARCHIVE_MIB: '4096' })
    const folder = await mkdtemp(join(tmpdir(), 'bench-transfers-'))
    await using used = new AsyncDisposableStack()
    used.defer(() => rm(folder, { recursive: true }))

    const pictures = newPictures(PICTURES / scale)
    await mkdir(join(folder, 'in'))
    for (const [i, { data }] of pictures.entries()) await writeFile(join(folder, 'in', `${i}.png`), data)
    const dataset = await newDataset(relay.url)
    await sendPictures(relay.url, dataset, multipart(pictures))

    await using left = await useContainer(
      `mkdir -p /job/out; head -c ${artifactBytes} /dev/urandom >/job/out/model.keras`,
    )
    await run('docker', ['start', '--attach', left.id])
    const train = async (of: number) => {
      const id = await submitTraining(relay.url, of)
      const { seconds, endedAt } = await followRun(relay.url, id)
      const { began = 0, fed = 0, done = 0 } = seconds
      return { id, in: fed - began, out: endedAt - done }
    }
    const last = { id: (await train(dataset)).id }
    for (let round = 0; round < rounds; round++) {
      const byTar = await copyIn(join(folder, 'in'))
      const job = await train(dataset)
      last.id = job.id
      const to = join(folder, `out-${round}`)
      const { seconds: byCopy } = await takeTime(() => run('docker', ['cp', `${left.id}:/job/out`, to]))
      await rm(to, { recursive: true })
      record('dataset-in', byTar / job.in, `${job.in.toFixed(2)} s, docker cp ${byTar.toFixed(2)} s`)
      record('artifact-in', byCopy / job.out, `${job.out.toFixed(2)} s, docker cp ${byCopy.toFixed(2)} s`)
    }

    const url = `${relay.url}/runs/${last.id}/artifacts/model.keras`
    const data = Buffer.from(await (await fetch(url)).arrayBuffer())
    const nginx = await startNginx(data)
    if (!nginx) lack('artifact-out', 'there is no nginx, and apt-get brings none')
    else {
      used.defer(nginx.stop)
      for (let round = 0; round <= rounds; round++) {
        const from = async (address: string) => {
          const { seconds, value } = await takeTime(() => download(address))
          if (value !== artifactBytes) throw new Error(`A download brought ${value} bytes.`)
          return seconds
        }
        const byNginx = await from(nginx.url)
        const byRelay = await from(url)
        const seen = `${byRelay.toFixed(2)} s, nginx ${byNginx.toFixed(2)} s`
        if (round > 0) record('artifact-out', byNginx / byRelay, seen)
      }
    }

    say('1 GB of pictures for the growth of memory')
    const much = await newDataset(relay.url)
    for (let sent = 0; sent < MANY_PICTURES / scale; sent += pictures.length)
      await sendPictures(
        relay.url,
        much,
        multipart(
          newPictures(pictures.length).map((one, i) => ({ ...one, name: `${i % 2}/${sent + i}.png` })),
        ),
      )
    const { before, peak } = await watchMemory(relay.pid, () => train(much))
    record(
      'dataset-memory',
      (peak - before) / MIB,
      `${(before / MIB).toFixed(0)} to ${(peak / MIB).toFixed(0)} MiB`,
    )
  },
})
