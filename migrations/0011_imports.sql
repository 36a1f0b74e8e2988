-- One import: the files given together, previewed, applied and undone together.

create table imports (
  territory_id text not null,
  id text not null,
  campaign_id text not null,
  -- previewed, refused, applied, undone, expired
  state text not null,
  -- The campaign's version that the difference was computed on, and the one that applying made.
  base_version integer not null,
  applied_version integer,
  problem_count integer not null,
  problems jsonb not null,
  made_by text,
  made_at timestamptz not null,
  applied_by text,
  applied_at timestamptz,
  undone_by text,
  undone_at timestamptz,
  primary key (territory_id, id)
);
create index imports_by_campaign on imports (territory_id, campaign_id, id desc);

create table import_files (
  territory_id text not null,
  import_id text not null,
  kind text not null,
  name text not null,
  file_name text not null,
  sha256 text not null,
  columns jsonb not null,
  row_count integer not null,
  new_count integer not null,
  changed_count integer not null,
  removed_count integer not null,
  same_count integer not null,
  -- The row of campaign_files before the apply, for the undo.
  former jsonb,
  primary key (territory_id, import_id, kind, name)
);

-- The difference, row by row: `former` null for a new row, `next` null for a removed one.
create table import_changes (
  territory_id text not null,
  import_id text not null,
  kind text not null,
  key text not null,
  former jsonb,
  next jsonb,
  primary key (territory_id, import_id, kind, key)
);
