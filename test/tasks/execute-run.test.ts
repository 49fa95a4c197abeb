import { randomUUID } from 'node:crypto'
import Docker from 'dockerode'
import { expect, it } from 'vitest'
import { containerName, fedMarkerName, type RunKey, runLabels } from '../../src/runner/profile/job-names.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { useExecutor } from './use-executor.ts'

it('ends a run whose inputs are gone, rather than trying for ever', async () => {
  const { submit, execute, look } = await useExecutor()
  const id = await submit({ kind: 'compile', modelId: null })
  await execute(id)
  expect(await look(id)).toMatchObject({
    state: 'failed',
    reason: 'bad-input',
    detail: 'The model was deleted before the run began.',
  })
})

type World = Awaited<ReturnType<typeof useExecutor>>
const keyOf = ({ db }: World, id: string): RunKey => ({ runId: id, attempt: 1, instance: db.name })
const leaveContainer = async (world: World, id: string) => {
  const key = keyOf(world, id)
  await world.engine.createContainer({
    name: containerName(key),
    Image: world.image,
    Labels: runLabels(key),
    Cmd: ['sleep', '60'],
  })
}
/** A container that had all of its inputs and was ended from outside, as an engine does it that stops. */
const leaveKilled = async (world: World, id: string) => {
  const key = keyOf(world, id)
  await leaveContainer(world, id)
  await world.engine.createVolume(fedMarkerName(key), runLabels(key))
  const container = new Docker().getContainer(containerName(key))
  await container.start()
  const exit = container.wait()
  await container.kill()
  await exit
}

it('starts what a relay had only created when it died, without another attempt', async () => {
  const world = await useExecutor()
  const id = await world.submit()
  await leaveContainer(world, id)
  await world.execute(id)
  expect(await world.look(id)).toMatchObject({ state: 'succeeded', attempts: 1 })
  expect(await world.engine.listContainers([`tinymlaas.run=${id}`])).toEqual([])
})

it('counts what went wrong with the engine, not how often relays were killed or replaced', async () => {
  const world = await useExecutor()
  const id = await world.submit()
  await world.db.knex.raw('update runs set attempts = 9 where id = ?', [id])
  await leaveKilled(world, id)
  await expect(world.execute(id)).rejects.toThrow('ended from outside')
  expect(await world.look(id)).toMatchObject({ state: 'queued', attempts: 10 })
  await world.execute(id)
  expect(await world.look(id)).toMatchObject({ state: 'succeeded', attempts: 11 })
})

it('fails a run when the engine has ended it five times', async () => {
  const world = await useExecutor()
  const id = await world.submit()
  for (let time = 1; time <= 4; time++) {
    await leaveKilled(world, id)
    await expect(world.execute(id)).rejects.toThrow('ended from outside')
  }
  await leaveKilled(world, id)
  await world.execute(id)
  expect(await world.look(id)).toMatchObject({ state: 'failed', reason: 'engine', attempts: 5 })
})

const withoutImage = { TENSORFLOW_IMAGE: 'tinymlaas/no-such-image:none' }

it('leaves a run to others, a few times, whose image vanished after it was claimed', async () => {
  // Admitted each time, and then the image is gone.
  const asked = { times: 0 }
  const admit = async () => {
    asked.times += 1
    if (asked.times % 2 === 0) throw new Error('no image here')
    return { runtime: 'runc', unfiltered: false, image: 'tinymlaas/no-such-image:none' }
  }
  const { submit, execute, look } = await useExecutor({ admit }, withoutImage)
  const id = await submit()
  for (let time = 1; time <= 4; time++) {
    await expect(execute(id)).rejects.toThrow('no-such-image')
    expect(await look(id)).toMatchObject({ state: 'queued' })
  }
  await execute(id)
  expect(await look(id)).toMatchObject({ state: 'failed', reason: 'image' })
})

it('runs the very image that was admitted, wherever its tag points by then', async () => {
  const { Id } = await new Docker().getImage(await ensureFaultImage()).inspect()
  const admit = async () => ({ runtime: 'runc', unfiltered: false, image: Id })
  const { submit, execute, look } = await useExecutor({ admit }, withoutImage)
  const id = await submit()
  await execute(id)
  expect(await look(id)).toMatchObject({ state: 'succeeded', image_id: Id })
})

it('claims nothing that it may not execute', async () => {
  const admit = () => Promise.reject(new Error('no image here'))
  const { submit, execute, look } = await useExecutor({ admit }, withoutImage)
  const id = await submit()
  await expect(execute(id)).rejects.toThrow('no image here')
  expect(await look(id)).toMatchObject({ state: 'queued', attempts: 0 })
})

it('gives up a run that has been begun many times and never ended: it may be what ends its relay', async () => {
  const { submit, execute, look, db } = await useExecutor()
  const id = await submit()
  await db.knex.raw('update runs set attempts = 25 where id = ?', [id])
  await execute(id)
  expect(await look(id)).toMatchObject({ state: 'failed', reason: 'lost', attempts: 26, artifacts: [] })
})

it('stores which image and runtime a run had', async () => {
  const { submit, execute, look, image } = await useExecutor()
  const id = await submit()
  await execute(id)
  const { Id } = await new Docker().getImage(image).inspect()
  expect(await look(id)).toMatchObject({ state: 'succeeded', runtime: 'runc', image_id: Id })
})

it('leaves a run alone that has ended', async () => {
  const { submit, execute, look, db } = await useExecutor()
  const id = await submit()
  await execute(id)
  const ended = await look(id)
  await execute(id)
  expect(await look(id)).toEqual(ended)
  const { rows } = await db.knex.raw(
    "select count(*)::int as n from run_events where data ->> 'state' = 'succeeded'",
  )
  expect(rows[0].n).toBe(1)
})

it('does nothing for an id that is no run', async () => {
  const { execute } = await useExecutor()
  await execute(randomUUID())
})
