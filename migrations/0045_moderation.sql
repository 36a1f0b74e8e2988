-- Moderation of offers: what waits for a coordinator and why, and what people report.

-- A reason to look at an offer, from its opening to the decision; kept as the memory of what was decided.
create table offer_cases (
  territory_id text not null,
  id uuid not null,
  offer_id uuid not null,
  opened_at timestamptz not null,
  -- 0: signs in the text; 1: several reports; 2: paused at once.
  priority integer not null default 0,
  -- Reasons (src/offers/moderation/judge-offer.ts), as they stood when it was opened or last judged.
  reasons jsonb not null default '[]',
  -- open, published, asked, refused
  outcome text not null default 'open' check (outcome in ('open', 'published', 'asked', 'refused')),
  decided_at timestamptz,
  decided_by uuid,
  -- To the host.
  message text not null default '',
  -- Of the offer, once the decision was written: it is undone while nothing followed, that is while the offer is of this version.
  offer_version integer,
  -- State of the offer before the decision.
  state_before text,
  primary key (territory_id, id)
);
create unique index offer_cases_by_id on offer_cases (id);
-- One open case an offer; new reasons join it.
create unique index offer_cases_open on offer_cases (territory_id, offer_id) where outcome = 'open';
create index offer_cases_queue on offer_cases (territory_id, priority desc, opened_at, id) where outcome = 'open';
create index offer_cases_decided on offer_cases (territory_id, decided_at desc, id desc) where outcome <> 'open';

-- What people report. One from each source and offer until it is decided.
create table offer_reports (
  territory_id text not null,
  id uuid not null,
  offer_id uuid not null,
  case_id uuid not null,
  -- Account, or HMAC of a network address with a key of the day: enough to tell sources apart, nothing to find anybody by.
  source text not null,
  account_id uuid references accounts on delete set null,
  reason text not null,
  words text not null default '',
  reported_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index offer_reports_once on offer_reports (territory_id, case_id, source);

-- Fingerprint of each offer's text, to see the same one under many names.
create table offer_fingerprints (
  territory_id text not null,
  offer_id uuid not null,
  host_id uuid not null,
  fingerprint text not null,
  primary key (territory_id, offer_id)
);
create index offer_fingerprints_same on offer_fingerprints (territory_id, fingerprint);

-- Those that wait for a coordinator.
create index offers_waiting on offers (territory_id, changed_at, id) where state = 'waiting';
