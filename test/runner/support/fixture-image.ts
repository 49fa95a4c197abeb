import Docker from 'dockerode'

export const FIXTURE_IMAGE = 'tinymlaas/fixture:test'
const BASE_IMAGE = 'debian:bookworm-slim'
const REMEDY = `The tests of the runner need a Docker engine and ${BASE_IMAGE}: scripts/ensure-docker.sh, then scripts/images/base-image.sh`

/** A base image with a shell and a /job that belongs to the job's user, as the TensorFlow image has it. */
export const ensureFixtureImage = async (docker = new Docker()) => {
  try {
    await docker.getImage(FIXTURE_IMAGE).inspect()
    return
  } catch {
    // Made below; a missing engine fails there.
  }
  try {
    const container = await docker.createContainer({
      Image: BASE_IMAGE,
      Cmd: ['sh', '-c', 'install -d -o 10001 -g 10001 -m 0700 /job'],
      NetworkDisabled: true,
    })
    const exit = container.wait({ condition: 'next-exit' })
    await container.start()
    await exit
    await container.commit({ repo: 'tinymlaas/fixture', tag: 'test', changes: 'USER 10001:10001' })
    await container.remove()
  } catch (cause) {
    throw new Error(REMEDY, { cause })
  }
}
