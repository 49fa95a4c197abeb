import { serve as start } from '../../serve.ts'
import { describeUsage } from '../../usage.ts'
import type { Command } from '../command.ts'

/** Starts a relay, as `npm start` does. */
export const serve: Command = { usage: describeUsage(), words: [], run: start }
