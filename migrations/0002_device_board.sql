-- Which board of the catalogue (tf-image/tinymlaas_tf/boards.json) a device is, where somebody said so.
alter table devices add column board text check (board ~ '^[a-z0-9-]{1,60}$');
