-- What the monitoring counts: runs by kind and state, and the oldest of each, without reading the runs themselves.
create index runs_counted on runs (kind, state, requested_at);
