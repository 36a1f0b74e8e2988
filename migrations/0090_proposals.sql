-- A place that an allocation found for a pupil, proposed to the pupil and to the host, each with a deadline.

create table proposals (
  territory_id text not null,
  id uuid not null,
  -- The wave it went out with, and the run that found it.
  wave_id uuid not null,
  pupil_id uuid not null,
  offer_id uuid not null,
  host_id uuid not null,
  scheme text not null,
  weeks text[] not null,
  -- proposed, accepted (one of the two has agreed), confirmed (both: an application is confirmed), refused, expired, withdrawn
  state text not null,
  pupil_agreed_at timestamptz,
  host_agreed_at timestamptz,
  refused_by text check (refused_by in ('pupil', 'host')),
  reason text,
  -- What it became.
  application_id uuid,
  expires_at timestamptz not null,
  since timestamptz not null,
  created_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index proposals_by_id on proposals (id);
create index proposals_by_pupil on proposals (territory_id, pupil_id, id desc);
create index proposals_by_host on proposals (territory_id, host_id, state, id desc);
create index proposals_by_wave on proposals (territory_id, wave_id, state);
create index proposals_to_expire on proposals (expires_at) where state in ('proposed', 'accepted');
