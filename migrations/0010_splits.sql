-- The part of a dataset that its owner put a picture into; null leaves it to each training.
alter table dataset_files add column split text check (split in ('train', 'validation', 'test'));
-- Long names that begin alike are kept apart rather than cut.
alter table dataset_files drop constraint dataset_files_label_check;
alter table dataset_files add constraint dataset_files_label_check check (length(label) between 1 and 200);
