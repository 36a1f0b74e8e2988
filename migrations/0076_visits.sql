-- A call or a visit of the school during a placement: planned, then noted.

create table placement_visits (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  class_id uuid not null,
  school text not null,
  kind text not null check (kind in ('call', 'visit')),
  day date not null,
  state text not null check (state in ('planned', 'done', 'dropped')),
  notes text not null default '',
  by_account uuid,
  by_name text not null,
  at timestamptz not null,
  primary key (territory_id, id)
);
-- Planned twice for the same day, it is one.
create unique index placement_visits_once on placement_visits (territory_id, agreement_id, day, kind) where state <> 'dropped';
create index placement_visits_by_class on placement_visits (territory_id, class_id, day, id);

-- The second lock (0034): the school alone.
alter table placement_visits enable row level security;
create policy guarded_placement_visits on placement_visits for select to passerelle_guarded using (
  class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
);
grant select on placement_visits to passerelle_guarded;
