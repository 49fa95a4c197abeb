-- What executes runs, as each says of itself every few seconds: a row is one process, and one that is silent is gone.
create table workers (
  id           uuid primary key,
  name         text not null check (length(name) between 1 and 100),
  runtime      text,
  image        text not null,
  slots        int not null check (slots > 0),
  memory_bytes bigint not null,
  cpus         real not null,
  -- Why it claims nothing; null for one that does.
  lacks        text check (length(lacks) between 1 and 2000),
  started_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now()
);

-- By name, so that a worker which is restarted stays drained.
create table drained_workers (
  name  text primary key check (length(name) between 1 and 100),
  since timestamptz not null default now()
);
