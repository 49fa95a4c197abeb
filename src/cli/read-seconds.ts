import { z } from 'zod'
import { UsageError } from './command.ts'

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const
const duration = z
  .string()
  .regex(/^\d{1,6}[smhd]$/)
  .transform(
    (text) => Number(text.slice(0, -1)) * unitSeconds[z.enum(['s', 'm', 'h', 'd']).parse(text.at(-1))],
  )

/** A time such as 90s, 30m, 2h or 30d. @throws UsageError that names the option. */
export const readSeconds = (option: string, text: string): number => {
  const parsed = duration.safeParse(text)
  if (!parsed.success) throw new UsageError(`Give --${option} as a number and s, m, h or d: 30d.`)
  return parsed.data
}
