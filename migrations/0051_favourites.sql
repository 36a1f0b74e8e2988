-- Offers that someone keeps, and searches they want to hear about.

create table favourites (
  territory_id text not null,
  account_id uuid not null references accounts on delete cascade,
  offer_id uuid not null,
  added_at timestamptz not null,
  primary key (territory_id, account_id, offer_id)
);
create index favourites_by_account on favourites (account_id, added_at desc, offer_id desc);

create table saved_searches (
  territory_id text not null,
  id uuid not null,
  account_id uuid not null references accounts on delete cascade,
  -- The address of the search without its page: what it looks for.
  query text not null,
  -- In words, as the list and the mail say it.
  title text not null,
  saved_at timestamptz not null,
  -- Offers published since are news; moved on by the daily job.
  looked_at timestamptz not null,
  stopped_at timestamptz,
  primary key (territory_id, id)
);
create index saved_searches_by_account on saved_searches (account_id, saved_at desc);
create unique index saved_searches_by_id on saved_searches (id);
-- What the job looks for.
create index saved_searches_due on saved_searches (looked_at) where stopped_at is null;
create unique index saved_searches_once on saved_searches (territory_id, account_id, query) where stopped_at is null;

-- An offer is told once to a person, whatever search finds it.
create table told_offers (
  territory_id text not null,
  account_id uuid not null references accounts on delete cascade,
  offer_id uuid not null,
  told_at timestamptz not null,
  primary key (territory_id, account_id, offer_id)
);
