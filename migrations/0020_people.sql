-- People without an e-mail address (pupils with a printed code), and roles bound to a scope.
alter table accounts alter column email drop not null;

-- A role held by an account within a scope, possibly for a time. Ended grants stay, as the memory of who could what.
create table scoped_grants (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  role text not null,
  -- '*' for a role that is not held in a territory.
  territory_id text not null default '*',
  -- '' for the whole territory; else bassin, school, class, host, pupil, organisation, with its identifier.
  scope_kind text not null default '',
  scope_id text not null default '',
  given_by uuid,
  given_at timestamptz not null default now(),
  starts_at timestamptz,
  ends_at timestamptz,
  -- Revoked, or left of one's own will.
  ended_at timestamptz,
  ended_by uuid,
  -- The grant whose holder lends this one (delegation); it ends with it.
  delegated_from uuid references scoped_grants on delete cascade
);
insert into scoped_grants (id, account_id, role, territory_id)
  select gen_random_uuid(), account_id, role, territory_id from grants;
drop table grants;
alter table scoped_grants rename to grants;
create unique index grants_once on grants (account_id, role, territory_id, scope_kind, scope_id) where ended_at is null;
create index grants_by_scope on grants (territory_id, scope_kind, scope_id, role) where ended_at is null;
