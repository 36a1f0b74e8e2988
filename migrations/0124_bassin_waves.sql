-- A wave may be that of one bassin: started, looked at and sent by whoever coordinates it, for the pupils of its schools.

-- Code of the bassin; null: the whole territory.
alter table help_waves add column bassin text;
-- One wave at a time is looked at, in the territory and in each of its bassins.
drop index help_waves_open;
create unique index help_waves_open on help_waves (territory_id, scheme, (coalesce(bassin, '')))
  where sent_at is null and dropped_at is null;
