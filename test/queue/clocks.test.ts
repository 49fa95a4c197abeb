import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What reads this machine's clock. `performance.now` and timers measure spans, which is right. */
const CLOCK = /Date\.now\(|new Date\(\)/
const FOLDERS = ['src/store', 'src/queue', 'src/tasks', 'src/worker', 'src/usecases', 'src/db']

it('decides nothing by the relay’s own clock', async () => {
  const files = (
    await Promise.all(
      FOLDERS.map((folder) =>
        readdir(folder, { recursive: true }).then((names) => names.map((name) => join(folder, name))),
      ),
    )
  )
    .flat()
    .filter((path) => path.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(50)
  for (const path of files) expect([path, CLOCK.test(await readFile(path, 'utf8'))]).toEqual([path, false])
})
