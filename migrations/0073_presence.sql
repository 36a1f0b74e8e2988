-- Following a placement: what a tutor may open without an account, who came on which half-day, what was told already, and the file
-- that proves a placement agreed elsewhere.

-- A link of a mail to someone of the host: it opens one placement, until some time after its end, as long as the agreement still names
-- that address. Nothing of the token is kept: it is this id, and our proof.
create table placement_links (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  email text not null,
  name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index placement_links_by_id on placement_links (id);
create unique index placement_links_once on placement_links (territory_id, agreement_id, email);

-- A half-day on which somebody said whether the pupil was there. What nobody said has no row.
create table placement_presence (
  territory_id text not null,
  agreement_id uuid not null,
  day date not null,
  half text not null check (half in ('am', 'pm')),
  present boolean not null,
  -- Copied from the agreement, for the second lock and for the school's day.
  pupil_id uuid not null,
  class_id uuid,
  school text not null,
  by_account uuid,
  -- host (with an account or by the link of a mail), school
  by_party text not null check (by_party in ('host', 'school')),
  at timestamptz not null,
  primary key (territory_id, agreement_id, day, half)
);
create index placement_absences on placement_presence (territory_id, school, day) where not present;

-- What was told by itself, once: welcome, week:2026-W25, end…
create table placement_told (
  territory_id text not null,
  agreement_id uuid not null,
  what text not null,
  at timestamptz not null,
  primary key (territory_id, agreement_id, what)
);

-- The agreement of another platform or of the school's own model, as it was handed in.
create table outside_files (
  territory_id text not null,
  agreement_id uuid not null,
  sha256 text not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes integer not null,
  at timestamptz not null,
  primary key (territory_id, agreement_id)
);

-- The agreements of the hosts over which one is a member.
create function guarded_host_agreements() returns table (agreement_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select a.id from guarded_places('host', '{host}') p
      join agreements a on a.territory_id = p.territory_id
        and a.host_id = case when p.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p.id::uuid end
  $$;

-- The second lock (0034): the pupil, the family, the school, and the host where the pupil is.
alter table placement_presence enable row level security;
create policy guarded_placement_presence on placement_presence for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
  or agreement_id in (select * from guarded_host_agreements())
);
grant select on placement_presence to passerelle_guarded;
