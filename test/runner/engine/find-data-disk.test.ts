import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Docker from 'dockerode'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { findDataDisk } from '../../../src/runner/engine/find-data-disk.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../support/fixture-image.ts'
import { engineOfTests } from '../support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

const { host } = readConfig(process.env).docker
const NOT_HERE = {
  ...engineOfTests,
  info: async () => ({ ...(await engineOfTests.info()), DockerRootDir: '/nowhere' }),
}

/** The mounts of a container, as a worker in it would read them. */
const mountsOfContainer = async () => {
  const container = await new Docker().createContainer({
    Image: FIXTURE_IMAGE,
    Cmd: ['cat', '/proc/self/mountinfo'],
    // Only its id tells what it is.
    Hostname: 'node-1',
    NetworkDisabled: true,
    HostConfig: { NetworkMode: 'none' },
  })
  onTestFinished(() => container.remove({ force: true }).catch(() => undefined))
  await container.start()
  await container.wait()
  const log = await container.logs({ stdout: true })
  const folder = await mkdtemp(join(tmpdir(), 'mounts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'mountinfo')
  await writeFile(file, log)
  return { container, file }
}

it('an engine of this machine is known by its folder', async () => {
  const { DockerRootDir } = await engineOfTests.info()
  const isSeen = await access(DockerRootDir).then(
    () => true,
    () => false,
  )
  expect(await findDataDisk(engineOfTests, host, '/nowhere')).toBe(isSeen ? DockerRootDir : null)
  expect(await findDataDisk(NOT_HERE, host, '/nowhere')).toBe(null)
})

it('a container of the engine sees its disk by what it was lent', async () => {
  const { file, container } = await mountsOfContainer()
  expect(await findDataDisk(NOT_HERE, host, file)).toBe('/etc/hostname')
  // Over TLS, it is another machine unless this is a container of it.
  expect(await findDataDisk(engineOfTests, 'tcp://engine:2376', file)).toBe('/etc/hostname')
  await container.remove({ force: true })
  expect(await findDataDisk(NOT_HERE, host, file)).toBe(null)
  expect(await findDataDisk(engineOfTests, 'tcp://engine:2376', file)).toBe(null)
})

it('an engine that does not answer is no engine elsewhere', async () => {
  const gone = createEngine({ host: 'unix:///nowhere/docker.sock' })
  await expect(findDataDisk(gone, host, '/nowhere')).rejects.toThrow('no Docker engine')
})
