-- What people and pipelines call things by, where an id may stand. A name begins with a letter, so it is never an id.
alter table datasets add column slug text unique check (slug ~ '^[a-z][a-z0-9-]{0,62}$');

-- What a model is used as: `champion` is one model at a time.
create table model_aliases (
  alias    text primary key check (alias ~ '^[a-z][a-z0-9-]{0,62}$'),
  model_id integer not null references models on delete cascade,
  -- Token that made it; null belongs to everybody.
  owner    text,
  set_at   timestamptz not null default now()
);
create index model_aliases_model on model_aliases (model_id);

create table model_tags (
  model_id integer not null references models on delete cascade,
  tag      text not null check (tag ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  primary key (model_id, tag)
);
create index model_tags_tag on model_tags (tag, model_id);
