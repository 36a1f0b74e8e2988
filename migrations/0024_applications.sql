-- A pupil applies for an offer and some of its weeks.

create table applications (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  -- UAI
  school text not null,
  offer_id uuid not null,
  host_id uuid not null,
  scheme text not null,
  weeks text[] not null,
  -- draft, submitted, read, asked, countered, accepted, waiting, confirmed, refused, withdrawn, expired, cancelled
  state text not null,
  -- ApplicationAnswers (src/applications/tables.ts): what draws the pupil, availability, adaptations if they wish.
  answers jsonb not null,
  -- Weeks that the host proposes instead.
  proposed_weeks text[],
  submitted_at timestamptz,
  -- Since when it is in this state.
  since timestamptz not null,
  expires_at timestamptz,
  version integer not null default 1,
  primary key (territory_id, id)
);
create unique index applications_by_id on applications (id);
create index applications_by_pupil on applications (territory_id, pupil_id, id desc);
create index applications_by_offer on applications (territory_id, offer_id, state, submitted_at);
create index applications_by_host on applications (territory_id, host_id, state, id desc);
create index applications_by_class on applications (territory_id, class_id, state);
create index applications_to_expire on applications (expires_at) where expires_at is not null;
