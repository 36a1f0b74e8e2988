-- Those who welcome: hosts and their sites.

create table hosts (
  territory_id text not null,
  id uuid not null,
  -- Null for a structure without one.
  siret text,
  name text not null,
  -- Of the national classification (NAF), `6201Z`.
  naf text,
  -- Code of the 51 sectors, `s1`…
  sector text,
  -- Staff as the register says it, or as given.
  staff integer,
  description text not null default '',
  website text,
  -- known, closed, unknown (the register answered), unchecked (it did not yet)
  register_state text not null default 'unchecked',
  register_checked_at timestamptz,
  -- The host that this one was merged into; merged hosts are hidden and can come back.
  merged_into uuid,
  -- Lower case without accents, at most 500 characters: name, SIRET, communes of the open sites. Lists are in its order.
  search text not null,
  created_by uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (territory_id, id)
);
create unique index hosts_by_id on hosts (id);
-- The list, in its order.
create index hosts_by_name on hosts (territory_id, search, id) where merged_into is null;
create index hosts_by_merge on hosts (merged_into) where merged_into is not null;
-- Those that the register has not answered about, then the oldest answers.
create index hosts_to_check on hosts (register_checked_at nulls first) where siret is not null and merged_into is null;
create unique index hosts_by_siret on hosts (territory_id, siret) where siret is not null and merged_into is null;

create table sites (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  name text not null,
  street text not null default '',
  postcode text not null,
  -- INSEE code of the commune, and its name as people write it.
  commune text,
  city text not null,
  lat double precision not null,
  lon double precision not null,
  -- `address`: where the address is; `commune`: the centre of the commune, until somebody says better.
  precision text not null default 'address' check (precision in ('address', 'commune')),
  -- wheelchair, lift, hearing_loop, sign_language
  facilities text[] not null default '{}',
  nearest_stop text not null default '',
  closed_at timestamptz,
  primary key (territory_id, id)
);
create index sites_by_host on sites (territory_id, host_id, id);
create index sites_by_commune on sites (territory_id, commune, host_id) where closed_at is null;
