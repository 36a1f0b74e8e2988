-- What is said around an application, what happened to it, and the links by which hosts answer without an account.

-- Health data, written only by a pupil who wishes to: apart from the application, so that no list or mail can take it along.
create table application_adaptations (
  territory_id text not null,
  application_id uuid not null,
  body text not null,
  -- now, accepted: from when the host may read it
  told text not null check (told in ('now', 'accepted')),
  primary key (territory_id, application_id)
);

-- Between host and pupil; the pupil's school can read.
create table application_messages (
  territory_id text not null,
  id uuid not null,
  application_id uuid not null,
  -- pupil, host
  by_kind text not null check (by_kind in ('pupil', 'host')),
  by_account uuid,
  by_name text not null,
  body text not null,
  at timestamptz not null,
  -- The key of the form that sent it: a second click adds nothing.
  form_key uuid not null,
  primary key (territory_id, id)
);
create unique index application_messages_once on application_messages (territory_id, application_id, form_key);
create index application_messages_by_application on application_messages (territory_id, application_id, id);

-- Every transition (src/applications/transitions.ts), as the memory of the application and its timeline.
create table application_events (
  territory_id text not null,
  application_id uuid not null,
  -- The version of the application after it.
  version integer not null,
  transition text not null,
  at timestamptz not null,
  from_state text not null,
  to_state text not null,
  -- pupil, host, school, system
  by_kind text not null,
  by_account uuid,
  -- ApplicationEventFacts (src/applications/tables.ts): weeks, reason, words.
  facts jsonb not null,
  primary key (territory_id, application_id, version, transition)
);

-- Reminders already sent, by the version that they are about: the key that makes a second sweep send nothing.
create table application_steps (
  territory_id text not null,
  application_id uuid not null,
  version integer not null,
  step text not null,
  at timestamptz not null,
  primary key (territory_id, application_id, version, step)
);

-- A link answers one application and was sent to one person.
create table answer_links (
  territory_id text not null,
  token_sha256 text not null,
  application_id uuid not null,
  email text not null,
  name text not null,
  account_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  primary key (territory_id, token_sha256)
);
create unique index answer_links_by_token on answer_links (token_sha256);
create index answer_links_by_application on answer_links (territory_id, application_id);

-- The second lock (0034): messages and events are seen with the application that they belong to; adaptations not at all.
alter table application_messages enable row level security;
create policy guarded_application_messages on application_messages for select to passerelle_guarded using (
  exists (select from applications a
    where a.territory_id = application_messages.territory_id and a.id = application_messages.application_id)
);
alter table application_events enable row level security;
create policy guarded_application_events on application_events for select to passerelle_guarded using (
  exists (select from applications a
    where a.territory_id = application_events.territory_id and a.id = application_events.application_id)
);
alter table application_adaptations enable row level security;
grant select on application_messages, application_events to passerelle_guarded;

-- The second lock (0034_second_lock.sql): who may see the application sees what is said around it; health data only its pupil, and the host
-- when the pupil said so.
alter table application_messages enable row level security;
create policy guarded_messages on application_messages for select to passerelle_guarded using (
  exists (select from applications a where a.territory_id = application_messages.territory_id
    and a.id = application_messages.application_id)
);
alter table application_events enable row level security;
create policy guarded_events on application_events for select to passerelle_guarded using (
  exists (select from applications a where a.territory_id = application_events.territory_id
    and a.id = application_events.application_id)
);
alter table application_adaptations enable row level security;
create policy guarded_adaptations on application_adaptations for select to passerelle_guarded using (
  exists (select from applications a where a.territory_id = application_adaptations.territory_id
    and a.id = application_adaptations.application_id and (
      a.pupil_id = any ((select guarded_ids('pupil', '{pupil}'))::uuid[])
      or (a.host_id = any ((select guarded_ids('host', '{host}'))::uuid[])
        and (application_adaptations.told = 'now' or a.state in ('accepted', 'confirmed')))
    ))
);
grant select on application_messages, application_events, application_adaptations to passerelle_guarded;
