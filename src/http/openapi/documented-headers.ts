import { z } from 'zod'

const prefer = z
  .string()
  .optional()
  .describe(
    '`respond-async` answers at once with the address of the run; else the answer comes when the run has ended.',
  )

const idempotencyKey = z
  .string()
  .max(255)
  .optional()
  .describe('Makes it safe to send the same again: an equal key answers the first run.')

const runLabels = z
  .string()
  .max(2000)
  .optional()
  .describe('What the worker of the run must have, as GET /workers shows it: labels with commas between.')

/** Request headers that change what an operation does. */
export const headers = {
  upload: z.object({
    Prefer: z.string().optional().describe('`return=representation` answers what became of every file.'),
  }),
  prediction: z.object({ Prefer: prefer, 'Run-Labels': runLabels }),
  run: z.object({ Prefer: prefer, 'Idempotency-Key': idempotencyKey, 'Run-Labels': runLabels }),
  events: z.object({
    'Last-Event-ID': z.string().optional().describe('Number of the last event seen: only later ones come.'),
  }),
}
