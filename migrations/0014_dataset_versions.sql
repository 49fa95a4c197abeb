-- What a training was given: a list that never changes. It costs rows, not bytes, for the pictures are blobs.
create table dataset_versions (
  id         integer generated always as identity primary key,
  -- A dataset that is deleted takes its versions along, and with them what only they kept.
  dataset_id integer not null references datasets on delete cascade,
  -- Of the list: equal lists are one version.
  sha256     bytea not null check (octet_length(sha256) = 32),
  files      integer not null check (files >= 0),
  bytes      bigint not null check (bytes >= 0),
  created_at timestamptz not null default now(),
  unique (dataset_id, sha256)
);

create table dataset_version_files (
  version_id integer not null references dataset_versions on delete cascade,
  -- Of the file as it was then: it may have other bytes or another label by now, or be gone.
  file_id    integer not null,
  path       text not null,
  label      text not null,
  split      text,
  blob_id    uuid not null references blobs,
  bytes      bigint not null,
  media_type text,
  primary key (version_id, file_id)
);
create index dataset_version_files_blob on dataset_version_files (blob_id);
create trigger dataset_version_files_removed after delete on dataset_version_files
  referencing old table as removed for each statement execute function note_removed_references();

-- Set when a training begins for the first time, or when one is to begin with an earlier version.
alter table runs add column dataset_version_id integer references dataset_versions on delete set null;
create index runs_dataset_version on runs (dataset_version_id);
