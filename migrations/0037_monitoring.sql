-- Which process tells the monitoring what the database holds: one at a time, or every sum over processes would be a multiple.
create table monitoring_lease (
  only_one boolean primary key default true check (only_one),
  holder   uuid not null,
  until    timestamptz not null
);

-- The request that asked for a run, as its answer's X-Request-Id and the log have it.
alter table runs add column request_id text check (length(request_id) between 1 and 100);
-- Where its trace goes on (W3C Trace Context); null where nothing is traced.
alter table runs add column traceparent text check (length(traceparent) = 55);
