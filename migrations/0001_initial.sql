-- Every byte the product keeps is a blob: 256 KiB rows, stored once per content.
-- EXTERNAL: pictures and models are compressed already, so TOAST should not try again.
create table blobs (
  id          uuid primary key default gen_random_uuid(),
  sha256      bytea,
  bytes       bigint,
  state       text not null default 'writing' check (state in ('writing', 'ready')),
  -- A writer that stops renewing its lease is dead; an unused ready blob is kept until then too.
  lease_until timestamptz not null,
  created_at  timestamptz not null default now(),
  check (state = 'writing' or (octet_length(sha256) = 32 and bytes >= 0))
);
create unique index blobs_content on blobs (sha256) where state = 'ready';
create index blobs_lease on blobs (lease_until);

create table blob_chunks (
  blob_id uuid not null references blobs on delete cascade,
  seq     integer not null check (seq >= 0),
  data    bytea not null check (octet_length(data) between 1 and 262144),
  primary key (blob_id, seq)
);
alter table blob_chunks alter column data set storage external;

create table datasets (
  id          integer generated always as identity primary key,
  name        text not null check (length(name) between 1 and 200),
  description text not null check (length(description) between 1 and 10000),
  created_at  timestamptz not null default now()
);

create table dataset_files (
  id         integer generated always as identity primary key,
  dataset_id integer not null references datasets on delete cascade,
  -- Name within the dataset, with its folder; the same name again replaces the file.
  path       text not null check (length(path) between 1 and 1024),
  label      text check (length(label) between 1 and 100),
  blob_id    uuid not null references blobs,
  bytes      bigint not null check (bytes >= 0),
  media_type text,
  width      integer check (width > 0),
  height     integer check (height > 0),
  -- Why the file takes no part in training: {code, message, hint}.
  problem    jsonb,
  created_at timestamptz not null default now(),
  unique (dataset_id, path)
);
create index dataset_files_label on dataset_files (dataset_id, label);
create index dataset_files_blob on dataset_files (blob_id);

create table runs (
  id              uuid primary key default gen_random_uuid(),
  kind            text not null check (kind in ('train', 'continue', 'compile', 'predict')),
  state           text not null default 'queued'
                  check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  reason          text check (reason in ('exit', 'timeout', 'cancelled', 'oom', 'disk', 'image', 'engine',
                                         'bad-input', 'bad-output', 'lost')),
  detail          text,
  hint            text,
  request         jsonb not null,
  result          jsonb,
  dataset_id      integer references datasets on delete set null,
  model_id        integer,
  requested_at    timestamptz not null default now(),
  started_at      timestamptz,
  finished_at     timestamptz,
  cancel_requested_at timestamptz,
  attempts        integer not null default 0 check (attempts >= 0),
  worker          text,
  -- Fencing token of the attempt that may finish the run; replaced at every claim.
  claim           uuid,
  runtime         text,
  image_id        text,
  idempotency_key text unique check (length(idempotency_key) between 1 and 255),
  request_sha256  bytea,
  check ((state in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
  check (state <> 'running' or claim is not null),
  check ((state in ('failed', 'cancelled')) = (reason is not null))
);
create index runs_unfinished on runs (state) where state in ('queued', 'running');
create index runs_requested on runs (requested_at desc, id);

create table run_events (
  run_id uuid not null references runs on delete cascade,
  seq    integer not null check (seq > 0),
  at     timestamptz not null default now(),
  type   text not null,
  data   jsonb not null,
  primary key (run_id, seq)
);

create table artifacts (
  run_id     uuid not null references runs on delete cascade,
  name       text not null,
  media_type text not null,
  blob_id    uuid not null references blobs,
  bytes      bigint not null,
  primary key (run_id, name)
);
create index artifacts_blob on artifacts (blob_id);

create table models (
  id          integer generated always as identity primary key,
  dataset_id  integer references datasets on delete set null,
  parameters  jsonb not null,
  description text not null,
  classes     jsonb not null,
  created_at  timestamptz not null default now()
);
alter table runs add foreign key (model_id) references models on delete set null;
create index runs_model on runs (model_id);
create index runs_dataset on runs (dataset_id);

-- Training on keeps the model's id and adds a version; the newest one counts.
create table model_versions (
  model_id   integer not null references models on delete cascade,
  version    integer not null check (version > 0),
  run_id     uuid not null unique references runs,
  dataset_id integer references datasets on delete set null,
  created_at timestamptz not null default now(),
  primary key (model_id, version)
);

create table compiled_models (
  id            integer generated always as identity primary key,
  model_id      integer not null,
  model_version integer not null,
  run_id        uuid not null unique references runs,
  created_at    timestamptz not null default now(),
  foreign key (model_id, model_version) references model_versions on delete cascade
);
create index compiled_models_model on compiled_models (model_id, model_version);

create table installers (
  id   integer primary key,
  name text not null unique
);
-- The bridge looks installers up under exactly these names; the command-line client uses id 1.
insert into installers values (1, 'Arduino IDE'), (2, 'RPI');

create table bridges (
  id      integer generated always as identity primary key,
  address text not null check (length(address) between 1 and 2048),
  name    text,
  https   boolean not null
);

create table devices (
  id           integer generated always as identity primary key,
  name         text not null check (length(name) > 0),
  connection   text check (length(connection) > 0),
  installer_id integer not null references installers,
  model        text not null check (length(model) > 0),
  description  text not null check (length(description) > 0),
  serial       text not null unique check (length(serial) > 0),
  bridge_id    integer references bridges on delete cascade
);
create index devices_bridge on devices (bridge_id);

create table api_tokens (
  id           integer generated always as identity primary key,
  name         text not null unique,
  -- sha256 of the token; the token itself is shown once and never kept.
  sha256       bytea not null unique check (octet_length(sha256) = 32),
  scopes       text[] not null check (scopes <@ array['read', 'run', 'admin'] and cardinality(scopes) > 0),
  created_at   timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);

-- Whoever waits for a run is only nudged; the rows are the truth.
create function notify_run() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'run_events' then
    perform pg_notify('tinymlaas_runs', new.run_id::text);
  else
    perform pg_notify('tinymlaas_runs', new.id::text);
  end if;
  return null;
end $$;
create trigger run_events_notify after insert on run_events for each row execute function notify_run();
create trigger runs_notify after update of state, cancel_requested_at on runs
  for each row execute function notify_run();
