import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)

it('works from node_modules, where Node runs no TypeScript by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'installed-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const own = join(folder, 'node_modules/tinymlaas-relay')
  await mkdir(join(own, 'tf-image/tinymlaas_tf/boards'), { recursive: true })
  await cp('src', join(own, 'src'), { recursive: true })
  await cp('package.json', join(own, 'package.json'))
  await cp('tf-image/tinymlaas_tf/boards/boards.json', join(own, 'tf-image/tinymlaas_tf/boards/boards.json'))
  for (const name of await readdir('node_modules'))
    if (!name.startsWith('.'))
      await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
  const command = join(own, 'src/cli/tinymlaas.js')
  const help = await run(process.execPath, [command, 'datasets', '--help'])
  expect(help).toMatchObject({
    stdout: expect.stringMatching(/^usage: tinymlaas datasets push DIR/),
    stderr: '',
  })
  // With contracts and the catalogue of boards, which is beside the sources.
  const asked = run(process.execPath, [command, 'train', 'x', '--url', 'http://127.0.0.1:1'])
  await expect(asked).rejects.toMatchObject({ code: 5, stderr: expect.stringContaining('Nothing answers') })
})
