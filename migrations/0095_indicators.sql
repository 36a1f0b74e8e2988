-- Where each pupil stands for each period of the class, and the counts made of it. Nobody writes a status: it is derived from facts by the
-- view `pupil_statuses_now`, the one definition (docs/indicators.md), and kept by triggers in the transaction that changed the facts.

-- The day that a territory lives in, told by the application's clock: the database never asks the machine's.
create table indicator_days (
  territory_id text primary key,
  day date not null
);

-- When a pupil was last seen: came in, or kept an offer. Applications carry their own dates.
create table pupil_signs (
  territory_id text not null,
  pupil_id uuid not null,
  at timestamptz not null,
  primary key (territory_id, pupil_id)
);

create table pupil_statuses (
  territory_id text not null,
  pupil_id uuid not null,
  period_id uuid not null,
  class_id uuid not null,
  school text not null,
  scheme text not null,
  -- exempt, placed, partly, signing, accepted, proposed, applied, helped, searching, silent
  status text not null,
  -- Of placed and partly: online, paper, outside, mixed; '' otherwise.
  source text not null,
  -- Within the status (src/indicators/status.ts): the reason of an exemption, the state of an agreement, of an application…
  detail text not null,
  -- Null for someone who was never seen.
  since timestamptz,
  by_account uuid,
  -- ISO weeks of the period, and those held, each with its source.
  needed text[] not null,
  held text[] not null,
  sources text[] not null,
  last_sign timestamptz,
  -- What gaps are looked at by: `qpv:1`, `sex:f`, `boarder:0`, `level:2de`.
  groups text[] not null,
  primary key (territory_id, pupil_id, period_id)
);
create index pupil_statuses_by_class on pupil_statuses (territory_id, class_id);
create index pupil_statuses_by_school on pupil_statuses (territory_id, school, scheme, status);
create index pupil_statuses_to_silence on pupil_statuses (territory_id, last_sign)
  where status = 'searching' or detail = 'searching';

-- The counts: pupils by scheme, slice, school, status and source. The slice '' holds each pupil once; `week:2026-W25` each pupil who needs
-- that week; the others are groups. Current counts are these rows and the changes not folded into them yet (`status_counts_now`).
create table status_counts (
  territory_id text not null,
  scheme text not null,
  slice text not null,
  school text not null,
  status text not null,
  source text not null,
  pupils integer not null,
  primary key (territory_id, scheme, slice, school, status, source)
);
create index status_counts_empty on status_counts (territory_id) where pupils = 0;
-- Only ever added to by those who change facts, so that nobody waits for anybody; folded and emptied by one job.
create table status_changes (
  territory_id text not null,
  id bigint generated always as identity,
  scheme text not null,
  slice text not null,
  school text not null,
  status text not null,
  source text not null,
  -- Null where nobody had told the territory's day yet: that of the folding.
  day date,
  pupils integer not null,
  primary key (territory_id, id)
);
create index status_changes_by_slice on status_changes (territory_id, scheme, slice);
-- By how much each day changed the counts, of a school and (school '') of the whole territory: any past day is now less what came after.
create table status_days (
  territory_id text not null,
  scheme text not null,
  school text not null,
  day date not null,
  status text not null,
  source text not null,
  pupils integer not null,
  primary key (territory_id, scheme, school, day, status, source)
);
create index status_days_by_day on status_days (territory_id, scheme, day);
create index status_days_empty on status_days (territory_id) where pupils = 0;

create view status_counts_now as
select territory_id, scheme, slice, school, status, source, sum(pupils)::integer as pupils
from (
  select territory_id, scheme, slice, school, status, source, pupils from status_counts
  union all
  select territory_id, scheme, slice, school, status, source, pupils from status_changes
) each
group by territory_id, scheme, slice, school, status, source
having sum(pupils) <> 0;

