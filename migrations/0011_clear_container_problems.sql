-- Containers used to call a copy, a conflict of labels, or a file that their decoder could not read a fault of the file
-- for good. Copies and conflicts are judged by each training now, and today's decoder reads more: the next training tells
-- what is still at fault. What the relay saw at the upload stays. Before migration 0006, `source` was told by the hint.
update dataset_files set problem = null
where problem ->> 'code' in ('duplicate', 'conflicting-label', 'undecodable', 'truncated')
  and (problem ->> 'source' = 'container' or problem ->> 'source' is null and problem ->> 'hint' = 'Replace or delete the file.');
