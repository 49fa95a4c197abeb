import { z } from 'zod'
import { MOST_OWN_BOARDS, ownBoard } from './catalogue.ts'

/** What a container can be asked to do. */
export const jobKinds = ['train', 'continue', 'compile', 'predict'] as const
export type JobKind = (typeof jobKinds)[number]

/** `job.json`, the first member of the tar stream that a container reads from stdin. */
export const jobSpec = z.strictObject({
  version: z.literal(1),
  kind: z.enum(jobKinds),
  run_id: z.uuid(),
  /** Wall-clock seconds after which the container ends itself. */
  deadline_seconds: z.int().positive(),
  /** Labels in training order; the index is the folder of a picture in the tar stream. */
  classes: z.array(z.string().min(1)).max(1000),
  parameters: z.record(z.string(), z.json()),
  /** Boards besides those that the image knows. */
  boards: z.array(ownBoard).max(MOST_OWN_BOARDS).optional(),
  /** Names whose model stays loaded for the next prediction of that name; the container goes on. */
  keep: z.string().max(64).optional(),
})
export type JobSpec = z.infer<typeof jobSpec>

/** Exit code of a program that found its input or parameters at fault (EX_DATAERR of sysexits.h). */
export const EXIT_BAD_INPUT = 65
/** Exit code of a process ended by its own SIGALRM: 128 + 14. */
export const EXIT_ALARM = 142

const artifactName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)

/** A picture that was kept out of the job, and why. */
const fileProblem = z.object({
  file_id: z
    .int()
    .positive()
    .max(2 ** 31 - 1),
  code: z.string().min(1).max(60),
  message: z.string().max(500),
})

export const jobError = z.object({
  code: z.string().min(1).max(60),
  message: z.string().max(2000),
  hint: z.string().max(2000),
  /** The request field at fault, as in a 422 answer. */
  loc: z.array(z.union([z.string(), z.int()])).optional(),
})

/** `/job/out/result.json`: the manifest, written last. The relay checks every artifact against it. */
export const jobResult = z.object({
  version: z.literal(1),
  kind: z.enum(jobKinds),
  run_id: z.uuid(),
  outcome: z.enum(['succeeded', 'failed']),
  artifacts: z
    .array(
      z.object({
        name: artifactName,
        media_type: z
          .string()
          .max(100)
          .regex(/^[\w.+-]+\/[\w.+-]+(; ?[\w=-]+)*$/),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(100),
  /** Not looked into here: its schema is that of the kind, in report.ts. */
  report: z.record(z.string(), z.unknown()),
  problems: z.array(fileProblem).max(100_000),
  error: jobError.nullable(),
})
export type JobResult = z.infer<typeof jobResult>
