-- Why a version is kept but is not the current one: further training made the model worse. Null for one that counts.
alter table model_versions add column refused text check (length(refused) between 1 and 2000);
