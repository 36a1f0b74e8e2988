-- How people come in. Nothing here opens anything to whoever reads it: secrets are hashed, sealed or derived from the server's key.

-- The key of an installation whose configuration gives none (SECRET_KEY).
create table server_keys (
  name text primary key,
  key text not null
);

alter table sessions
  add column id uuid not null default gen_random_uuid(),
  -- In words: « Firefox sur Windows ».
  add column device text not null default '',
  add column last_used_at timestamptz,
  -- When the secret was last changed.
  add column rotated_at timestamptz,
  -- The secret before the last change, good until the new one has been seen.
  add column former_sha256 text,
  -- When the second step was passed; roles that ask for it are worth nothing in the session before.
  add column second_step_at timestamptz,
  -- The identity provider one came by, and its proof (sealed), to leave it again.
  add column provider text,
  add column id_token text;
create unique index sessions_by_id on sessions (id);
create index sessions_by_account on sessions (account_id);
create index sessions_by_former on sessions (former_sha256) where former_sha256 is not null;

-- Someone asked for a mail to sign in with. The link and the code that it holds are derived from the id with the server's key.
create table sign_in_requests (
  id uuid primary key,
  -- Null when nobody has this address: the page says the same.
  account_id uuid references accounts on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Wrong codes typed in the browser that asked, and on the page of the mail's link: the link's holder is not kept out by the former.
  browser_attempts integer not null default 0,
  link_attempts integer not null default 0,
  used_at timestamptz
);
create index sign_in_requests_expire on sign_in_requests (expires_at);

-- What was spent of each budget of attempts (src/identity/budgets.ts). The subject (a network address, an account) is under a MAC.
create table attempts (
  subject text primary key,
  since timestamptz not null,
  count integer not null
);
create index attempts_since on attempts (since);

-- A second step by codes that a phone computes (RFC 6238). The secret is sealed.
create table second_steps (
  account_id uuid primary key references accounts on delete cascade,
  secret text not null,
  created_at timestamptz not null,
  -- Null until a first code proved that the phone has it.
  confirmed_at timestamptz,
  -- The last time step used: a code is good once.
  last_step bigint not null default 0
);
create table recovery_codes (
  account_id uuid not null references accounts on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Who a person is for an identity provider (OpenID Connect).
create table external_identities (
  issuer text not null,
  subject text not null,
  account_id uuid not null references accounts on delete cascade,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index external_identities_by_account on external_identities (account_id);
-- On the way to a provider and back; taken out at the return.
create table provider_journeys (
  state_sha256 text primary key,
  provider text not null,
  -- nonce, PKCE verifier (sealed)
  sealed text not null,
  expires_at timestamptz not null
);
create index provider_journeys_expire on provider_journeys (expires_at);
