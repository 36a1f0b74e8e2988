-- What a coordination does day by day: tasks, meetings, and handing all of it over.

create table desk_tasks (
  territory_id text not null,
  id uuid not null,
  title text not null,
  notes text not null default '',
  -- What it is about: a pupil, a host, a school (UAI), a bassin (code); nothing.
  subject_kind text check (subject_kind in ('pupil', 'host', 'school', 'bassin')),
  subject_id text,
  -- Null: of nobody yet.
  assigned_to uuid,
  -- ISO date.
  due_on text,
  created_by uuid,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  primary key (territory_id, id),
  check ((subject_kind is null) = (subject_id is null))
);
create unique index desk_tasks_by_id on desk_tasks (id);
create index desk_tasks_open on desk_tasks (territory_id, due_on, id) where done_at is null;
create index desk_tasks_of on desk_tasks (territory_id, assigned_to, due_on, id) where done_at is null;
create index desk_tasks_done on desk_tasks (territory_id, done_at desc, id) where done_at is not null;
create index desk_tasks_about on desk_tasks (territory_id, subject_kind, subject_id);

create table desk_meetings (
  territory_id text not null,
  id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 5 and 1440),
  place text not null,
  people text not null default '',
  notes text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  -- Counts the changes: calendars know by it that it moved.
  version integer not null default 1,
  cancelled_at timestamptz,
  primary key (territory_id, id)
);
create unique index desk_meetings_by_id on desk_meetings (id);
create index desk_meetings_by_day on desk_meetings (territory_id, starts_at, id);

-- One act that hands everything of one coordinator to another, and what it moved, so that it can be taken back.
create table desk_handovers (
  territory_id text not null,
  id uuid not null,
  from_account uuid not null,
  to_account uuid not null,
  tasks uuid[] not null,
  contacts uuid[] not null,
  by_account uuid,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (territory_id, id)
);
create unique index desk_handovers_by_id on desk_handovers (id);
create index desk_handovers_by_day on desk_handovers (territory_id, at desc);

-- A task may name a pupil: only the coordination reads it.
alter table desk_tasks enable row level security;
create policy guarded_desk_tasks on desk_tasks for select to passerelle_guarded using (
  territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or (territory_id in (select territory_id from guarded_places('bassin', '{coordinator}')))
);
grant select on desk_tasks, desk_meetings, desk_handovers to passerelle_guarded;

-- A word of thanks that the coordination sent to a host, once a day at most.
create table desk_thanks (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  by_account uuid,
  at timestamptz not null,
  primary key (territory_id, id)
);
create index desk_thanks_by_host on desk_thanks (territory_id, host_id, at desc);

-- What the desk looks through: what waits longest, what changed last.
create index applications_waiting_by_age on applications (territory_id, waits_since, id) where state in ('submitted', 'read');
create index applications_by_change on applications (territory_id, since desc);
create index agreements_by_end on agreements (territory_id, last_day desc) where state in ('running', 'completed');
create index agreements_by_change on agreements (territory_id, since desc);
create index proposals_by_change on proposals (territory_id, since desc);
create index offers_by_publication on offers (territory_id, published_at desc) where published_at is not null;
create index host_contacts_by_account on host_contacts (territory_id, account_id) where ended_at is null;
