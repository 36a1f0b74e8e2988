-- An accident or an incident during a placement: the facts, and apart from them what is said about somebody's health.

create table placement_incidents (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  pupil_id uuid not null,
  class_id uuid,
  school text not null,
  -- accident (somebody was hurt), incident (anything else that the school must know)
  kind text not null check (kind in ('accident', 'incident')),
  -- In the territory's own time.
  day date not null,
  minute integer not null check (minute between 0 and 1439),
  -- IncidentFacts (src/placements/incident.ts): where, what happened, witnesses. Nothing about health.
  facts jsonb not null,
  by_account uuid,
  by_party text not null check (by_party in ('pupil', 'representative', 'host', 'school')),
  by_name text not null,
  at timestamptz not null,
  primary key (territory_id, id)
);
create unique index placement_incidents_by_id on placement_incidents (id);
create index placement_incidents_by_agreement on placement_incidents (territory_id, agreement_id, id desc);

-- Injuries and care (IncidentHealth): never in lists, exports, logs or mails.
create table incident_health (
  territory_id text not null,
  incident_id uuid not null,
  pupil_id uuid not null,
  school text not null,
  details jsonb not null,
  primary key (territory_id, incident_id)
);

-- The second lock (0034).
alter table placement_incidents enable row level security;
create policy guarded_placement_incidents on placement_incidents for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
  or agreement_id in (select * from guarded_host_agreements())
);
-- Health: the pupil, the family, and those of the school who write the declaration. Neither teachers nor the host.
alter table incident_health enable row level security;
create policy guarded_incident_health on incident_health for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
);
grant select on placement_incidents, incident_health to passerelle_guarded;
