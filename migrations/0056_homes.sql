-- Where people start: the help that pupils ask for, what their school tells them, and when help is offered.

-- A pupil agrees that the coordination looks for a place with them. Kept after it was taken back: what was agreed to, and when.
create table help_requests (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  -- Which words the pupil agreed to (src/homes/help.ts).
  consent text not null,
  asked_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (territory_id, id)
);
create unique index help_requests_open on help_requests (territory_id, pupil_id) where withdrawn_at is null;
create index help_requests_by_pupil on help_requests (territory_id, pupil_id, asked_at desc);

-- A word that a school sent to a pupil who is stuck.
create table pupil_nudges (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  by_account uuid,
  at timestamptz not null,
  primary key (territory_id, id)
);
create index pupil_nudges_by_pupil on pupil_nudges (territory_id, pupil_id, at desc);

-- What someone of the school advises a pupil, shown on the pupil's own page.
create table pupil_advices (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  by_account uuid,
  by_name text not null,
  body text not null,
  at timestamptz not null,
  removed_at timestamptz,
  primary key (territory_id, id)
);
create index pupil_advices_by_pupil on pupil_advices (territory_id, pupil_id, at desc);

-- When help is offered; a territory without a row has the defaults.
create table help_settings (
  territory_id text primary key,
  -- Null: each pupil's search opens when they first come in.
  opens_on date,
  after_days integer not null default 14 check (after_days between 0 and 365),
  after_refusals integer not null default 2 check (after_refusals between 1 and 50)
);

-- The second lock (0034): the pupil, the family, the school and the coordination; never a host.
alter table help_requests enable row level security;
create policy guarded_help_requests on help_requests for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or exists (
    select from pupils p
    where p.territory_id = help_requests.territory_id and p.id = help_requests.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    )
  )
);
alter table pupil_nudges enable row level security;
create policy guarded_pupil_nudges on pupil_nudges for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or exists (
    select from pupils p
    where p.territory_id = pupil_nudges.territory_id and p.id = pupil_nudges.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
    )
  )
);
alter table pupil_advices enable row level security;
create policy guarded_pupil_advices on pupil_advices for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or exists (
    select from pupils p
    where p.territory_id = pupil_advices.territory_id and p.id = pupil_advices.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
    )
  )
);
grant select on help_requests, pupil_nudges, pupil_advices to passerelle_guarded;
