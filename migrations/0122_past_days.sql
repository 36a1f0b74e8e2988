-- What past days need beside the totals of 0095: where each class, each group and each week stood, and the seats that were open.

-- By how much each day changed a slice, of a school and (school '') of the whole territory: the days of `status_days`, in coarser counts.
-- A class (`class:…`) belongs to one school: the whole territory keeps no row of it.
create table status_slice_days (
  territory_id text not null,
  scheme text not null,
  school text not null,
  day date not null,
  slice text not null,
  -- All but the exempt; of them, those with a place, with something on its way, with an application only, with nothing.
  pupils integer not null,
  placed integer not null,
  under_way integer not null,
  applied integer not null,
  unplaced integer not null,
  primary key (territory_id, scheme, school, day, slice)
);
create index status_slice_days_empty on status_slice_days (territory_id)
  where pupils = 0 and placed = 0 and under_way = 0 and applied = 0 and unplaced = 0;

-- Slices are asked for by their beginning, in the order of bytes whatever the database's language: in some, ';' comes before ':'.
create index status_counts_by_slice on status_counts (territory_id, scheme, slice collate "C");

-- As of 0095, and each pupil in the slice of the class too.
create or replace function status_count() returns trigger
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare told text;
begin
  if tg_op = 'INSERT' then
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), count(*)
    from later s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources,
      s.groups || ('class:' || s.class_id)) c
    group by 1, 2, 3, 4, 5, 6;
    for told in select distinct territory_id from later loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  elsif tg_op = 'DELETE' then
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), -count(*)
    from former s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources,
      s.groups || ('class:' || s.class_id)) c
    group by 1, 2, 3, 4, 5, 6;
    for told in select distinct territory_id from former loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  else
    insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
    select s.territory_id, s.scheme, c.slice, s.school, c.cell_status, c.cell_source,
      (select t.day from indicator_days t where t.territory_id = s.territory_id), sum(s.by)
    from (select *, 1 as by from later union all select *, -1 from former) s
    cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources,
      s.groups || ('class:' || s.class_id)) c
    group by 1, 2, 3, 4, 5, 6 having sum(s.by) <> 0;
    for told in select distinct territory_id from later loop
      perform pg_notify('passerelle_changes', 'indicators ' || told);
    end loop;
  end if;
  return null;
end
$$;

-- A dashboard reads the counts of one slice together: they stand together, and stay where they are when they change. Without this, those of
-- 835 rows lay in 372 blocks after twenty days of signatures.
alter table status_counts set (fillfactor = 60);

-- As of 0095, and the days of slices too; rows are written in the order of their keys.
create or replace function status_fold(territory text, today date) returns integer
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
    order by 2, 3, 4, 5, 6
    on conflict (territory_id, scheme, school, day, status, source) do update set pupils = d.pupils + excluded.pupils
  ), slices as (
    insert into status_slice_days as d (territory_id, scheme, school, day, slice, pupils, placed, under_way, applied, unplaced)
    select territory, scheme, coalesce(school, ''), day, slice, pupils, placed, under_way, applied, unplaced
    from (
      select scheme, school, day, slice,
        coalesce(sum(pupils) filter (where status <> 'exempt'), 0) as pupils,
        coalesce(sum(pupils) filter (where status = 'placed'), 0) as placed,
        coalesce(sum(pupils) filter (where status in ('signing', 'accepted', 'proposed', 'applied')), 0) as under_way,
        coalesce(sum(pupils) filter (where status = 'applied'), 0) as applied,
        coalesce(sum(pupils) filter (where status in ('helped', 'searching', 'silent')), 0) as unplaced
      from taken where slice <> ''
      group by grouping sets ((scheme, school, day, slice), (scheme, day, slice))
      having grouping(school) = 0 or slice not like 'class:%'
    ) each
    where (pupils, placed, under_way, applied, unplaced) <> (0, 0, 0, 0, 0)
    order by 2, 3, 4, 5
    on conflict (territory_id, scheme, school, day, slice) do update set pupils = d.pupils + excluded.pupils,
      placed = d.placed + excluded.placed, under_way = d.under_way + excluded.under_way, applied = d.applied + excluded.applied,
      unplaced = d.unplaced + excluded.unplaced
  ), counts as (
    insert into status_counts as c (territory_id, scheme, slice, school, status, source, pupils)
    select territory, scheme, slice, school, status, source, sum(pupils)
    from taken group by scheme, slice, school, status, source having sum(pupils) <> 0
    order by 2, 3, 4, 5, 6
    on conflict (territory_id, scheme, slice, school, status, source) do update set pupils = c.pupils + excluded.pupils
  )
  select count(*) into changes from taken;
  delete from status_counts where territory_id = territory and pupils = 0;
  delete from status_days where territory_id = territory and pupils = 0;
  delete from status_slice_days where territory_id = territory
    and pupils = 0 and placed = 0 and under_way = 0 and applied = 0 and unplaced = 0;
  return changes;