-- What a coordination wants to reach, and by when.
create table coverage_targets (
  territory_id text not null,
  scheme text not null,
  -- Per cent of the pupils placed.
  share integer not null check (share between 1 and 100),
  by_day date not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (territory_id, scheme)
);

-- The definition. The first line of `case` that is true is the status; everything else says why.
create view pupil_statuses_now as
select
  p.territory_id, p.id as pupil_id, d.id as period_id, p.class_id, p.school, d.scheme,
  stands.status,
  case when stands.status in ('placed', 'partly') then
    case when held.sources[1] = all (held.sources) then held.sources[1] else 'mixed' end
  else '' end as source,
  case stands.status
    when 'exempt' then e.reason
    when 'placed' then ''
    when 'partly' then rest.status
    when 'signing' then coalesce(making.state, 'none')
    when 'accepted' then yes.state
    when 'proposed' then offered.state
    when 'applied' then sent.state
    when 'helped' then ''
    else case when seen.at is null then 'never' when tried.state is not null then tried.state else 'looking' end
  end as detail,
  case stands.status
    when 'exempt' then e.since
    when 'placed' then held.since
    when 'partly' then held.since
    when 'signing' then coalesce(making.since, agreed.since)
    when 'accepted' then yes.since
    when 'proposed' then offered.since
    when 'applied' then sent.since
    when 'helped' then help.asked_at
    else seen.at
  end as since,
  case stands.status
    when 'exempt' then e.by_account
    when 'placed' then held.by_account
    when 'partly' then held.by_account
    when 'signing' then making.created_by
    else null
  end as by_account,
  d.weeks as needed,
  coalesce(held.weeks, '{}') as held,
  coalesce(held.sources, '{}') as sources,
  seen.at as last_sign,
  array['level:' || p.level, 'qpv:' || p.qpv::int]
    || case when p.sex is null then '{}' else array['sex:' || p.sex] end
    || case when p.boarder is null then '{}' else array['boarder:' || p.boarder::int] end as groups
