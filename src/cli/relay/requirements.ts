import type { components } from '../../client/api-types.ts'
import type { Call, Option } from './define-command.ts'
import { findBoard } from './find-board.ts'

export const requireOptions: Record<string, Option> = {
  'require-accuracy': {
    value: 'SHARE',
    about: 'Fail below this accuracy on held-out pictures, such as 0.9.',
  },
  'require-accuracy-low': { value: 'SHARE', about: 'The same of the lower end of its 95 % interval.' },
  'require-board': { value: 'BOARD', about: 'Fail where it does not fit this board, such as nano33ble.' },
}

/** What a run must reach; null where nothing is required. */
export const readRequirements = async (call: Call): Promise<components['schemas']['Requirements'] | null> => {
  const { given } = call
  const accuracy = given.number('require-accuracy', 0, 1)
  const low = given.number('require-accuracy-low', 0, 1)
  const wanted = given.text('require-board')
  if (accuracy === undefined && low === undefined && wanted === undefined) return null
  type Board = NonNullable<components['schemas']['Requirements']['board']>
  return {
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(low === undefined ? {} : { accuracy_low: low }),
    // Out of the relay's own list.
    ...(wanted === undefined ? {} : { board: (await findBoard(call, wanted)) as Board }),
  }
}
