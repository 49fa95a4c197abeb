-- A blob that something refers to has no lease that could end, so that the sweep's index holds candidates only.
create function keep_blobs() returns trigger language plpgsql as $$
begin
  -- In the order of their ids, so that two uploads of the same pictures never wait for each other.
  perform 1 from blobs where id in (select blob_id from added) and lease_until <> 'infinity' order by id for update;
  update blobs set lease_until = 'infinity' where id in (select blob_id from added) and lease_until <> 'infinity';
  return null;
end $$;
create function let_go_of_blobs() returns trigger language plpgsql as $$
begin
  perform 1 from blobs where id in (select blob_id from removed) order by id for update;
  update blobs set lease_until = now() where id in (select blob_id from removed);
  return null;
end $$;

create trigger dataset_files_added after insert on dataset_files
  referencing new table as added for each statement execute function keep_blobs();
-- Triggers run in the order of their names: letting go comes before keeping.
create trigger dataset_files_update_2_added after update on dataset_files
  referencing new table as added for each statement execute function keep_blobs();
create trigger dataset_files_update_1_removed after update on dataset_files
  referencing old table as removed for each statement execute function let_go_of_blobs();
create trigger dataset_files_removed after delete on dataset_files
  referencing old table as removed for each statement execute function let_go_of_blobs();
create trigger artifacts_added after insert on artifacts
  referencing new table as added for each statement execute function keep_blobs();
create trigger artifacts_removed after delete on artifacts
  referencing old table as removed for each statement execute function let_go_of_blobs();

update blobs b set lease_until = 'infinity'
where exists (select 1 from dataset_files f where f.blob_id = b.id)
   or exists (select 1 from artifacts a where a.blob_id = b.id);
