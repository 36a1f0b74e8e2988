-- Hosts that may be the same one, what people said of it, and merges that can be taken back.

-- A pair stands once, the smaller identifier first. What a person dismissed is never proposed again.
create table host_duplicates (
  territory_id text not null,
  one uuid not null,
  other uuid not null,
  -- siret, siren, name, place: why they are proposed.
  reasons text[] not null,
  -- 0 to 1, the list's order.
  score double precision not null,
  state text not null default 'proposed' check (state in ('proposed', 'dismissed', 'merged')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  primary key (territory_id, one, other),
  check (one < other)
);
create index host_duplicates_to_judge on host_duplicates (territory_id, score desc, one, other) where state = 'proposed';
create index host_duplicates_by_other on host_duplicates (territory_id, other);

create table host_merges (
  territory_id text not null,
  id uuid not null,
  -- Hidden since, and what it was merged into.
  from_host uuid not null,
  into_host uuid not null,
  -- HostChange (src/directory/merge.ts): the values of the kept host that the merge changed, before and after.
  changes jsonb not null,
  merged_at timestamptz not null,
  merged_by uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (territory_id, id)
);
create index host_merges_by_host on host_merges (territory_id, from_host);
create index host_merges_recent on host_merges (territory_id, merged_at desc);

-- Every row that a merge moved from one host to the other, to bring exactly those back.
create table host_merge_moves (
  territory_id text not null,
  merge_id uuid not null,
  moved text not null,
  row_id uuid not null,
  primary key (territory_id, merge_id, moved, row_id)
);
