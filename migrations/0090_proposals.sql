-- A place that an allocation found for a pupil, proposed to the pupil and to the host, each with a deadline.

create table proposals (
  territory_id text not null,
  id uuid not null,
  -- The wave it went out with, and the run that found it.
  wave_id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  -- UAI
  school text not null,
  offer_id uuid not null,
  host_id uuid not null,
  scheme text not null,
  -- ISO, ascending: of the seat that is held meanwhile.
  weeks text[] not null,
  -- Door to door, each way, the longest day; null where no timetable was known.
  minutes_out integer,
  minutes_back integer,
  -- proposed, accepted (one of the two has agreed), confirmed (both: an application is confirmed), refused, expired, withdrawn
  state text not null,
  pupil_agreed_at timestamptz,
  host_agreed_at timestamptz,
  refused_by text check (refused_by in ('pupil', 'host')),
  -- Code of src/proposals/reasons.ts.
  reason text,
  -- What it became.
  application_id uuid,
  expires_at timestamptz not null,
  since timestamptz not null,
  created_at timestamptz not null,
  -- Counts the changes: forms carry it.
  version integer not null default 1,
  primary key (territory_id, id)
);
create unique index proposals_by_id on proposals (id);
create index proposals_by_pupil on proposals (territory_id, pupil_id, id desc);
create index proposals_by_host on proposals (territory_id, host_id, state, id desc);
create index proposals_by_school on proposals (territory_id, school, state);
create index proposals_by_offer on proposals (territory_id, offer_id, state);
create index proposals_to_expire on proposals (expires_at) where state in ('proposed', 'accepted');
create index proposals_open on proposals (territory_id, expires_at) where state in ('proposed', 'accepted');
-- A wave proposes a place to a pupil once, however often its sending starts again.
create unique index proposals_once on proposals (territory_id, wave_id, pupil_id, offer_id);

-- The second lock (0034): the pupil, the family, the school, the host and the coordination.
alter table proposals enable row level security;
create policy guarded_proposals on proposals for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or host_id = any ((select guarded_ids('host', '{host}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
);
grant select on proposals to passerelle_guarded;
