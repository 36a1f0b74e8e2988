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
  -- ApplicationAnswers (src/applications/tables.ts): what draws the pupil, availability. Adaptations stand apart (0053).
  answers jsonb not null,
  -- Weeks that the host proposes instead.
  proposed_weeks text[],
  -- Code of why it was refused or cancelled (src/applications/reasons.ts).
  reason text,
  submitted_at timestamptz,
  -- Since when it is in this state.
  since timestamptz not null,
  -- Since when the same person is waited for: reading an application does not give its reader more time.
  waits_since timestamptz not null,
  expires_at timestamptz,
  -- From when the host may know the pupil's name; null while the application is anonymous.
  revealed_at timestamptz,
  -- When it was called from the waiting list; a freed seat is kept for it until it ends.
  called_at timestamptz,
  -- When the host first accepted it, undone or not.
  accepted_at timestamptz,
  -- Counts the changes that matter to the other side (a reading does not): forms carry it, reminders are keyed by it.
  version integer not null default 1,
  primary key (territory_id, id)
);
create unique index applications_by_id on applications (id);
create index applications_by_pupil on applications (territory_id, pupil_id, id desc);
create index applications_by_offer on applications (territory_id, offer_id, state, submitted_at);
create index applications_by_host on applications (territory_id, host_id, state, waits_since, id);
create index applications_by_class on applications (territory_id, class_id, state);
create index applications_to_expire on applications (expires_at) where expires_at is not null;
create index applications_to_remind on applications (state, waits_since)
  where state in ('submitted', 'read', 'asked', 'countered', 'accepted');
-- One open application of a pupil to an offer.
create unique index applications_open_once on applications (territory_id, pupil_id, offer_id)
  where state in ('draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting');
