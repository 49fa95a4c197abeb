import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { toEngineError } from '../../../src/runner/engine/engine-error.ts'

const failureOf = (host: string) =>
  createEngine({ host })
    .info()
    .then(
      () => '',
      (error: Error) => error.message,
    )

it('says what to do where there is no engine', async () => {
  expect(await failureOf('unix:///nowhere/docker.sock')).toBe(
    'There is no Docker engine at unix:///nowhere/docker.sock: start one (`make setup` does), or set DOCKER_HOST.',
  )
})

it('says what to do where the engine is stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tinymlaas-engine-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const left = join(folder, 'docker.sock')
  // As a socket that nobody listens on any more.
  await writeFile(left, '')
  for (const host of [`unix://${left}`, 'tcp://127.0.0.1:1'])
    expect(await failureOf(host)).toBe(
      `The Docker engine at ${host} does not answer (ECONNREFUSED): start it, or set DOCKER_HOST.`,
    )
})

it('says what to do where the user has no right to the socket', () => {
  // As Node throws it; root has every right.
  const thrown = Object.assign(new Error('connect EACCES /var/run/docker.sock'), { code: 'EACCES' })
  expect(toEngineError('info', thrown, 'unix:///var/run/docker.sock')).toMatchObject({
    code: 'unreachable',
    message:
      'This user may not use the Docker engine at unix:///var/run/docker.sock: add it to the group docker (`sudo adduser $USER docker`) and log in again.',
  })
})
