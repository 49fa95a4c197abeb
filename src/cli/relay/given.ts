import { UsageError } from '../command.ts'
import { readSeconds } from '../read-seconds.ts'

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

/** What a command was called with, read as it is needed. Everything throws UsageError in words. */
export const createGiven = (values: Values, positionals: string[]) => {
  const text = (option: string): string | undefined => {
    const value = values[option]
    return typeof value === 'string' ? value : undefined
  }
  return {
    text,
    needed(option: string): string {
      const value = text(option)
      if (value) return value
      throw new UsageError(`--${option} is missing.`)
    },
    has: (option: string): boolean => values[option] === true,
    list: (option: string): string[] => {
      const value = values[option]
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
    number(option: string, min: number, max: number): number | undefined {
      const value = text(option)
      if (value === undefined) return undefined
      const number = Number(value)
      if (value.trim() !== '' && number >= min && number <= max) return number
      throw new UsageError(`Give --${option} as a number from ${min} to ${max}.`)
    },
    seconds(option: string): number | undefined {
      const value = text(option)
      return value === undefined ? undefined : readSeconds(option, value)
    },
    choice<T extends string>(option: string, choices: readonly T[]): T | undefined {
      const value = text(option)
      const chosen = choices.find((choice) => choice === value)
      if (value === undefined || chosen !== undefined) return chosen
      throw new UsageError(`--${option} is one of ${choices.join(', ')}.`)
    },
    /** What stands without an option, by these names; the last may take all others. */
    words<N extends string>(...names: N[]): Record<N, string> {
      const surplus = positionals[names.length]
      if (surplus !== undefined) throw new UsageError(`What is "${surplus}"?`)
      const entries = names.map((name, at) => {
        const word = positionals[at]
        if (!word) throw new UsageError(`${name} is missing.`)
        return [name, word]
      })
      return Object.fromEntries(entries)
    },
    /** All of them. */
    positionals,
  }
}
export type Given = ReturnType<typeof createGiven>
