-- What a host agreed to in principle, and who contacts it.

-- What school staff read before they call. One per host; a host without a row has said nothing yet.
create table host_principles (
  territory_id text not null,
  host_id uuid not null,
  -- Pupils a year that the host is ready to welcome, all schools together.
  pupils_a_year integer check (pupils_a_year >= 0),
  -- Months of the year without pupils, 1 to 12.
  months_without integer[] not null default '{}',
  contact_by text not null default 'any' check (contact_by in ('any', 'email', 'phone')),
  contact_name text not null default '',
  contact_email text,
  contact_phone text,
  -- When to call, in the host's own words.
  contact_hours text not null default '',
  not_before date,
  note text not null default '',
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (territory_id, host_id)
);

-- « Je contacte cette structure »: seen by the others before they call, over after a time. Kept as the history.
create table host_contacts (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  account_id uuid not null,
  note text not null default '',
  -- Taken although somebody else had it, with a word saying why (the note).
  insisted boolean not null default false,
  since timestamptz not null,
  expires_at timestamptz not null,
  -- Released by hand.
  ended_at timestamptz,
  primary key (territory_id, id)
);
create index host_contacts_by_host on host_contacts (territory_id, host_id, id desc);

-- A published offer holds a copy of its site's position for the search: when the site moves, so does the copy.
create function offers_follow_sites() returns trigger
language plpgsql as $$
begin
  update offers o set lat = t.lat, lon = t.lon
  from touched t join former f on f.territory_id = t.territory_id and f.id = t.id
  where (t.lat, t.lon) is distinct from (f.lat, f.lon)
    and o.territory_id = t.territory_id and o.host_id = t.host_id and o.site_id = t.id;
  return null;
end
$$;
create trigger offers_follow_sites after update on sites
  referencing old table as former new table as touched for each statement execute function offers_follow_sites();