from pupils p
join periods d on d.territory_id = p.territory_id and d.class_id = p.class_id
left join exemptions e on e.territory_id = p.territory_id and e.pupil_id = p.id and e.period_id = d.id and e.ended_at is null
-- Weeks of a signed agreement, whatever it was signed with: each once, by the first that holds it.
cross join lateral (
  select array_agg(week order by week) as weeks, array_agg(source order by week) as sources,
    max(since) as since, (array_agg(created_by order by since desc, id))[1] as by_account
  from (
    select distinct on (w.week) w.week, g.source, g.since, g.created_by, g.id
    from agreements g cross join unnest(g.weeks) w(week)
    where g.territory_id = p.territory_id and g.pupil_id = p.id and g.scheme = d.scheme
      and g.state in ('signed', 'running', 'completed') and g.amends is null and w.week = any (d.weeks)
    order by w.week, g.since, g.id
  ) each
) held
-- The furthest agreement on its way.
left join lateral (
  select g.state, g.since, g.created_by
  from agreements g
  where g.territory_id = p.territory_id and g.pupil_id = p.id and g.scheme = d.scheme and g.weeks && d.weeks
    and g.state in ('draft', 'filled', 'checked', 'signing') and g.amends is null
  order by array_position(array['signing', 'checked', 'filled', 'draft'], g.state), g.since, g.id
  limit 1
) making on true
-- A seat taken whose agreement nobody has drafted.
left join lateral (
  select a.since
  from applications a
  where a.territory_id = p.territory_id and a.pupil_id = p.id and a.scheme = d.scheme and a.weeks && d.weeks
    and a.state = 'confirmed'
  order by a.since, a.id limit 1
) agreed on true
left join lateral (
  select a.state, a.since
  from applications a
  where a.territory_id = p.territory_id and a.pupil_id = p.id and a.scheme = d.scheme and a.weeks && d.weeks
    and a.state in ('accepted', 'countered')
  order by a.state, a.since, a.id limit 1
) yes on true
left join lateral (
  select o.state, o.since
  from proposals o
  where o.territory_id = p.territory_id and o.pupil_id = p.id and o.scheme = d.scheme and o.weeks && d.weeks
    and o.state in ('proposed', 'accepted')
  order by o.state, o.since, o.id limit 1
) offered on true
left join lateral (
  select a.state, a.since
  from applications a
  where a.territory_id = p.territory_id and a.pupil_id = p.id and a.scheme = d.scheme and a.weeks && d.weeks
    and a.state in ('asked', 'submitted', 'read', 'waiting')
  order by array_position(array['asked', 'read', 'submitted', 'waiting'], a.state), a.since, a.id limit 1
) sent on true
left join help_requests help on help.territory_id = p.territory_id and help.pupil_id = p.id and help.withdrawn_at is null
-- What was tried last and led to nothing yet.
left join lateral (
  select case when a.state = 'draft' then 'draft' else 'ended' end as state, a.since
  from applications a
  where a.territory_id = p.territory_id and a.pupil_id = p.id and a.scheme = d.scheme
    and a.state in ('draft', 'refused', 'withdrawn', 'expired', 'cancelled')
  order by a.state = 'draft' desc, a.since desc, a.id limit 1
) tried on true
left join pupil_signs sign on sign.territory_id = p.territory_id and sign.pupil_id = p.id
left join indicator_days today on today.territory_id = p.territory_id
cross join lateral (select greatest(sign.at, tried.since) as at) seen
cross join lateral (
  select case
    when making.state is not null or agreed.since is not null then 'signing'
    when yes.state is not null then 'accepted'
    when offered.state is not null then 'proposed'
    when sent.state is not null then 'applied'
    when help.id is not null then 'helped'
    -- Fourteen days without a sign; without a day to count from, whoever was ever seen is looking.
    when seen.at is not null and (today.day is null or (seen.at at time zone 'UTC')::date > today.day - 14) then 'searching'
    else 'silent'
  end as status
) rest
cross join lateral (
  select case
    when e.id is not null then 'exempt'
    when held.weeks @> d.weeks then 'placed'
    -- Of several weeks, some.
    when held.weeks is not null then 'partly'
    else rest.status
  end as status
) stands
where p.left_at is null;

-- What one status adds to the counts.
create function status_cells(status text, source text, detail text, needed text[], held text[], sources text[], groups text[])
returns table (slice text, cell_status text, cell_source text) language sql immutable parallel safe as $$
  select '', status, source
  union all
  select one, status, source from unnest(groups) one
  union all
  select 'week:' || one,
    case when one = any (held) and status <> 'exempt' then 'placed' when status = 'partly' then detail else status end,
    case when one = any (held) and status <> 'exempt' then sources[array_position(held, one)] else '' end
  from unnest(needed) one
$$;

-- Whatever writes a status, the counts follow in the same statement; open dashboards hear of it when it commits.
create function status_count() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare told text;
begin
  if tg_op = 'INSERT' then
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), count(*)
    from later s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups) c
    group by 1, 2, 3, 4, 5, 6;
    for told in select distinct territory_id from later loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  elsif tg_op = 'DELETE' then
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), -count(*)
    from former s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups) c
    group by 1, 2, 3, 4, 5, 6;
    for told in select distinct territory_id from former loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  else
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), sum(s.by)
    from (select *, 1 as by from later union all select *, -1 from former) s
    cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups) c
    group by 1, 2, 3, 4, 5, 6 having sum(s.by) <> 0;
    for told in select distinct territory_id from later loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  end if;
  return null;
end
$$;
create trigger status_count_added after insert on pupil_statuses
  referencing new table as later for each statement execute function status_count();
create trigger status_count_changed after update on pupil_statuses
  referencing old table as former new table as later for each statement execute function status_count();
