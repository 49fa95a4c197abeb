-- Text has a longest length wherever a client can send it. Rows that were stored before are left as they are.
alter table bridges add check (length(name) <= 200) not valid;
alter table devices
  add check (length(name) <= 200) not valid,
  add check (length(connection) <= 1000) not valid,
  add check (length(model) <= 200) not valid,
  add check (length(description) <= 2000) not valid,
  add check (length(serial) <= 500) not valid;
alter table models add check (length(description) <= 10000) not valid;

-- Whose a run is: the name of the token that asked for it, or null. A run's turn decides when it is claimed; it follows
-- from the owner's other runs, see store/runs/turns.ts.
alter table runs add column owner text check (length(owner) between 1 and 100);
alter table runs add column turn integer not null default 0;

-- The number of runs by state is asked for with every scrape.
create index runs_state on runs (state);
