import type { Call } from './define-command.ts'
import { Ending } from './exit-codes.ts'

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The id of the one board that this may mean: `nano33ble` is arduino-nano-33-ble-sense. */
export const findBoard = async ({ ask }: Call, wanted: string): Promise<string> => {
  const boards = await ask((client) => client.GET('/boards'))
  const ids = boards.map(({ id }) => id)
  if (ids.includes(wanted)) return wanted
  const meant = boards.filter(({ id, name }) =>
    [id, name].some((text) => plain(text).includes(plain(wanted))),
  )
  const [only] = meant
  if (only && meant.length === 1) return only.id
  throw new Ending(
    'refused',
    `${meant.length === 0 ? 'No board' : 'More than one board'} is called "${wanted}".`,
    {
      hint: `The boards are ${(meant.length === 0 ? ids : meant.map(({ id }) => id)).join(', ')}.`,
    },
  )
}
