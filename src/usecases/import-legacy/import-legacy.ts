import type { LegacyKind } from '../../store/legacy-imports.ts'
import { importDatasets } from './import-datasets.ts'
import { importBridges, importDevices } from './import-devices.ts'
import { importCompiledModels, importModels } from './import-models.ts'
import type { LegacyImport } from './legacy-import.ts'
import { readLegacyDatabase } from './read-legacy-database.ts'

/** What an import did: rows and pictures that are new, rows that were there already, and what could not be taken over. */
export interface LegacyReport {
  counts: Record<LegacyKind | 'picture', { added: number; present: number }>
  problems: string[]
}

/** Problems that a report names; `problems` ends with how many more there are. */
const MAX_PROBLEMS = 1000

/**
 * Takes a predecessor's database and folders over. What was taken over before under the same `source` stays as it is,
 * so that it can be called again after a break.
 * @throws SetupError when the database cannot be read.
 */
export const importLegacy = async ({
  database,
  ...into
}: Omit<LegacyImport, 'tell' | 'counts'> & { database: string }): Promise<LegacyReport> => {
  const problems: string[] = []
  let untold = 0
  const tell = (problem: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
    else untold += 1
  }
  const none = () => ({ added: 0, present: 0 })
  const counts = {
    bridge: none(),
    device: none(),
    dataset: none(),
    model: none(),
    compiled_model: none(),
    picture: none(),
  }
  const rows = readLegacyDatabase(database, tell)
  const job: LegacyImport = { ...into, tell, counts }
  await importBridges(job, rows.Bridges)
  await importDevices(job, rows)
  await importDatasets(job, rows.Datasets)
  await importModels(job, rows.Models)
  await importCompiledModels(job, rows.Compiled_models)
  return { counts, problems: untold > 0 ? [...problems, `and ${untold} more`] : problems }
}
