import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { delimiter, dirname } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const page = await readFile('docs/guides/scale.md', 'utf8')
/** Commands, and what the page says that they print. */
const examples = [...page.matchAll(/^```sh\n(.*?)^```\n\n```\n(.*?)^```$/gms)].map(
  ([, commands = '', printed = '']) => ({ commands, printed }),
)

it('has an example for each size', () => {
  expect(examples).toHaveLength(3)
})

it.each(examples)(
  '$commands prints what the page says',
  async ({ commands, printed }) => {
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
    const { stdout } = await promisify(execFile)('bash', ['-euc', commands], {
      env: { ...process.env, PATH: path },
    })
    expect(stdout).toBe(printed)
  },
  60_000,
)
