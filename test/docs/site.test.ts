import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)

/** A copy of docs/ with what makes a site of it. */
const useDocs = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'site-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp('docs', join(folder, 'docs'), { recursive: true })
  await cp('package.json', join(folder, 'package.json'))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  const build = () =>
    run(
      process.execPath,
      ['node_modules/@11ty/eleventy/cmd.cjs', '--config=docs/site/eleventy.config.js', '--quiet'],
      {
        cwd: folder,
      },
    )
  return { folder, build }
}

it('every page of docs/ becomes one of the site, whose links all lead somewhere, and nothing comes from outside', async () => {
  const { folder, build } = await useDocs()
  await build()
  const site = join(folder, 'dist/site')
  const made = (await readdir(site, { recursive: true })).filter((name) => name.endsWith('.html'))
  const pages = (await readdir('docs', { recursive: true })).filter((name) => name.endsWith('.md'))
  expect(made).toHaveLength(pages.length)
  for (const name of made) {
    const html = await readFile(join(site, name), 'utf8')
    expect(html).toMatch(/<title>[^<]+<\/title>/)
    const targets = [...html.matchAll(/(?:href|src)="([^"#]+)/g)].map(([, target = '']) => target)
    for (const target of targets) {
      expect([name, target]).toEqual([name, expect.not.stringMatching(/^[a-z]+:/)])
      await expect(readFile(normalize(join(site, dirname(name), target)))).resolves.toBeDefined()
    }
  }
}, 60_000)

it('a dead link fails it', async () => {
  const { folder, build } = await useDocs()
  await writeFile(join(folder, 'docs/lost.md'), '# Lost\n\n[nowhere](no-such-page.md)\n')
  await expect(build()).rejects.toMatchObject({
    stderr: expect.stringContaining('docs/lost.md leads to no-such-page.md'),
  })
}, 60_000)
