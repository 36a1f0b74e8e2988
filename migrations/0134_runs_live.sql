-- What the pages of a territory say of its last allocation changes when one is asked for, begins or ends: open ones hear of it, in the words
-- of migrations/0095. Its steps in between are told to whoever follows the run itself.
create function run_told() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('passerelle_changes', 'indicators ' || new.territory_id);
  return null;
end
$$;
create trigger run_asked after insert on runs for each row execute function run_told();
create trigger run_moved after update of state on runs
  for each row when (new.state is distinct from old.state) execute function run_told();
