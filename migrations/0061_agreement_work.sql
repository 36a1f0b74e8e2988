-- How an agreement is filled, checked and followed; what hosts and schools answered once; the second lock.

-- PMSMP: the organisation that prescribes, in the stead of a school (then `school` is empty and `class_id` null).
alter table agreements alter column class_id drop not null;
alter table agreements add column organisation text;
-- Who follows the pupil, as one key each (e-mail, else name, lower case): rules count how many they follow at once.
alter table agreements add column tutor_key text;
alter table agreements add column referent_key text;
-- AgreementFinding[] (src/agreements/findings.ts) of the last check, and what a validator let pass, with the reason: kept for ever.
alter table agreements add column findings jsonb not null default '[]';
alter table agreements add column overrides jsonb not null default '[]';
-- Why it was refused, replaced, interrupted or cancelled: code and words.
alter table agreements add column reason text;
create index agreements_by_tutor on agreements (territory_id, host_id, tutor_key) where tutor_key is not null;
create index agreements_by_referent on agreements (territory_id, school, referent_key) where referent_key is not null;
create index agreements_by_amended on agreements (territory_id, amends) where amends is not null;
create index agreements_by_replaced on agreements (territory_id, replaces) where replaces is not null;
create index agreements_by_organisation on agreements (territory_id, organisation, id desc) where organisation is not null;
-- Days pass: the job that starts and ends placements looks at these.
create index agreements_to_start on agreements (first_day, id) where state = 'signed' and amends is null;
create index agreements_to_end on agreements (last_day, id) where state = 'running' and amends is null;

-- A link by which someone without an account fills their part of one agreement. Only its hash is kept.
create table agreement_links (
  territory_id text not null,
  token_sha256 text not null,
  agreement_id uuid not null,
  -- host, school, family
  part text not null,
  email text not null,
  name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (territory_id, token_sha256)
);
create unique index agreement_links_by_token on agreement_links (token_sha256);
create index agreement_links_by_agreement on agreement_links (territory_id, agreement_id);

-- What a host and a school answered for an agreement, offered again for their next ones: nobody types twice.
create table host_agreement_answers (
  territory_id text not null,
  host_id uuid not null,
  answers jsonb not null,
  at timestamptz not null,
  primary key (territory_id, host_id)
);
create table school_agreement_answers (
  territory_id text not null,
  school text not null,
  answers jsonb not null,
  at timestamptz not null,
  primary key (territory_id, school)
);

-- The second lock (0034): the pupil and family, the host, the school, the prescriber and the coordination.
create function guarded_organisations(roles text[]) returns table (territory_id text, id text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select p.territory_id, p.id from guarded_places('organisation', roles) p $$;
revoke all on function guarded_organisations(text[]) from public;
grant execute on function guarded_organisations(text[]) to passerelle_guarded;

alter table agreements enable row level security;
create policy guarded_agreements on agreements for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or host_id = any ((select guarded_ids('host', '{host}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or (territory_id, organisation) in (select * from guarded_organisations('{counsellor}'))
);

-- What hangs on an agreement is seen by whoever sees it.
alter table agreement_versions enable row level security;
create policy guarded_agreement_versions on agreement_versions for select to passerelle_guarded using (
  exists (select from agreements a where a.territory_id = agreement_versions.territory_id and a.id = agreement_versions.agreement_id)
);
alter table agreement_signatories enable row level security;
create policy guarded_agreement_signatories on agreement_signatories for select to passerelle_guarded using (
  exists (select from agreements a where a.territory_id = agreement_signatories.territory_id and a.id = agreement_signatories.agreement_id)
);
alter table agreement_events enable row level security;
create policy guarded_agreement_events on agreement_events for select to passerelle_guarded using (
  exists (select from agreements a where a.territory_id = agreement_events.territory_id and a.id = agreement_events.agreement_id)
);
-- Health has its own right: the pupil, the family and the head of the school.
alter table agreement_health enable row level security;
create policy guarded_agreement_health on agreement_health for select to passerelle_guarded using (
  exists (
    select from agreements a
    where a.territory_id = agreement_health.territory_id and a.id = agreement_health.agreement_id and (
      a.pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
      or (a.territory_id, a.school) in (select * from guarded_schools('{head}'))
    )
  )
);
grant select on agreements, agreement_versions, agreement_signatories, agreement_events, agreement_health to passerelle_guarded;
