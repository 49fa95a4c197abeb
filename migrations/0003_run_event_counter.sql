-- The number of a run's last event. It is raised by the statement that changes the run: a maximum read beside it would
-- come from a snapshot that is stale as soon as the row had to be waited for.
alter table runs add column last_seq integer not null default 0;
update runs r set last_seq = (select coalesce(max(seq), 0) from run_events e where e.run_id = r.id);
