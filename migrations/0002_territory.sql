create table areas (
  territory_id text not null references territories on delete cascade,
  kind text not null check (kind in ('region', 'departement', 'epci', 'bassin', 'commune')),
  code text not null,
  name text not null,
  -- The areas that hold this one; a bassin is known for some only.
  region text,
  departement text,
  epci text,
  bassin text,
  lat double precision,
  lon double precision,
  population integer not null default 0,
  -- Rings of [lon, lat], GeoJSON MultiPolygon coordinates.
  outline jsonb,
  primary key (territory_id, kind, code)
);

create table schools (
  territory_id text not null references territories on delete cascade,
  uai text not null,
  name text not null,
  lat double precision not null,
  lon double precision not null,
  commune text,
  departement text,
  epci text,
  bassin text,
  region text,
  -- 'REP', 'REP+', …; null outside priority education.
  priority_education text,
  qpv boolean not null default false,
  rural boolean not null default false,
  seconde_pupils integer not null default 0,
  primary key (territory_id, uai)
);
