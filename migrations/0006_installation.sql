-- The database's own identity: its relays label their containers by it, so that installations which share an engine
-- cannot take each other's for theirs.
create table installation (
  id        uuid not null default gen_random_uuid(),
  singleton boolean primary key default true check (singleton)
);
insert into installation default values;

-- Who found a problem: {code, message, hint, source}. What a container found may be cleared, what the relay saw
-- itself while the file was uploaded stays true of it.
update dataset_files set problem = problem ||
  jsonb_build_object('source', case when problem ->> 'hint' = 'Replace or delete the file.' then 'container' else 'upload' end)
where problem is not null;
