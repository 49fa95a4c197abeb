-- How often what a list shows has changed: the sum of `changes`. A row for each change rather than one counter, which all
-- who write at once would wait for; the sweeper adds them up.
create table list_changes (
  list    text not null,
  changes bigint not null
);
create index list_changes_list on list_changes (list);

create function note_list_change() returns trigger language plpgsql as $$
declare changed text;
begin
  foreach changed in array tg_argv loop
    insert into list_changes (list, changes) values (changed, 1);
  end loop;
  return null;
end $$;

create trigger devices_changed after insert or update or delete or truncate on devices
  for each statement execute function note_list_change('devices');
create trigger installers_changed after insert or update or delete or truncate on installers
  for each statement execute function note_list_change('devices');
create trigger bridges_changed after insert or update or delete or truncate on bridges
  for each statement execute function note_list_change('bridges', 'devices');
create trigger datasets_changed after insert or update or delete or truncate on datasets
  for each statement execute function note_list_change('datasets');
create trigger dataset_files_changed after insert or update or delete or truncate on dataset_files
  for each statement execute function note_list_change('datasets');
create trigger models_changed after insert or update or delete or truncate on models
  for each statement execute function note_list_change('models');
create trigger compiled_models_changed after insert or update or delete or truncate on compiled_models
  for each statement execute function note_list_change('compiled_models');
