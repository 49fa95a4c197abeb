-- Who wants to be told of the end of runs, and what is still to be told. The trigger writes it in the transaction that
-- ends the run, so nothing is forgotten and nothing is told of a run that has not ended.
create table webhooks (
  id           integer generated always as identity primary key,
  -- Whose runs it tells of; null those that belong to everybody.
  owner        text,
  url          text not null check (length(url) between 1 and 2000),
  -- As it was shown once: what it signs must be signed again.
  secret       bytea not null check (octet_length(secret) = 32),
  -- After a failure nothing is sent there for a while.
  paused_until timestamptz not null default '-infinity',
  created_at   timestamptz not null default now()
);
create index webhooks_owner on webhooks (owner);

create table webhook_deliveries (
  id         uuid primary key default gen_random_uuid(),
  webhook_id integer not null references webhooks on delete cascade,
  run_id     uuid not null references runs on delete cascade,
  state      text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  attempts   integer not null default 0,
  next_at    timestamptz not null default now(),
  -- What the last attempt brought: a status, or why there is none.
  status     integer,
  problem    text check (length(problem) <= 200),
  ended_at   timestamptz,
  unique (webhook_id, run_id)
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where state = 'waiting';
create index webhook_deliveries_run on webhook_deliveries (run_id);

create function tell_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (webhook_id, run_id)
  select id, new.id from webhooks where owner is not distinct from new.owner
  on conflict do nothing;
  return null;
end $$;
create trigger runs_tell_webhooks after update of state on runs for each row
  when (new.state in ('succeeded', 'failed', 'cancelled') and old.state is distinct from new.state)
  execute function tell_webhooks();

-- A list of models may be asked for by tag, so tags change it.
create trigger model_tags_changed after insert or update or delete or truncate on model_tags
  for each statement execute function note_list_change('models');
