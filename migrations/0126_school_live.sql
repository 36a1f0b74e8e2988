-- Open pages of a school and of its classes hear of a change of their own pupils, not of every one of the territory.
create function status_tell_schools() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare told record;
begin
  for told in select distinct territory_id, school from touched loop
    perform pg_notify('passerelle_changes', 'indicators ' || told.territory_id || ' ' || told.school);
  end loop;
  return null;
end
$$;
create trigger status_tell_added after insert on pupil_statuses
  referencing new table as touched for each statement execute function status_tell_schools();
create trigger status_tell_changed after update on pupil_statuses
  referencing new table as touched for each statement execute function status_tell_schools();
create trigger status_tell_removed after delete on pupil_statuses
  referencing old table as touched for each statement execute function status_tell_schools();

-- What someone planned, for their own calendar.
create index placement_visits_by_account on placement_visits (territory_id, by_account, day) where state <> 'dropped';
