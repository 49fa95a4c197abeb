/** A timestamp as callers read it: ISO 8601, UTC, microseconds, no zone letter. */
export const isoTime = (column: string) =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')`

/** Ids are 32-bit in the database; what is outside cannot exist. */
export const MAX_ID = 2 ** 31 - 1
