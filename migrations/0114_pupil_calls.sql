-- A call about a pupil's search: with whom, when, what was said. Of the school, never shown to the pupil's hosts or to the coordination.
create table pupil_calls (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  with_whom text not null check (with_whom in ('pupil', 'family', 'host', 'other')),
  at timestamptz not null,
  said text not null,
  by_account uuid,
  by_name text not null,
  noted_at timestamptz not null,
  removed_at timestamptz,
  primary key (territory_id, id)
);
create index pupil_calls_by_pupil on pupil_calls (territory_id, pupil_id, at desc);

-- The second lock (0034): the school alone.
alter table pupil_calls enable row level security;
create policy guarded_pupil_calls on pupil_calls for select to passerelle_guarded using (
  exists (
    select from pupils p
    where p.territory_id = pupil_calls.territory_id and p.id = pupil_calls.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
    )
  )
);
grant select on pupil_calls to passerelle_guarded;
