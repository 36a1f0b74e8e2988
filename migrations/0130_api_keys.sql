-- Keys by which programs read the figures of an area (src/api): made by somebody who follows it, worth nothing once they no longer do.
create table api_keys (
  territory_id text not null,
  id uuid not null,
  -- Who made it: the key sees no more than they may.
  account_id uuid not null,
  -- Of the program, as its maker calls it.
  name text not null,
  -- As in the address of a dashboard: `bassin:vire`; empty for the whole territory.
  within text not null,
  -- Of the key itself nothing else is kept.
  secret_hash text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  -- To some minutes.
  last_used_at timestamptz,
  taken_back_at timestamptz,
  primary key (territory_id, id)
);
create unique index api_keys_by_secret on api_keys (secret_hash);
create index api_keys_by_account on api_keys (territory_id, account_id);
