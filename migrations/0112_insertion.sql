-- PMSMP: who prescribes, and whom they accompany.

-- A mission locale, an agency, a structure of insertion: what a counsellor's role is bound to (`organisation` in grants and agreements).
create table organisations (
  territory_id text not null,
  id text not null,
  name text not null,
  created_at timestamptz not null,
  primary key (territory_id, id)
);

-- Someone without a school, as the organisation that accompanies them knows them: `pupil_id` of their agreements, and of who answers for
-- them when they are minors (`representatives`). One row for each organisation: they do not share their files.
create table beneficiaries (
  territory_id text not null,
  id uuid not null,
  organisation text not null,
  first_name text not null,
  last_name text not null,
  birth_date date not null,
  email text,
  phone text,
  created_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index beneficiaries_by_id on beneficiaries (id);
create index beneficiaries_by_organisation on beneficiaries (territory_id, organisation, id);

-- The second lock (0034): an organisation sees its own only.
alter table beneficiaries enable row level security;
create policy guarded_beneficiaries on beneficiaries for select to passerelle_guarded using (
  (territory_id, organisation) in (select * from guarded_organisations('{counsellor}'))
);
grant select on beneficiaries, organisations to passerelle_guarded;
