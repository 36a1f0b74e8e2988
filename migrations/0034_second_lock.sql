-- The second lock on pupils' personal data: `guarded` (src/journal/guarded.ts) reads as a role to which row-level security applies, and a
-- query that forgot its `where` gives nothing that the account's grants do not cover. The application's own role owns the tables
-- and is not bound by it: what it may do is decided before (src/web/access.ts).

-- Roles belong to the whole server: another database of it may have made this one, or be making it now.
do $$
begin
  for attempt in 1..20 loop
    begin
      if not exists (select from pg_roles where rolname = 'passerelle_guarded') then
        create role passerelle_guarded nologin;
      end if;
      execute format('grant passerelle_guarded to %I', current_user);
      exit;
    exception
      when duplicate_object or unique_violation or internal_error then
        -- Made, or granted to us, at this very moment by another database's migration.
        perform pg_sleep(0.05);
      when insufficient_privilege then
        -- An administrator made it and lent it to us.
        exit when pg_has_role(current_user, 'passerelle_guarded', 'member');
        raise exception 'The role passerelle_guarded is missing and % may not create it', current_user
          using hint = format('As an administrator of this PostgreSQL, once: create role passerelle_guarded nologin; grant passerelle_guarded to %I;', current_user);
    end;
  end loop;
end $$;

-- The grants in force of the account that `guarded` names. Called once by each query, never by each row.
create function guarded_grants() returns table (role text, territory_id text, scope_kind text, scope_id text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select g.role, g.territory_id, g.scope_kind, g.scope_id
    from grants g left join grants lender on lender.id = g.delegated_from
    where g.account_id = nullif(current_setting('passerelle.account', true), '')::uuid
      and g.ended_at is null
      and (g.starts_at is null or g.starts_at <= current_setting('passerelle.now')::timestamptz)
      and (g.ends_at is null or g.ends_at > current_setting('passerelle.now')::timestamptz)
      and lender.ended_at is null
      and (lender.ends_at is null or lender.ends_at > current_setting('passerelle.now')::timestamptz)
  $$;
revoke all on function guarded_grants() from public;
grant execute on function guarded_grants() to passerelle_guarded;

-- The places of a kind over which one of the roles is held.
create function guarded_places(kind text, roles text[]) returns table (territory_id text, id text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select g.territory_id, g.scope_id from guarded_grants() g where g.scope_kind = kind and g.role = any (roles) $$;
-- Those that are known by a UUID, as one array: compared through an index.
create function guarded_ids(kind text, roles text[]) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(array_agg(p.id::uuid) filter (where p.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'), '{}')
    from guarded_places(kind, roles) p
  $$;
-- The schools over which one of the roles is held: by themselves, or with the bassin they stand in.
create function guarded_schools(roles text[]) returns table (territory_id text, uai text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.territory_id, p.id from guarded_places('school', roles) p
    union
    select s.territory_id, s.uai from guarded_places('bassin', roles) p
      join schools s on s.territory_id = p.territory_id and s.bassin = p.id
  $$;
create function guarded_territories(roles text[]) returns text[]
  language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce(array_agg(p.territory_id), '{}') from guarded_places('', roles) p $$;
-- The pupils who applied to the hosts over which one is a member.
create function guarded_applicants() returns table (pupil_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select a.pupil_id from guarded_places('host', '{host}') p
      join applications a on a.territory_id = p.territory_id and a.state <> 'draft'
        and a.host_id = case when p.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p.id::uuid end
  $$;

-- In policies each call stands in a sub-select of its own, so that it is made once and not for each row.

alter table pupils enable row level security;
create policy guarded_pupils on pupils for select to passerelle_guarded using (
  id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  or id in (select * from guarded_applicants())
);

-- A draft is the pupil's own.
alter table applications enable row level security;
create policy guarded_applications on applications for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil}'))::uuid[])
  or (state <> 'draft' and (
    pupil_id = any ((select guarded_ids('pupil', '{representative}'))::uuid[])
    or host_id = any ((select guarded_ids('host', '{host}'))::uuid[])
    or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
    or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
    or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
  ))
);

alter table representatives enable row level security;
create policy guarded_representatives on representatives for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or exists (
    select from pupils p
    where p.territory_id = representatives.territory_id and p.id = representatives.pupil_id and (
      p.class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
      or (p.territory_id, p.school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
      or p.territory_id = any ((select guarded_territories('{coordinator}'))::text[])
    )
  )
);

-- What guarded queries read: the tables above, and those that hold nothing personal.
grant select on pupils, applications, representatives, territories, areas, schools, classes, periods, hosts, sites, offers,
  offer_weeks to passerelle_guarded;
