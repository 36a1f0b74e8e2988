-- Work on offers: what is being written, what was changed, images, files of offers, first-timers.

-- An offer being written or mended, kept at each step until it is published or thrown away.
create table offer_drafts (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  -- The offer it will become or change.
  offer_id uuid not null,
  -- Of the offer it changes, when the writing began or both versions were last seen; null for a new offer.
  base_version integer,
  -- OfferAnswers (src/offers/offer-answers.ts): as typed, and as the offer stood at `base_version`.
  answers jsonb not null,
  base jsonb,
  written_by uuid not null,
  changed_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index offer_drafts_by_id on offer_drafts (id);
create unique index offer_drafts_by_writer on offer_drafts (territory_id, offer_id, written_by);
create index offer_drafts_by_host on offer_drafts (territory_id, host_id, id desc);

-- Every change of an offer, with what stood before: to show it, to undo it.
create table offer_changes (
  territory_id text not null,
  offer_id uuid not null,
  -- The version that this change made.
  version integer not null,
  -- created, edited, seats, published, waiting, asked, refused, paused, archived, draft, imported, undone
  what text not null,
  by uuid,
  at timestamptz not null,
  -- OfferState and OfferContent (src/offers/offer.ts) before; null for a creation.
  before jsonb,
  primary key (territory_id, offer_id, version)
);

create table offer_images (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  offer_id uuid not null,
  media_type text not null,
  bytes bytea not null,
  added_at timestamptz not null,
  primary key (territory_id, id)
);
create unique index offer_images_by_id on offer_images (id);
create index offer_images_by_offer on offer_images (territory_id, offer_id);
