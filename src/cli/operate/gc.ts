import { parseArgs } from 'node:util'
import { collectGarbage, measureGarbage } from '../../store/blobs/collect-garbage.ts'
import type { Command } from '../command.ts'
import { readSeconds } from '../read-seconds.ts'
import { useWholeDatabase } from '../use-database.ts'
import { showBytes } from './tell-progress.ts'

const usage = `usage: tinymlaas gc [--age 1h] [--dry-run]

Looks at every stored file and removes what nothing refers to and no upload holds, where it is older than --age. Workers do so
each minute with what was let go since; this finds what they were never told of, and should find nothing. --dry-run only
says how much that is. The room is used again by PostgreSQL; the runbook says how to give it back to the disk.`

/** Removes stored files that nothing refers to. */
export const gc: Command = {
  usage,
  words: ['--age', '--dry-run'],
  run: async (args, env) => {
    const { values } = parseArgs({
      args,
      options: { age: { type: 'string', default: '1h' }, 'dry-run': { type: 'boolean', default: false } },
    })
    const age = readSeconds('age', values.age)
    return useWholeDatabase(env, 'as-is', async ({ slow }) => {
      const { blobs, bytes } = await measureGarbage(slow, age)
      console.error(`${blobs} stored files of ${showBytes(bytes)} are referred to by nothing.`)
      if (!values['dry-run']) console.error(`Removed ${await collectGarbage(slow, age)}.`)
      return 0
    })
  },
}
