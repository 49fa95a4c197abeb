import { compileReport } from '../contract/report.ts'
import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findDeviceBoard } from '../store/devices/device-board.ts'
import { findRunOrFail } from './find-run-or-fail.ts'

/**
 * Refuses a compiled model that cannot fit the board which a device is said to be. Without a board, or one that the
 * report does not know, there is nothing to compare.
 * @throws AppError `conflict` with the figures.
 */
export const refuseUnfitModel = async (
  db: Executor,
  compiledRunId: string,
  deviceId: number,
): Promise<void> => {
  const board = await findDeviceBoard(db, deviceId)
  if (board === null) return
  const { report } = await findRunOrFail(db, compiledRunId)
  const fit = compileReport.parse(report).boards.find(({ id }) => id === board)
  if (fit?.verdict !== 'no') return
  const needs = `flash ${fit.flash_needed} of ${fit.flash_bytes} bytes, arena ${fit.arena_needed} of ${fit.ram_bytes} bytes of RAM`
  throw new AppError('conflict', `The model does not fit ${fit.name}: it needs ${needs}.`, {
    hint: 'Train a smaller architecture or smaller pictures; ?force=true installs it all the same.',
    runId: compiledRunId,
  })
}
