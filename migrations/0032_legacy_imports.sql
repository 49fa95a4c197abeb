-- What was taken over from a predecessor's database, so that taking it over again adds nothing twice.
create table legacy_imports (
  -- Name of the predecessor's installation, chosen by whoever imports it.
  source    text not null check (length(source) between 1 and 100),
  kind      text not null check (kind in ('bridge', 'device', 'dataset', 'model', 'compiled_model')),
  -- Id that it had there, and the one that it has here.
  legacy_id integer not null,
  id        integer not null,
  -- False while pictures of a dataset are still to come.
  complete  boolean not null default true,
  primary key (source, kind, legacy_id)
);
