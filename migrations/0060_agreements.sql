-- The agreement (convention) that makes a placement real, whatever it was made with: online, on our paper, or elsewhere.

create table agreements (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  -- UAI
  school text not null,
  scheme text not null,
  -- Known for those that come from the bank; null for one made elsewhere with a host we do not know.
  offer_id uuid,
  host_id uuid,
  application_id uuid,
  -- online, paper (our document, signed by hand), outside (another platform or the school's own model)
  source text not null,
  -- draft, filled, checked, signing, signed, running, completed, refused, replaced, cancelled
  state text not null,
  since timestamptz not null,
  -- AgreementContent (src/agreements/content.ts), as it stands now.
  content jsonb not null,
  -- Of the current version of the document; 0 until it is frozen for the first time.
  version integer not null default 0,
  -- Copied from the content, for lists and overlaps: ISO weeks, first and last day.
  weeks text[] not null,
  first_day date not null,
  last_day date not null,
  -- What the printed pages carry, in letters: short, unique everywhere, says nothing.
  code text not null unique,
  -- The day whose rules apply: when it was submitted to be checked.
  submitted_on date,
  -- An amendment names what it amends; a replacement what it replaces.
  amends uuid,
  replaces uuid,
  row_version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index agreements_by_id on agreements (id);
create index agreements_by_pupil on agreements (territory_id, pupil_id, id desc);
create index agreements_by_class on agreements (territory_id, class_id, state);
create index agreements_by_school on agreements (territory_id, school, state, id desc);
create index agreements_by_host on agreements (territory_id, host_id, state, id desc) where host_id is not null;
-- One living agreement for an application.
create unique index agreements_of_application on agreements (application_id)
  where application_id is not null and state not in ('refused', 'replaced', 'cancelled') and amends is null;

-- What was frozen to be signed: never made anew.
create table agreement_versions (
  territory_id text not null,
  agreement_id uuid not null,
  version integer not null,
  -- The legal text and its version: `observation-2de/2026-1`.
  text_id text not null,
  canonical_json text not null,
  json_sha256 text not null,
  -- The unsigned document; the bytes stand in the file store under their hash.
  pdf_sha256 text not null,
  pages integer not null,
  frozen_at timestamptz not null,
  frozen_by uuid,
  -- The finished document, with the proof page and the platform's signature; null until all have signed.
  sealed_sha256 text,
  sealed_at timestamptz,
  primary key (territory_id, agreement_id, version)
);

-- Who must sign a version, and how it went. `party`: host, head, representative, pupil, tutor, prescriber, beneficiary, employer, chamber, organiser.
create table agreement_signatories (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  party text not null,
  name text not null,
  -- As the school holds them (those of families) or the host gave them.
  email text,
  phone text,
  account_id uuid,
  -- Takes note rather than signs.
  takes_note boolean not null default false,
  -- Null until signed; then the evidence (src/agreements/signatures).
  signed_version integer,
  signed_at timestamptz,
  -- account, link-code, sms-code, paper, in-person
  bound_by text,
  evidence jsonb,
  refused_at timestamptz,
  refused_why text,
  primary key (territory_id, id)
);
create index agreement_signatories_by_agreement on agreement_signatories (territory_id, agreement_id);

-- What happened, in order, for the timeline.
create table agreement_events (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  at timestamptz not null,
  by_account uuid,
  by_party text,
  what text not null,
  detail jsonb not null default '{}',
  primary key (territory_id, id)
);
create index agreement_events_by_agreement on agreement_events (territory_id, agreement_id, id);

-- Health (PAI kit to bring): a yes or no with its own right, never in lists, exports, logs or mails.
create table agreement_health (
  territory_id text not null,
  agreement_id uuid not null,
  has_plan boolean not null,
  primary key (territory_id, agreement_id)
);
