-- Places: an offer at a site, its weeks and seats.

create table offers (
  territory_id text not null,
  id uuid not null,
  host_id uuid not null,
  -- Null for an offer that is wholly remote.
  site_id uuid,
  title text not null,
  description text not null,
  activities text not null default '',
  sector text not null,
  -- Codes of the ROME trades, `D1106`.
  trades text[] not null default '{}',
  schemes text[] not null,
  levels text[] not null,
  -- `week`: a seat is one week; `all`: a pupil takes the seat for all the listed weeks together.
  span text not null check (span in ('week', 'all')),
  group_min integer,
  group_max integer,
  -- OfferHours (src/offers/tables.ts): by weekday, minutes since midnight.
  hours jsonb not null,
  remote boolean not null default false,
  facilities text[] not null default '{}',
  -- Words for the pupil; each may be empty.
  adaptations text not null default '',
  equipment text not null default '',
  dress text not null default '',
  meals text not null default '',
  nearest_stop text not null default '',
  min_age integer,
  -- Reservations: UAIs, least priority, only pupils of a QPV, only pupils without a network.
  reserved_schools text[] not null default '{}',
  min_priority integer,
  reserved_qpv boolean not null default false,
  reserved_without_network boolean not null default false,
  -- Who answers at the host's; never shown to a pupil.
  contact_name text not null default '',
  contact_email text not null default '',
  contact_phone text not null default '',
  -- OfferImage[] (src/offers/tables.ts), in the order shown.
  images jsonb not null default '[]',
  -- draft, waiting (a coordinator looks first), asked (the host must mend it), published, paused, refused, archived
  state text not null,
  -- Of the site, or of the host's main site for a remote offer: copied here for the search.
  lat double precision not null,
  lon double precision not null,
  -- Where it came from: `here`, or a partner.
  origin text not null default 'here',
  -- What its origin calls it: the partner's identifier, or the line's in the host's own file.
  reference text,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  published_at timestamptz,
  version integer not null default 1,
  primary key (territory_id, id)
);
create unique index offers_by_id on offers (id);
create index offers_by_host on offers (territory_id, host_id, id desc);
create unique index offers_by_reference on offers (territory_id, origin, host_id, reference) where reference is not null;

-- Seats by week. `taken` counts confirmed places and is only ever changed by taking or freeing a seat.
create table offer_weeks (
  territory_id text not null,
  offer_id uuid not null,
  week text not null,
  seats integer not null check (seats >= 0),
  taken integer not null default 0,
  closed boolean not null default false,
  primary key (territory_id, offer_id, week),
  constraint never_twice check (taken >= 0 and taken <= seats)
);
