-- School files: what they bring about pupils, groups, referents, and each import with what it changed.

-- What a school's file says of a pupil, as little as is needed.
alter table pupils
  -- HMAC of the national number (INE), with the territory: recognises a pupil again, and tells nothing. The number itself is never kept.
  add column ine_mac text,
  -- HMAC of the home address that the position was asked for: the address itself goes once that is known.
  add column home_mac text,
  -- As the school's file says: for gaps in what pupils obtain, masked where few.
  add column sex text check (sex in ('f', 'm')),
  add column boarder boolean,
  -- MEF: what the pupil studies, 11 figures.
  add column mef text;
create index pupils_by_ine on pupils (territory_id, school, ine_mac) where ine_mac is not null;

-- Pupils of several classes, or a part of one, as the school calls them.
create table pupil_groups (
  territory_id text not null,
  id uuid not null,
  school text not null,
  name text not null,
  school_year integer not null,
  primary key (territory_id, id)
);
create unique index pupil_groups_by_name on pupil_groups (territory_id, school, school_year, name);

create table group_pupils (
  territory_id text not null,
  group_id uuid not null,
  pupil_id uuid not null,
  primary key (territory_id, group_id, pupil_id)
);
create index group_pupils_by_pupil on group_pupils (territory_id, pupil_id);

-- Who follows a pupil through the placement (référent): one teacher a pupil.
create table referents (
  territory_id text not null,
  pupil_id uuid not null,
  account_id uuid not null references accounts on delete cascade,
  by_account uuid,
  since timestamptz not null,
  primary key (territory_id, pupil_id)
);
create index referents_by_account on referents (account_id);

-- A home whose position is being asked for; sealed, and gone with the answer, or after some days without one.
create table pupil_addresses (
  territory_id text not null,
  pupil_id uuid not null,
  sealed text not null,
  -- Of pupils.home_mac: an answer to a former address is dropped.
  home_mac text not null,
  asked_at timestamptz not null,
  primary key (territory_id, pupil_id)
);
create index pupil_addresses_in_order on pupil_addresses (asked_at);

-- How a school's tables name what we read, confirmed once by a person: by the columns that a table has.
create table table_columns (
  territory_id text not null,
  school text not null,
  -- SHA-256 of the columns' names, in order.
  columns_sha256 text not null,
  -- Field of src/pupils/imports/table-fields.ts → column.
  chosen jsonb not null,
  by_account uuid,
  at timestamptz not null,
  primary key (territory_id, school, columns_sha256)
);

-- One import: the files given together, previewed, applied and undone together.
create table school_imports (
  territory_id text not null,
  id uuid not null,
  school text not null,
  -- columns, previewed, refused, applied, undone, expired
  state text not null,
  -- [{ name, kind, sha256, rows }]; the bytes are in the store of files until it is applied.
  files jsonb not null,
  -- What a person answered: columns, who is who, whether the absent have left.
  answers jsonb not null,
  problems jsonb not null,
  counts jsonb not null,
  made_by uuid,
  made_at timestamptz not null,
  applied_at timestamptz,
  undone_at timestamptz,
  primary key (territory_id, id)
);
create index school_imports_by_school on school_imports (territory_id, school, id desc);
create index school_imports_by_age on school_imports (state, made_at);

-- What applying changes and undoing puts back; gone when neither can happen any more.
create table school_import_plans (
  territory_id text not null,
  import_id uuid not null,
  plan jsonb not null,
  primary key (territory_id, import_id)
);

-- The second lock (0034).
alter table exemptions enable row level security;
create policy guarded_exemptions on exemptions for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or exists (
    select from pupils p
    where p.territory_id = exemptions.territory_id and p.id = exemptions.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    )
  )
);
alter table group_pupils enable row level security;
create policy guarded_group_pupils on group_pupils for select to passerelle_guarded using (
  exists (
    select from pupils p
    where p.territory_id = group_pupils.territory_id and p.id = group_pupils.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher}'))
    )
  )
);
alter table referents enable row level security;
create policy guarded_referents on referents for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or exists (
    select from pupils p
    where p.territory_id = referents.territory_id and p.id = referents.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    )
  )
);
alter table school_imports enable row level security;
create policy guarded_school_imports on school_imports for select to passerelle_guarded using (
  (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
);
alter table school_import_plans enable row level security;
create policy guarded_school_import_plans on school_import_plans for select to passerelle_guarded using (
  exists (
    select from school_imports i
    where i.territory_id = school_import_plans.territory_id and i.id = school_import_plans.import_id
      and (i.territory_id, i.school) in (select * from guarded_schools('{head, ddfpt, secretary}'))
  )
);
-- Nobody reads an address on its way: no policy opens it.
alter table pupil_addresses enable row level security;
grant select on exemptions, group_pupils, referents, school_imports, school_import_plans, pupil_groups to passerelle_guarded;
