-- A campaign and its inputs, as they were given: `cells` is the complete row of the file, extra columns included,
-- so that what is exported is what was imported; the other columns are read from it for queries.

create table campaigns (
  territory_id text not null,
  id text not null,
  name text not null,
  -- Grows with every apply and undo; a preview is only applied to the version it was made on.
  version integer not null,
  created_by text,
  created_at timestamptz not null,
  primary key (territory_id, id)
);

-- What is stored of each kind now. `version` is that of the campaign when this kind last changed.
-- `name` tells timetables apart and is '' for the kinds of which a campaign has one (campaign, pupils, offers, schools).
create table campaign_files (
  territory_id text not null,
  campaign_id text not null,
  kind text not null,
  name text not null,
  version integer not null,
  present boolean not null,
  file_name text not null,
  sha256 text not null,
  columns jsonb not null,
  row_count integer not null,
  import_id text,
  changed_at timestamptz not null,
  primary key (territory_id, campaign_id, kind, name)
);

-- One row: campaign.json as given.
create table campaign_settings (
  territory_id text not null,
  campaign_id text not null,
  cells jsonb not null,
  primary key (territory_id, campaign_id)
);

create table campaign_pupils (
  territory_id text not null,
  campaign_id text not null,
  pupil text not null,
  school text not null,
  level text not null,
  priority integer not null,
  weeks text[] not null,
  fixed text,
  lat double precision,
  lon double precision,
  first_name text,
  last_name text,
  -- Id and names in lower case without accents, for a forgiving search.
  search text not null,
  cells jsonb not null,
  primary key (territory_id, campaign_id, pupil)
);
create index campaign_pupils_by_school on campaign_pupils (territory_id, campaign_id, school, pupil);

create table campaign_offers (
  territory_id text not null,
  campaign_id text not null,
  offer text not null,
  host text not null,
  title text not null,
  sector text not null,
  lat double precision not null,
  lon double precision not null,
  seats integer not null,
  cells jsonb not null,
  primary key (territory_id, campaign_id, offer)
);
create index campaign_offers_by_host on campaign_offers (territory_id, campaign_id, host, offer);

create table campaign_schools (
  territory_id text not null,
  campaign_id text not null,
  uai text not null,
  name text not null,
  lat double precision,
  lon double precision,
  cells jsonb not null,
  primary key (territory_id, campaign_id, uai)
);

create table campaign_timetables (
  territory_id text not null,
  campaign_id text not null,
  name text not null,
  sha256 text not null,
  -- FeedReport of the transit feature: routes, stops, trips, dates, defects by kind.
  report jsonb not null,
  primary key (territory_id, campaign_id, name)
);

-- Bytes by content, so that an undo and several campaigns share them.
create table stored_files (
  territory_id text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (territory_id, sha256)
);
