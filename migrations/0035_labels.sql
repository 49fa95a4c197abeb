-- What a worker has that others lack, such as a GPU, and what a run needs of its worker: words of WORKER_LABELS. A relay of the
-- version before knows neither, and writes none.
alter table workers add column labels text[] not null default '{}';
alter table runs add column labels text[] not null default '{}' check (cardinality(labels) <= 20);
