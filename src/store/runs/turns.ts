import type { Knex } from 'knex'
import { z } from 'zod'
import type { JobKind } from '../../contract/job.ts'
import { readRow } from '../rows.ts'

/**
 * What a run takes of its owner's turns: roughly how much longer it is than a prediction. So a prediction goes before
 * a training that waits, and twenty predictions do not keep it waiting for ever. See docs/decisions/0017.
 */
const costs: Record<JobKind, number> = { predict: 1, compile: 5, train: 20, continue: 20 }

/** Kinds that cost the same stand in one line. */
const lineOf = (kind: JobKind) =>
  Object.entries(costs).flatMap(([other, cost]) => (cost === costs[kind] ? [other] : []))

/**
 * The turn of a new run: behind the owner's own that wait in the same line, and no earlier than the turn that is being
 * served now, so that who waited for nothing has saved nothing up. An owner of null is everybody without a name.
 */
export const findTurn = async (trx: Knex, kind: JobKind, owner: string | null): Promise<number> => {
  const { rows } = await trx.raw(
    `select greatest(
       coalesce(min(turn) filter (where state = 'queued'), max(turn) filter (where state = 'running'), 0),
       max(turn) filter (where owner is not distinct from :owner and kind = any(:line)) + :cost::int) as turn
     from runs where state in ('queued', 'running')`,
    { owner, line: lineOf(kind), cost: costs[kind] },
  )
  return readRow(z.object({ turn: z.int() }), rows).turn
}

/** The queue's priority of a run, where more is sooner: by the end of its turn. */
export const priorityOf = ({ kind, turn }: { kind: JobKind; turn: number }): number => -(turn + costs[kind])
