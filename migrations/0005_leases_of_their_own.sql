-- Whoever writes a blob, or finds it there, holds it by a lease of its own until something refers to it. Only the
-- holder gives a lease up, so nobody's upload depends on another's.
create table blob_leases (
  -- Whose: one upload, or one attempt of a run.
  holder  uuid not null,
  -- No cascade: a blob that is held cannot be deleted.
  blob_id uuid not null references blobs,
  -- A holder that is still there by then has died.
  until   timestamptz not null,
  primary key (holder, blob_id)
);
create index blob_leases_blob on blob_leases (blob_id);
create index blob_leases_until on blob_leases (until);

-- Blobs that have lost a reference or a lease, and with it perhaps the last one: what the sweep looks at, once.
create table released_blobs (
  id      bigint generated always as identity primary key,
  blob_id uuid not null
);

drop trigger dataset_files_added on dataset_files;
drop trigger dataset_files_update_2_added on dataset_files;
drop trigger dataset_files_update_1_removed on dataset_files;
drop trigger dataset_files_removed on dataset_files;
drop trigger artifacts_added on artifacts;
drop trigger artifacts_removed on artifacts;
drop function keep_blobs();
drop function let_go_of_blobs();

-- These only write down what happened. A trigger that locked or changed rows of `blobs` would wait for the foreign
-- keys' locks of others, and they for its own.
create function note_removed_references() returns trigger language plpgsql as $$
begin
  insert into released_blobs (blob_id) select distinct blob_id from removed;
  return null;
end $$;
create function note_replaced_references() returns trigger language plpgsql as $$
begin
  insert into released_blobs (blob_id) select blob_id from removed except select blob_id from added;
  return null;
end $$;
-- Most leases end because something refers to their blob; whatever ends that reference later notes it.
create function note_ended_leases() returns trigger language plpgsql as $$
begin
  insert into released_blobs (blob_id)
  select r.blob_id from removed r
  where not exists (select 1 from dataset_files f where f.blob_id = r.blob_id)
    and not exists (select 1 from artifacts a where a.blob_id = r.blob_id);
  return null;
end $$;

create trigger dataset_files_removed after delete on dataset_files
  referencing old table as removed for each statement execute function note_removed_references();
create trigger dataset_files_replaced after update on dataset_files
  referencing old table as removed new table as added for each statement execute function note_replaced_references();
create trigger artifacts_removed after delete on artifacts
  referencing old table as removed for each statement execute function note_removed_references();
create trigger artifacts_replaced after update on artifacts
  referencing old table as removed new table as added for each statement execute function note_replaced_references();
create trigger blob_leases_ended after delete on blob_leases
  referencing old table as removed for each statement execute function note_ended_leases();

-- Whoever held these stopped before this migration.
insert into released_blobs (blob_id)
select id from blobs b
where not exists (select 1 from dataset_files f where f.blob_id = b.id)
  and not exists (select 1 from artifacts a where a.blob_id = b.id);

drop index blobs_lease;
alter table blobs drop column lease_until;
