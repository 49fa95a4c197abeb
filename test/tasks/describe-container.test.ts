import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { ownBoard } from '../../src/contract/catalogue.ts'
import { createDatabase } from '../../src/db/create-database.ts'
import { createEngine } from '../../src/runner/engine/create-engine.ts'
import { containerProfile } from '../../src/runner/profile/container-profile.ts'
import type { ClaimedRun } from '../../src/store/runs/lifecycle.ts'
import { describeContainer } from '../../src/tasks/describe-container.ts'
import { predict } from '../../src/tasks/jobs/predict.ts'
import { train } from '../../src/tasks/jobs/train.ts'
import { OWN_BOARD } from '../support/own-boards.ts'
import { silentLogger } from '../support/silent-logger.ts'

const run: ClaimedRun = {
  id: '5b0c1f3e-8a51-4a52-9d0f-0c1d2e3f4a5b',
  kind: 'train',
  dataset_id: null,
  model_id: null,
  owner: null,
  request: { parameters: { target: 'our-board' }, description: '', classes: ['a', 'b'], model_version: null },
  claim: 'c',
  attempts: 1,
  losses: 0,
  request_id: null,
  traceparent: null,
  waited_seconds: null,
}

it('tells the container of the operator’s boards, and of none where there is none', async () => {
  const config = readConfig({})
  const db = createDatabase('postgres://nobody@127.0.0.1:1/nothing', silentLogger)
  const engine = createEngine({ host: config.docker.host })
  const tasks = { train, continue: train, compile: train, predict }
  const place = { runtime: 'runc', unfiltered: false, image: 'none' }
  const boardsOf = (ownBoards: ReturnType<typeof ownBoard.parse>[]) =>
    describeContainer(
      { db, engine, config, instance: 'i', logger: silentLogger, ownBoards },
      tasks,
      run,
      place,
      1,
    ).job.boards
  expect(boardsOf([ownBoard.parse(OWN_BOARD)])).toEqual([{ ...OWN_BOARD, latencies: [] }])
  expect(boardsOf([])).toBeUndefined()
  await db.close()
})

it('asks for GPUs, and the image for them, for trainings only, and only where they are wanted', async () => {
  const config = readConfig({ DOCKER_GPUS: '2' })
  const db = createDatabase('postgres://nobody@127.0.0.1:1/nothing', silentLogger)
  const engine = createEngine({ host: config.docker.host })
  const tasks = { train, continue: train, compile: train, predict }
  const bodyOf = (kind: ClaimedRun['kind'], gpu: { image: string; count: number } | null) => {
    const deps = { db, engine, config, instance: 'i', logger: silentLogger, ownBoards: [] }
    const place = { runtime: 'runc', unfiltered: false, image: 'plain', gpu }
    const { key, profile } = describeContainer(deps, tasks, { ...run, kind }, place, 1)
    const { Image, Env, HostConfig } = containerProfile(key, profile)
    return { Image, requests: HostConfig?.DeviceRequests, cuda: Env?.find((one) => one.startsWith('CUDA')) }
  }
  const plain = { Image: 'plain', requests: undefined, cuda: undefined }
  const request = (Count: number) => [{ Driver: '', Count, Capabilities: [['gpu', 'compute', 'utility']] }]
  const two = { image: 'with-cuda', count: 2 }
  for (const kind of ['train', 'continue'] as const)
    expect(bodyOf(kind, two)).toEqual({
      Image: 'with-cuda',
      requests: request(2),
      cuda: 'CUDA_VISIBLE_DEVICES=0,1',
    })
  expect(bodyOf('train', { image: 'with-cuda', count: -1 })).toMatchObject({
    requests: request(-1),
    cuda: expect.stringMatching(/=0,1,2,3,.*,15$/),
  })
  for (const kind of ['compile', 'predict'] as const) expect(bodyOf(kind, two)).toEqual(plain)
  expect(bodyOf('train', null)).toEqual(plain)
  await db.close()
})
