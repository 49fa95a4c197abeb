import type { Board } from '../../contract/catalogue.ts'
import { AppError, type Loc } from '../../errors.ts'

/** @throws AppError `invalid-request` when a board is named that there is not. */
export const expectBoard = (boards: Board[], id: string | null | undefined, loc: Loc): void => {
  if (id == null || boards.some((board) => board.id === id)) return
  throw new AppError('invalid-request', `There is no board ${JSON.stringify(id)}; GET /boards lists them.`, {
    loc,
    hint: 'Name one of GET /boards; an operator adds others by BOARDS_FILE.',
  })
}
