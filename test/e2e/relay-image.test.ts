import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../src/db/free-port.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { uploadDigits } from '../support/upload-digits.ts'

const IMAGE = 'tinymlaas/relay:dev'
const docker = new Docker()
let db: TestDatabase
beforeAll(async () => {
  await docker
    .getImage(IMAGE)
    .inspect()
    .catch((cause: unknown) => {
      throw new Error(`${IMAGE} is missing: run scripts/build-images.sh relay`, { cause })
    })
  db = await createTestDatabase()
})
afterAll(() => db.drop())

it('the relay runs from its image, read-only and without privileges', async () => {
  const port = await freePort()
  const container = await docker.createContainer({
    name: `relay-image-${randomUUID()}`,
    Image: IMAGE,
    Env: [`DATABASE_URL=${db.url}`, `PORT=${port}`, 'HOST=127.0.0.1', 'ROLE=api'],
    HostConfig: {
      // The test's PostgreSQL listens on the loopback address.
      NetworkMode: 'host',
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': 'rw,noexec' },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
    },
  })
  try {
    await container.start()
    const url = `http://127.0.0.1:${port}`
    const isReady = () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    for (const deadline = Date.now() + 30_000; !(await isReady()); await sleep(200)) {
      if (Date.now() > deadline) throw new Error(String(await container.logs({ stdout: true, stderr: true })))
    }
    const dataset = await uploadDigits(url, 2)
    const thumbnail = await fetch(`${url}/datasets/${dataset}/files/1/thumbnail`)
    expect(thumbnail.status).toBe(200)
    expect(thumbnail.headers.get('content-type')).toBe('image/png')
    const page = await fetch(`${url}/ui/`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('TinyMLaaS')])
    await container.stop({ t: 10 })
    expect((await container.inspect()).State.ExitCode).toBe(0)
  } finally {
    await container.remove({ force: true })
  }
}, 90_000)
