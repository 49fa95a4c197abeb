-- A run may ask for an accuracy or a board: what it made is kept, but it has failed.
alter table runs drop constraint runs_reason_check;
alter table runs add constraint runs_reason_check
  check (reason in ('exit', 'timeout', 'cancelled', 'oom', 'disk', 'image', 'engine', 'bad-input', 'bad-output', 'lost',
                    'below-the-bar'));
