-- Thumbnails are made once. Each is its file's own, also where another dataset has the same picture: what a hostile picture
-- does to the decoder of its dataset shows nowhere else.
create table thumbnails (
  file_id integer primary key references dataset_files on delete cascade,
  -- The content that it shows; under its name a file may get another.
  blob_id uuid not null,
  png     bytea not null check (octet_length(png) <= 1048576)
);
alter table thumbnails alter column png set storage external;
