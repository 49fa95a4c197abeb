import type { Knex } from 'knex'

const FILES_PER_DATASET = 20

/** As many devices and datasets as `rows`, the datasets with files. */
export const fillLists = async (db: Knex, rows: number): Promise<void> => {
  await db.raw(
    "insert into bridges (address, name, https) select '10.0.0.' || n, 'bridge ' || n, false from generate_series(1, 10) n",
  )
  await db.raw(
    `insert into devices (name, connection, installer_id, model, description, serial, bridge_id)
     select 'device ' || n, '10.1.0.' || n, 1, 'person_detection', 'a device', 'serial ' || n, 1 + n % 10
     from generate_series(1, ?::int) n`,
    [rows],
  )
  await db.raw(
    `insert into datasets (name, description) select 'dataset ' || n, 'pictures' from generate_series(1, ?::int) n`,
    [rows],
  )
  await db.raw(
    `insert into blobs (sha256, bytes, state) values (decode(repeat('00', 32), 'hex'), 0, 'ready')`,
  )
  await db.raw(
    `insert into dataset_files (dataset_id, path, label, blob_id, bytes)
     select d.id, n || '.png', 'A', b.id, 100000 from datasets d, blobs b, generate_series(1, ${FILES_PER_DATASET}) n`,
  )
  await db.raw('analyze')
}
