import { expect, it } from 'vitest'
import { collectGarbage, measureGarbage } from '../../../src/store/blobs/collect-garbage.ts'
import { runCli } from '../../cli/run-cli.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

it('finds and removes what nothing refers to, nobody holds and is old enough, noted or not', async () => {
  const { knex, slow, url } = await useTestDatabase()
  await knex.raw(`
    insert into blobs (id, sha256, bytes, state, created_at)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, sha256(n::text::bytea), 3, 'ready', now() - interval '2 hours'
    from generate_series(1, 450) n;
    insert into blob_chunks select id, 0, 'abc' from blobs;
    insert into datasets (name, description) values ('d', 'd');
    insert into dataset_files (dataset_id, path, blob_id, bytes)
      select 1, 'kept', id, 3 from blobs where id = '00000000-0000-4000-8000-000000000001';
    insert into blob_leases select gen_random_uuid(), id, now() + interval '1 hour' from blobs
      where id = '00000000-0000-4000-8000-000000000002';
    insert into blob_leases select gen_random_uuid(), id, now() - interval '1 hour' from blobs
      where id = '00000000-0000-4000-8000-000000000003';
    update blobs set created_at = now() where id = '00000000-0000-4000-8000-000000000004'`)
  const left = async () => {
    const { rows } = await knex.raw('select right(id::text, 3) as id from blobs order by id')
    return rows.map(({ id }: { id: string }) => id)
  }
  expect(await measureGarbage(knex, 3600)).toEqual({ blobs: 447, bytes: 3 * 447 })
  expect(await runCli(['gc', '--dry-run'], { DATABASE_URL: url })).toMatchObject({
    code: 0,
    err: '447 stored files of 2 KiB are referred to by nothing.\n',
  })
  expect(await left()).toHaveLength(450)
  expect(await collectGarbage(slow, 3600)).toBe(447)
  expect(await left()).toEqual(['001', '002', '004'])
  expect(await runCli(['gc', '--age', '0s'], { DATABASE_URL: url })).toMatchObject({
    code: 0,
    err: '1 stored files of 1 KiB are referred to by nothing.\nRemoved 1.\n',
  })
  expect(await left()).toEqual(['001', '002'])
}, 60_000)
