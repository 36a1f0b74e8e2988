-- Places proposed by someone who is not known yet: kept until the link of the mail is pressed, then forgotten.
create table offer_proposals (
  territory_id text not null,
  id uuid not null,
  email text not null,
  name text not null,
  -- Proposal (src/offers/proposal.ts): who, what, when, where, as read from the form.
  proposal jsonb not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (territory_id, id)
);
create unique index offer_proposals_by_id on offer_proposals (id);
create index offer_proposals_to_forget on offer_proposals (expires_at);

-- Files of offers that a host gave: what they would change, what they changed.
create table offer_imports (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  -- refused, previewed, applied, undone
  state text not null,
  file_name text not null,
  problems jsonb not null,
  -- OfferPlan[] (src/offers/offer-imports.ts)
  plans jsonb not null,
  -- What applying wrote: offer and version, for the undo.
  written jsonb not null default '[]',
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (territory_id, id)
);
create index offer_imports_by_host on offer_imports (territory_id, host_id, id desc);
