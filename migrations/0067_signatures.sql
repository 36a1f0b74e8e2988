-- Who signs an agreement, and the proof of each signature. A signatory (0060) is who must sign now; a signature is what was signed, for ever.

alter table agreement_signatories
  -- The school's file that a parent's contact is read from: nobody else holds it.
  add column representative_id uuid,
  -- Tells apart several of one party: the two hosts of a split seconde, two parents.
  add column rank integer not null default 0,
  -- The version that was last put to them. An older signature stays good as long as no later version asks again.
  add column asked_version integer not null default 0,
  -- Of those with the same word one signature is enough (parents); null: this one is needed.
  add column any_of text,
  add column asked_at timestamptz,
  -- When they are reminded; null once they signed, refused, or were reminded enough.
  add column remind_at timestamptz;
create index agreement_signatories_to_remind on agreement_signatories (remind_at) where remind_at is not null;
-- Contacts are compared with the school's while an agreement is being signed.
create index agreements_in_signing on agreements (territory_id, id) where state = 'signing';

-- What was signed: added, never changed. Names stand as they were that day.
create table agreement_signatures (
  territory_id text not null,
  id uuid not null,
  agreement_id uuid not null,
  signatory_id uuid not null,
  version integer not null,
  party text not null,
  takes_note boolean not null,
  -- Who signed; for whom, when it is someone else (the head, by a deputy).
  name text not null,
  -- What they wrote by way of a signature.
  written text,
  on_behalf_of text,
  -- Whose role was lent to them.
  delegated_by text,
  at timestamptz not null,
  -- account, link-code, link (to take note), paper, in-person
  bound_by text not null,
  account_id uuid,
  -- Where the code went, with most of it hidden: `m…@exemple.fr`.
  code_sent_to text,
  network_address text,
  -- Who filed the paper, or saw them sign.
  recorded_by uuid,
  recorded_by_name text,
  -- Of the exact document: the PDF as it was frozen.
  document_sha256 text not null,
  -- The image of the paper, or the drawn signature.
  proof_sha256 text,
  primary key (territory_id, id)
);
-- Asked twice, signed once.
create unique index agreement_signatures_once on agreement_signatures (territory_id, signatory_id, version);
create index agreement_signatures_by_agreement on agreement_signatures (territory_id, agreement_id, id);

-- A link by which one person signs one version. Only its hash is kept.
create table signing_links (
  territory_id text not null,
  token_sha256 text not null,
  agreement_id uuid not null,
  signatory_id uuid not null,
  version integer not null,
  -- It was sent to; worth nothing once the contact is another.
  email text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (territory_id, token_sha256)
);
create unique index signing_links_by_token on signing_links (token_sha256);
create index signing_links_by_agreement on signing_links (territory_id, agreement_id);
create index signing_links_to_forget on signing_links (expires_at);

-- Someone wants to sign, one agreement or many, and a code was sent to them; the code is derived from the id and kept nowhere.
create table signing_requests (
  territory_id text not null,
  id uuid not null,
  -- Undefined for who came by a link.
  account_id uuid,
  -- UAI, for a head's review.
  school text,
  name text not null,
  delegated_by text,
  -- What allows it, for the journal: the role over a place, or the link.
  role text,
  why text not null,
  -- Null when there is no address to send a code to: the session alone says who it is.
  email text,
  -- The same person for the same documents: asked again at once, it is the same request.
  same text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  -- When the right code was typed, and from where.
  approved_at timestamptz,
  network_address text,
  written text,
  proof_sha256 text,
  primary key (territory_id, id)
);
create unique index signing_requests_by_id on signing_requests (id);
create index signing_requests_same on signing_requests (territory_id, same, created_at);
create index signing_requests_to_forget on signing_requests (expires_at);

create table signing_request_items (
  territory_id text not null,
  request_id uuid not null,
  agreement_id uuid not null,
  signatory_id uuid not null,
  version integer not null,
  document_sha256 text not null,
  -- Null until it was tried; then signed, already, changed, closed.
  result text,
  primary key (territory_id, request_id, signatory_id)
);

-- The second lock (0034): seen by whoever sees the agreement; network addresses and where codes went are for nobody's lists.
alter table agreement_signatures enable row level security;
create policy guarded_agreement_signatures on agreement_signatures for select to passerelle_guarded using (
  exists (select from agreements a where a.territory_id = agreement_signatures.territory_id and a.id = agreement_signatures.agreement_id)
);
grant select (territory_id, id, agreement_id, signatory_id, version, party, takes_note, name, on_behalf_of, delegated_by, at, bound_by,
  recorded_by_name, document_sha256, proof_sha256) on agreement_signatures to passerelle_guarded;
