-- What is kept for how long: the archive of agreements, what each day's keeping did, files that no row names, and what families ask for.

-- Out of the working lists: opened by the head of the school, and by an operator who says why.
alter table agreements add column archived_at timestamptz;
create index agreements_archive on agreements (territory_id, school, archived_at desc, id) where archived_at is not null;
create index agreements_by_age on agreements (last_day);

-- The second lock (0034) knows no archived agreement, nor what hangs on one.
drop policy guarded_agreements on agreements;
create policy guarded_agreements on agreements for select to passerelle_guarded using (
  archived_at is null and (
    pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
    or host_id = any ((select guarded_ids('host', '{host}'))::uuid[])
    or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
    or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
    or (territory_id, organisation) in (select * from guarded_organisations('{counsellor}'))
  )
);

-- One for each day on which something was kept or gone: counts only.
create table keep_reports (
  id uuid primary key,
  day date not null unique,
  at timestamptz not null,
  -- Purpose → rows.
  counts jsonb not null,
  files integer not null
);

-- Files of the store that no row named when they were looked at. `stamp` tells whether one was put again since.
create table unnamed_files (
  sha256 text primary key,
  stamp text not null,
  seen_at timestamptz not null
);

-- A family, or an adult pupil, asks to read, correct or erase what is kept. Answered within a month.
create table data_requests (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  school text not null,
  kind text not null check (kind in ('read', 'correct', 'erase')),
  words text not null,
  asked_by uuid,
  asked_name text not null,
  asked_at timestamptz not null,
  due_on date not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text,
  primary key (territory_id, id)
);
create index data_requests_by_pupil on data_requests (territory_id, pupil_id, asked_at desc);
create index data_requests_open on data_requests (territory_id, school, due_on, id) where answered_at is null;
-- The same thing is asked once at a time.
create unique index data_requests_once on data_requests (territory_id, pupil_id, kind) where answered_at is null;

alter table data_requests enable row level security;
create policy guarded_data_requests on data_requests for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, secretary}'))
);
grant select on data_requests to passerelle_guarded;

-- Who opened an agreement of the archive, and why: said before it opens.
create table archive_openings (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  by_account uuid not null,
  by_name text not null,
  reason text not null,
  at timestamptz not null,
  primary key (territory_id, id)
);
create index archive_openings_by_agreement on archive_openings (territory_id, agreement_id, id desc);
