/** The parts of a run that are worth a name of their own. */
type PhaseName =
  | 'open container'
  | 'send inputs'
  | 'job'
  | 'collect outputs'
  | 'store results'
  | 'remove container'

/** Does a part of a run under its name. */
export type Phase = <T>(name: PhaseName, work: () => Promise<T>) => Promise<T>

/** Does a part of a run, and has it measured where somebody does. */
export const inPhase = <T>(
  { phase }: { phase?: Phase },
  name: PhaseName,
  work: () => Promise<T>,
): Promise<T> => (phase ? phase(name, work) : work())
