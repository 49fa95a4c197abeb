-- Text has a longest length wherever a client can send it. Rows that were stored before are left as they are.
alter table bridges add check (length(name) <= 200) not valid;
alter table devices
  add check (length(name) <= 200) not valid,
  add check (length(connection) <= 1000) not valid,
  add check (length(model) <= 200) not valid,
  add check (length(description) <= 2000) not valid,
  add check (length(serial) <= 500) not valid;
alter table models add check (length(description) <= 10000) not valid;