create trigger status_count_removed after delete on pupil_statuses
  referencing old table as former for each statement execute function status_count();

-- Brings some pupils' statuses up to what they are now. Their rows are locked first and in order, so that two who changed facts of the same
-- pupil take turns and the second sees what the first did. For few it is planned once a session, since planning costs more than the answer;
-- for many each time, since a plan made while the tables were small would stay where nobody analyses (the embedded engine).
create function status_refresh(territory text, ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if cardinality(ids) > 100 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
  end if;
  perform from pupil_statuses where territory_id = territory and pupil_id = any (ids) order by pupil_id, period_id for update;
  delete from pupil_statuses s where s.territory_id = territory and s.pupil_id = any (ids)
    and not exists (
      select from pupils p join periods d on d.territory_id = p.territory_id and d.class_id = p.class_id and d.id = s.period_id
      where p.territory_id = territory and p.id = s.pupil_id and p.left_at is null);
  insert into pupil_statuses as s (territory_id, pupil_id, period_id, class_id, school, scheme, status, source, detail, since,
    by_account, needed, held, sources, last_sign, groups)
  select territory_id, pupil_id, period_id, class_id, school, scheme, status, source, detail, since,
    by_account, needed, held, sources, last_sign, groups
  from pupil_statuses_now where territory_id = territory and pupil_id = any (ids)
  order by pupil_id, period_id
  on conflict (territory_id, pupil_id, period_id) do update set
    class_id = excluded.class_id, school = excluded.school, scheme = excluded.scheme, status = excluded.status,
    source = excluded.source, detail = excluded.detail, since = excluded.since, by_account = excluded.by_account,
    needed = excluded.needed, held = excluded.held, sources = excluded.sources, last_sign = excluded.last_sign,
    groups = excluded.groups
  where (s.class_id, s.school, s.scheme, s.status, s.source, s.detail, s.since, s.by_account, s.needed, s.held, s.sources,
      s.last_sign, s.groups)
    is distinct from (excluded.class_id, excluded.school, excluded.scheme, excluded.status, excluded.source, excluded.detail,
      excluded.since, excluded.by_account, excluded.needed, excluded.held, excluded.sources, excluded.last_sign, excluded.groups);
end
$$;

-- Whose facts a transaction changed. The statuses are derived once, when it commits, and in one order: whoever commits holds its locks for
-- that moment only and nobody waits in a circle. The rows are gone before anyone else could see them.
create table status_touched (
  id bigint generated always as identity primary key,
  xact xid8 not null default pg_current_xact_id(),
  territory_id text not null,
  pupil_ids uuid[] not null,
  -- Classes whose list or periods changed: all of their pupils.
  class_ids uuid[] not null default '{}'
);
create index status_touched_by_xact on status_touched (xact);

create function status_settle() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare each record;
begin
  for each in
    with taken as (delete from status_touched where xact = pg_current_xact_id() returning territory_id, pupil_ids, class_ids)
    select territory_id,
      array(select distinct i from taken t, unnest(t.pupil_ids) i where t.territory_id = taken.territory_id) as pupil_ids,
      array(select distinct i from taken t, unnest(t.class_ids) i where t.territory_id = taken.territory_id) as class_ids
    from taken group by territory_id order by territory_id
  loop
    if cardinality(each.class_ids) > 0 then
      -- Who adds a pupil and who adds a period of the same class take turns: the second sees both.
      perform from classes where territory_id = each.territory_id and id = any (each.class_ids) order by id for no key update;
    end if;
    perform status_refresh(each.territory_id, each.pupil_ids
      || array(select id from pupils where territory_id = each.territory_id and class_id = any (each.class_ids)));
  end loop;
  return null;
end
$$;
create constraint trigger status_settle after insert on status_touched
  deferrable initially deferred for each row execute function status_settle();

-- Facts that name a pupil: agreements, applications, proposals, help_requests, exemptions, pupil_signs.
create function status_after_facts() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if tg_op = 'DELETE' then
    insert into status_touched (territory_id, pupil_ids)
    select territory_id, array_agg(distinct pupil_id) from former group by territory_id;
  elsif tg_op = 'INSERT' then
    insert into status_touched (territory_id, pupil_ids)
    select territory_id, array_agg(distinct pupil_id) from later group by territory_id;
  else
    insert into status_touched (territory_id, pupil_ids)
    select territory_id, array_agg(distinct pupil_id)
    from (select territory_id, pupil_id from former union all select territory_id, pupil_id from later) each
    group by territory_id;
  end if;
  return null;
end
$$;
do $$
declare name text;
begin
  foreach name in array array['agreements', 'applications', 'proposals', 'help_requests', 'exemptions', 'pupil_signs'] loop
    execute format('create trigger status_%1$s_added after insert on %1$s referencing new table as later
      for each statement execute function status_after_facts()', name);
    execute format('create trigger status_%1$s_changed after update on %1$s referencing old table as former new table as later
      for each statement execute function status_after_facts()', name);
    execute format('create trigger status_%1$s_removed after delete on %1$s referencing old table as former
      for each statement execute function status_after_facts()', name);
  end loop;
end $$;

-- Of a pupil, what a status or a group depends on; a position or a name changes nothing here.
create function status_after_pupils() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if tg_op = 'INSERT' then
    insert into status_touched (territory_id, pupil_ids, class_ids)
    select territory_id, '{}', array_agg(distinct class_id) from later group by territory_id;
  elsif tg_op = 'DELETE' then
    insert into status_touched (territory_id, pupil_ids)
    select territory_id, array_agg(id) from former group by territory_id;
  else
    insert into status_touched (territory_id, pupil_ids, class_ids)
    select l.territory_id, array_agg(l.id), coalesce(array_agg(distinct l.class_id) filter (where l.class_id <> f.class_id), '{}')
    from later l join former f on f.territory_id = l.territory_id and f.id = l.id
    where (l.class_id, l.school, l.left_at, l.level, l.qpv, l.sex, l.boarder)
      is distinct from (f.class_id, f.school, f.left_at, f.level, f.qpv, f.sex, f.boarder)
    group by l.territory_id;
  end if;
  return null;
end
$$;
create trigger status_pupils_added after insert on pupils
  referencing new table as later for each statement execute function status_after_pupils();
create trigger status_pupils_changed after update on pupils
  referencing old table as former new table as later for each statement execute function status_after_pupils();
create trigger status_pupils_removed after delete on pupils
  referencing old table as former for each statement execute function status_after_pupils();

create function status_after_periods() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if tg_op = 'INSERT' then
    insert into status_touched (territory_id, pupil_ids, class_ids)
    select territory_id, '{}', array_agg(distinct class_id) from later group by territory_id;
  elsif tg_op = 'DELETE' then
    insert into status_touched (territory_id, pupil_ids, class_ids)
    select territory_id, '{}', array_agg(distinct class_id) from former group by territory_id;
  else
    insert into status_touched (territory_id, pupil_ids, class_ids)
    select territory_id, '{}', array_agg(distinct class_id)
    from (select territory_id, class_id from former union all select territory_id, class_id from later) each
    group by territory_id;
  end if;
  return null;
end
$$;
create trigger status_periods_added after insert on periods
  referencing new table as later for each statement execute function status_after_periods();
create trigger status_periods_changed after update on periods
  referencing old table as former new table as later for each statement execute function status_after_periods();
create trigger status_periods_removed after delete on periods
  referencing old table as former for each statement execute function status_after_periods();

-- A pupil comes in, or keeps an offer: at most one sign in twelve hours is written.
create function status_after_sign() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into pupil_signs as s (territory_id, pupil_id, at)
  select p.territory_id, p.id, case tg_table_name
      when 'sessions' then coalesce((to_jsonb(new) ->> 'last_used_at')::timestamptz, (to_jsonb(new) ->> 'created_at')::timestamptz)
      else (to_jsonb(new) ->> 'added_at')::timestamptz end
  from pupils p where p.account_id = new.account_id
  on conflict (territory_id, pupil_id) do update set at = excluded.at where s.at < excluded.at - interval '12 hours';
  return null;
end
$$;
create trigger status_sessions_opened after insert on sessions for each row execute function status_after_sign();
create trigger status_sessions_used after update of last_used_at on sessions
  for each row when (new.last_used_at is distinct from old.last_used_at) execute function status_after_sign();
create trigger status_favourites_added after insert on favourites for each row execute function status_after_sign();

-- A new day: who was last seen fourteen days ago is silent now. The same day again changes nothing.
create function status_open_day(territory text, today date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into indicator_days as d (territory_id, day) values (territory, today)
  on conflict (territory_id) do update set day = excluded.day where d.day <> excluded.day;
  if not found then return; end if;
  perform status_refresh(territory, array(
    select distinct pupil_id from pupil_statuses
    where territory_id = territory and (status = 'searching' or detail = 'searching')
      and (last_sign at time zone 'UTC')::date <= today - 14));
end
$$;

-- Folds the changes into the counts and the days, and says how many there were. Two who fold take turns; a reader sees all before or all after.
create function status_fold(territory text, today date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare changes integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('status_fold ' || territory, 0));
  with taken as materialized (
    delete from status_changes where territory_id = territory
    returning scheme, slice, school, status, source, coalesce(day, today) as day, pupils
  ), days as (
    insert into status_days as d (territory_id, scheme, school, day, status, source, pupils)
    select territory, scheme, coalesce(school, ''), day, status, source, sum(pupils)
    from taken where slice = ''
    group by grouping sets ((scheme, school, day, status, source), (scheme, day, status, source))
    having sum(pupils) <> 0
    on conflict (territory_id, scheme, school, day, status, source) do update set pupils = d.pupils + excluded.pupils
  ), counts as (
    insert into status_counts as c (territory_id, scheme, slice, school, status, source, pupils)
    select territory, scheme, slice, school, status, source, sum(pupils)
    from taken group by scheme, slice, school, status, source having sum(pupils) <> 0
    on conflict (territory_id, scheme, slice, school, status, source) do update set pupils = c.pupils + excluded.pupils
  )
  select count(*) into changes from taken;
  delete from status_counts where territory_id = territory and pupils = 0;
  delete from status_days where territory_id = territory and pupils = 0;
  return changes;
end
$$;

-- Who was there before.
do $$
declare each record;
begin
  insert into pupil_signs (territory_id, pupil_id, at)
  select p.territory_id, p.id, max(coalesce(s.last_used_at, s.created_at))
  from pupils p join sessions s on s.account_id = p.account_id group by p.territory_id, p.id;
  for each in select territory_id, array_agg(id) as ids from pupils group by territory_id loop
    perform status_refresh(each.territory_id, each.ids);
  end loop;
end $$;

-- The second lock (0034): a status is read by those who accompany the pupil. Counts hold no person; signs are read by nobody.
alter table pupil_statuses enable row level security;
create policy guarded_pupil_statuses on pupil_statuses for select to passerelle_guarded using (
  pupil_id = any ((select guarded_ids('pupil', '{pupil, representative}'))::uuid[])
  or class_id = any ((select guarded_ids('class', '{teacher}'))::uuid[])
  or (territory_id, school) in (select * from guarded_schools('{head, ddfpt, secretary, teacher, coordinator}'))
  or territory_id = any ((select guarded_territories('{coordinator}'))::text[])
);
alter table pupil_signs enable row level security;
grant select on pupil_statuses, status_counts, status_counts_now, status_changes, status_days, coverage_targets to passerelle_guarded;