end
$$;

-- Seats open by scheme, week and sector, where their sites stand: commune '-' for those without one. As kept last.
create table open_seats (
  territory_id text not null,
  scheme text not null,
  commune text not null,
  week text not null,
  sector text not null,
  seats integer not null,
  primary key (territory_id, scheme, commune, week, sector)
);
create index open_seats_empty on open_seats (territory_id) where seats = 0;
-- By how much each day changed them; commune '' for the whole territory.
create table open_seat_days (
  territory_id text not null,
  scheme text not null,
  commune text not null,
  day date not null,
  week text not null,
  sector text not null,
  seats integer not null,
  primary key (territory_id, scheme, commune, day, week, sector)
);
create index open_seat_days_empty on open_seat_days (territory_id) where seats = 0;

-- The definition: the seats that a published offer has left, in weeks that are not closed.
create view open_seats_now as
select o.territory_id, s.scheme, coalesce(p.commune, '-') as commune, w.week, o.sector, sum(w.seats - w.taken)::integer as seats
from offers o
cross join lateral (select distinct unnest(o.schemes) as scheme) s
join offer_weeks w on w.territory_id = o.territory_id and w.offer_id = o.id and not w.closed and w.taken < w.seats
left join sites p on p.territory_id = o.territory_id and p.id = o.site_id and p.closed_at is null
where o.state = 'published'
group by 1, 2, 3, 4, 5;

-- Keeps what changed since the last time as of this day, and says how many rows of it there were. Whoever takes a seat writes nothing here.
create function open_seats_keep(territory text, today date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare changes integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('open_seats_keep ' || territory, 0));
  with changed as materialized (
    select scheme, commune, week, sector, coalesce(n.seats, 0) as seats, coalesce(n.seats, 0) - coalesce(k.seats, 0) as by
    from (select * from open_seats_now where territory_id = territory) n
    full join (select * from open_seats where territory_id = territory) k using (scheme, commune, week, sector)
    where coalesce(n.seats, 0) <> coalesce(k.seats, 0)
  ), days as (
    insert into open_seat_days as d (territory_id, scheme, commune, day, week, sector, seats)
    select territory, scheme, coalesce(commune, ''), today, week, sector, sum(by)
    from changed
    group by grouping sets ((scheme, commune, week, sector), (scheme, week, sector))
    having sum(by) <> 0
    on conflict (territory_id, scheme, commune, day, week, sector) do update set seats = d.seats + excluded.seats
  ), kept as (
    insert into open_seats as k (territory_id, scheme, commune, week, sector, seats)
    select territory, scheme, commune, week, sector, seats from changed
    on conflict (territory_id, scheme, commune, week, sector) do update set seats = excluded.seats
  )
  select count(*) into changes from changed;
  delete from open_seats where territory_id = territory and seats = 0;
  delete from open_seat_days where territory_id = territory and seats = 0;
  return changes;
end
$$;

-- Who was there before: classes are counted from now on, and the days of slices begin with the counts of today.
insert into status_changes (territory_id, scheme, slice, school, status, source, day, pupils)
select s.territory_id, s.scheme, 'class:' || s.class_id, s.school, s.status, s.source,
  (select t.day from indicator_days t where t.territory_id = s.territory_id), count(*)
from pupil_statuses s group by 1, 2, 3, 4, 5, 6;
insert into status_slice_days (territory_id, scheme, school, day, slice, pupils, placed, under_way, applied, unplaced)
select c.territory_id, c.scheme, coalesce(c.school, ''), t.day, c.slice,
  coalesce(sum(pupils) filter (where status <> 'exempt'), 0),
  coalesce(sum(pupils) filter (where status = 'placed'), 0),
  coalesce(sum(pupils) filter (where status in ('signing', 'accepted', 'proposed', 'applied')), 0),
  coalesce(sum(pupils) filter (where status = 'applied'), 0),
  coalesce(sum(pupils) filter (where status in ('helped', 'searching', 'silent')), 0)
from status_counts c join indicator_days t on t.territory_id = c.territory_id
where c.slice <> ''
group by grouping sets ((c.territory_id, c.scheme, c.school, t.day, c.slice), (c.territory_id, c.scheme, t.day, c.slice));
delete from status_slice_days where pupils = 0 and placed = 0 and under_way = 0 and applied = 0 and unplaced = 0;

grant select on status_slice_days, open_seats, open_seat_days, open_seats_now to passerelle_guarded;
