-- Secret addresses by which someone's calendar reads the weeks of an area; gone once taken back. Nothing of the address itself is kept.
create table calendar_feeds (
  territory_id text not null,
  account_id uuid not null,
  -- As in the address of a dashboard: `bassin:vire`; empty for the whole territory.
  within text not null,
  id uuid not null,
  made_at timestamptz not null,
  primary key (territory_id, account_id, within)
);
create unique index calendar_feeds_by_id on calendar_feeds (id);
