-- Classes, their pupils, those who answer for them, and the weeks they need. Identifiers are UUIDs, unique over all territories.

create table classes (
  territory_id text not null,
  id uuid not null,
  -- UAI
  school text not null,
  name text not null,
  level text not null,
  -- 2025 for the school year 2025-2026.
  school_year integer not null,
  -- What the school prints for its pupils to sign in with, beside their own code; unique everywhere.
  sign_in_code text not null unique,
  primary key (territory_id, id)
);
create unique index classes_by_id on classes (id);
create unique index classes_by_name on classes (territory_id, school, school_year, name);

create table pupils (
  territory_id text not null,
  id uuid not null,
  school text not null,
  class_id uuid not null,
  first_name text not null,
  last_name text not null,
  birth_date date not null,
  level text not null,
  email text,
  phone text,
  -- Home: an address' position, else the commune's centre ('commune'), else unknown.
  lat double precision,
  lon double precision,
  home_precision text check (home_precision in ('address', 'commune')),
  commune text,
  -- Higher is served first by an allocation; 0 without a reason.
  priority integer not null default 0,
  needs text[] not null default '{}',
  -- Lives in a priority neighbourhood (QPV).
  qpv boolean not null default false,
  -- Said by the school: nobody around the family can open a door.
  without_network boolean not null default false,
  account_id uuid references accounts on delete set null,
  -- HMAC of the personal code printed by the school; null when none was printed.
  personal_code_hash text,
  left_at timestamptz,
  primary key (territory_id, id)
);
create unique index pupils_by_id on pupils (id);
create index pupils_by_class on pupils (territory_id, class_id, last_name, first_name, id);
create index pupils_by_school on pupils (territory_id, school, id);
create index pupils_by_account on pupils (account_id) where account_id is not null;

create table representatives (
  territory_id text not null,
  id uuid not null,
  pupil_id uuid not null,
  name text not null,
  email text,
  phone text,
  account_id uuid references accounts on delete set null,
  primary key (territory_id, id)
);
create index representatives_by_pupil on representatives (territory_id, pupil_id);
create index representatives_by_account on representatives (account_id) where account_id is not null;

-- The weeks that a class has to fill, by scheme.
create table periods (
  territory_id text not null,
  id uuid not null,
  school text not null,
  class_id uuid not null,
  scheme text not null,
  name text not null,
  -- ISO weeks, ascending
  weeks text[] not null,
  primary key (territory_id, id)
);
create index periods_by_class on periods (territory_id, class_id);
