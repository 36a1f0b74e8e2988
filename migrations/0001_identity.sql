-- A territory that this installation serves: the first part of the key of every large table.
create table territories (
  id text primary key check (id ~ '^[a-z0-9-]+$'),
  name text not null,
  time_zone text not null default 'Europe/Paris',
  -- Invented people and places: its accounts may be offered to anyone on the first page.
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);

create table accounts (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);

-- What an account may do, and where. Roles are data (src/identity/role.ts): a new one needs no migration.
create table grants (
  account_id uuid not null references accounts on delete cascade,
  role text not null,
  -- '*' for a role that is not held in a territory.
  territory_id text not null default '*',
  primary key (account_id, role, territory_id)
);

-- The browser holds the session's secret; only its SHA-256 stands here.
create table sessions (
  id_sha256 text primary key,
  account_id uuid not null references accounts on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_expires_at on sessions (expires_at);

create table sign_in_links (
  token_sha256 text primary key,
  account_id uuid not null references accounts on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
