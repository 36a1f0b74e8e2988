-- An area asks for the slices of its schools: they are told apart in the index, without reading the rows of all the others.
drop index status_counts_by_slice;
create index status_counts_by_slice on status_counts (territory_id, scheme, slice collate "C", school);
