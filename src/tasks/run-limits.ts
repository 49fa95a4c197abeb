const SECOND = 1000
const MIB = 1024 * 1024

/** How much a job may say. The head is kept; what comes after is drained and dropped. */
export const streamLimits = {
  maxLineBytes: 64 * 1024,
  maxEvents: 20_000,
  maxLogLines: 5_000,
  maxLogBytes: 4 * MIB,
  drainBytesPerSecond: MIB,
}

/** How much a job may leave behind. */
export const outputLimits = {
  maxFiles: 100,
  maxFileBytes: 1024 * MIB,
  maxTotalBytes: 2048 * MIB,
  maxResultBytes: 16 * MIB,
}

export const timing = {
  graceMs: 10 * SECOND,
  engineGraceMs: 60 * SECOND,
  pollMs: SECOND,
  usagePollMs: 5 * SECOND,
}
