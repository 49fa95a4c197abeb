/** One subcommand of `tinymlaas`. */
export interface Command {
  /** Shown by `--help`. */
  usage: string
  /** What a shell may complete after its name. */
  words: readonly string[]
  /** Answers the exit code. `args` are what follows the command's name. */
  run: (args: string[], env: NodeJS.ProcessEnv) => Promise<number>
}

/** Thrown for a call that makes no sense: the usage is shown beside it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
