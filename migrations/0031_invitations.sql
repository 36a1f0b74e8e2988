-- A role offered to someone by mail; the grant exists once accepted. The link is derived from the id with the server's key.
create table invitations (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  role text not null,
  territory_id text not null default '*',
  scope_kind text not null default '',
  scope_id text not null default '',
  -- Null: the platform itself.
  given_by uuid references accounts on delete set null,
  -- When the role will end: a delegation, a temporary post.
  until timestamptz,
  -- The grant whose holder lends this one.
  delegated_from uuid references grants on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- How many times it was sent.
  sent integer not null default 1,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create unique index invitations_once on invitations (account_id, role, territory_id, scope_kind, scope_id)
  where accepted_at is null and withdrawn_at is null;
create index invitations_by_scope on invitations (territory_id, scope_kind, scope_id)
  where accepted_at is null and withdrawn_at is null;

alter table grants
  -- The identity provider that says so; what it no longer says ends at the next sign-in.
  add column source text;
create index grants_by_lender on grants (delegated_from) where delegated_from is not null;
create index grants_ended on grants (territory_id, scope_kind, scope_id, ended_at) where ended_at is not null;
