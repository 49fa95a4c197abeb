-- Who may change a thing: the name of the token, or of the trusted network, that asked for it. Null, as for all that is
-- older and all that is made without tokens: whoever may change anything.
alter table datasets add column owner text check (length(owner) between 1 and 100);
alter table models add column owner text check (length(owner) between 1 and 100);
alter table runs add column if not exists owner text check (length(owner) between 1 and 100);

alter table api_tokens
  add column expires_at timestamptz,
  -- The secret before the last rotation, which counts for a while.
  add column previous_sha256 bytea unique check (octet_length(previous_sha256) = 32),
  add column previous_until timestamptz,
  add check ((previous_sha256 is null) = (previous_until is null));

-- What lets somebody in once, to one run's events, who cannot send a token: see docs/decisions/0012.
create table tickets (
  sha256     bytea primary key check (octet_length(sha256) = 32),
  run_id     uuid not null references runs on delete cascade,
  client     text,
  scopes     text[] not null check (scopes <@ array['read', 'run', 'admin']),
  expires_at timestamptz not null
);
create index tickets_run on tickets (run_id);
create index tickets_expiry on tickets (expires_at);
