import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { SetupError, toError } from '../../errors.ts'

/** SQLite keeps what it was given, whatever the column's type: a text may be a number there. */
const text = z
  .union([z.string(), z.number(), z.bigint()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value)))
const id = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
const reference = id.nullish().transform((value) => value ?? null)

const tables = {
  Installers: z.object({ id, name: text }),
  Bridges: z.object({ id, address: text, name: text, https: text }),
  Devices: z.object({
    id,
    name: text,
    connection: text,
    bridge_id: reference,
    installer_id: reference,
    model: text,
    description: text,
    serial: text,
  }),
  Datasets: z.object({ id, path: text, name: text, description: text }),
  Models: z.object({
    id,
    created: text,
    dataset_id: reference,
    parameters: text,
    description: text,
    model_path: text,
  }),
  Compiled_models: z.object({ id, created: text, model_id: reference, model_path: text }),
}
type Tables = typeof tables

/** The rows of a predecessor's database. */
export type LegacyRows = { [name in keyof Tables]: z.infer<Tables[name]>[] }

/** Of one table, in the order of their ids; a row that cannot be read is told of and left out. */
const readTable = <Row>(
  db: DatabaseSync,
  name: string,
  schema: z.ZodType<Row>,
  tell: (problem: string) => void,
) => {
  const exists = db.prepare("select 1 from sqlite_master where type = 'table' and name = ? collate nocase")
  if (!exists.get(name)) {
    tell(`The database has no table ${name}.`)
    return []
  }
  const rows = db.prepare(`select * from "${name}" order by id`).all()
  return rows.flatMap((row) => {
    const read = schema.safeParse(row)
    if (read.success) return [read.data]
    tell(`A row of ${name} (id ${String(row['id'])}) cannot be read: ${read.error.issues[0]?.message ?? ''}.`)
    return []
  })
}

/**
 * Reads all rows of the predecessor's SQLite database; it is opened for reading only.
 * @throws SetupError for a file that is none.
 */
export const readLegacyDatabase = (path: string, tell: (problem: string) => void): LegacyRows => {
  try {
    using db = new DatabaseSync(path, { readOnly: true })
    return {
      Installers: readTable(db, 'Installers', tables.Installers, tell),
      Bridges: readTable(db, 'Bridges', tables.Bridges, tell),
      Devices: readTable(db, 'Devices', tables.Devices, tell),
      Datasets: readTable(db, 'Datasets', tables.Datasets, tell),
      Models: readTable(db, 'Models', tables.Models, tell),
      Compiled_models: readTable(db, 'Compiled_models', tables.Compiled_models, tell),
    }
  } catch (error) {
    throw new SetupError(
      `${path} is no SQLite database that can be read (${toError(error).message}): name the predecessor's, the file of its DATABASE_URL, with --database.`,
      { cause: error },
    )
  }
}
