-- The second lock (0034) for what was handed in of agreements made elsewhere: there for those whose agreement it is.
alter table outside_files enable row level security;
create policy guarded_outside_files on outside_files for select to passerelle_guarded using (
  exists (select from agreements a where a.territory_id = outside_files.territory_id and a.id = outside_files.agreement_id)
);
grant select (territory_id, agreement_id, media_type) on outside_files to passerelle_guarded;
