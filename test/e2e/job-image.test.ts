import Docker from 'dockerode'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

/** TENSORFLOW_IMAGE chooses another one than `make` builds. */
const { image } = readConfig(process.env).docker

it('holds no program that gives its user another’s rights', async () => {
  const docker = new Docker()
  const container = await docker.createContainer({
    Image: image,
    User: '0',
    Entrypoint: ['find', '/', '-xdev', '-perm', '/6000'],
    Cmd: [],
    NetworkDisabled: true,
  })
  try {
    const exit = container.wait({ condition: 'next-exit' })
    await container.start()
    expect(await exit).toMatchObject({ StatusCode: 0 })
    expect((await container.logs({ stdout: true, stderr: true })).toString()).toBe('')
  } finally {
    await container.remove({ force: true })
  }
})
