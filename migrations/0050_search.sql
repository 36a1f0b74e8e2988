-- What the public search reads of a published offer: folded words, a grid cell, what it is open to. Seats are not copied: a partial index says which weeks are open.

-- Lower case without accents, only letters, digits and single spaces: the same as `fold` in src/search/words.ts. It names capitals
-- itself, since lower() knows no accents where the database's locale is C.
create function search_fold(given text) returns text language sql immutable parallel safe as $$
  select trim(regexp_replace(lower(translate(
    replace(replace(replace(replace(given, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'),
    'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸ',
    'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyy')), '[^a-z0-9]+', ' ', 'g'))
$$;

-- A square of some 2.2 km: b-tree instead of PostGIS. The same as `cellOf` in src/search/grid.ts.
create function search_cell(lat double precision, lon double precision) returns integer language sql immutable parallel safe as $$
  select floor((lat + 90) / 0.02)::integer * 12000 + floor((lon + 180) / 0.03)::integer
$$;

create table offer_index (
  territory_id text not null,
  offer_id uuid not null,
  host_id uuid not null,
  published_at timestamptz not null,
  lat double precision not null,
  lon double precision not null,
  cell integer not null,
  -- Position and hours: offers of one spot are reached alike. 0 for an offer that is wholly remote.
  spot bigint not null,
  sector text not null,
  trades text[] not null,
  schemes text[] not null,
  levels text[] not null,
  -- Of the offer and of its site.
  facilities text[] not null,
  span text not null,
  -- Pupils together at most; 0 where pupils come alone.
  group_max integer not null,
  min_age integer not null,
  reserved_schools text[] not null,
  min_priority integer not null,
  reserved_qpv boolean not null,
  reserved_without_network boolean not null,
  -- Stemmed words: A the title, B the host and the town, D the rest; `s:` and `t:` name the sector and the trades.
  words tsvector not null,
  primary key (territory_id, offer_id)
);
create index offer_index_newest on offer_index (territory_id, published_at desc, offer_id desc);
create index offer_index_by_sector on offer_index (territory_id, sector, published_at desc, offer_id desc);
create index offer_index_by_cell on offer_index (territory_id, cell);
create index offer_index_by_spot on offer_index (territory_id, spot);
create index offer_index_by_host on offer_index (territory_id, host_id);
create index offer_index_words on offer_index using gin (words);

-- Weeks with a seat left, kept by the database itself: true in the transaction that takes or frees one.
create index offer_weeks_open on offer_weeks (territory_id, week, offer_id) where not closed and taken < seats;

-- Where and when one is expected, each once: what the reach engine is asked. Spots only come; `reindex` forgets those without offers.
create table search_spots (
  territory_id text not null,
  spot bigint not null,
  number bigint generated always as identity,
  lat double precision not null,
  lon double precision not null,
  -- Minutes since midnight, Monday to Saturday: `540-1020,540-1020,,540-1020,540-1020,`.
  hours text not null,
  primary key (territory_id, spot)
);
create index search_spots_newest on search_spots (territory_id, number);

-- The words of titles and hosts, to mend what people type.
create table search_words (
  territory_id text not null,
  word text not null,
  primary key (territory_id, word)
);

-- What the index must hold, offer by offer: its definition, for the triggers, for `reindex` and for the test that counts again.
create view offer_index_now as
select
  o.territory_id,
  o.id as offer_id,
  o.host_id,
  coalesce(o.published_at, o.created_at) as published_at,
  o.lat,
  o.lon,
  search_cell(o.lat, o.lon) as cell,
  case when o.remote and o.site_id is null then 0
    else ('x' || substr(md5(o.lat || ' ' || o.lon || ' ' || h.hours), 1, 13))::bit(52)::bigint end as spot,
  o.sector,
  o.trades,
  o.schemes,
  o.levels,
  array(select distinct f from unnest(o.facilities || coalesce(s.facilities, '{}')) f order by f) as facilities,
  o.span,
  coalesce(o.group_max, 0) as group_max,
  coalesce(o.min_age, 0) as min_age,
  o.reserved_schools,
  coalesce(o.min_priority, 0) as min_priority,
  o.reserved_qpv,
  o.reserved_without_network,
  setweight(to_tsvector('french', search_fold(o.title)), 'A')
    || setweight(to_tsvector('french', search_fold(host.name || ' ' || coalesce(s.city, ''))), 'B')
    || to_tsvector('french', search_fold(left(o.description || ' ' || o.activities, 4000)))
    || array_to_tsvector(array['s:' || o.sector] || array(select 't:' || t from unnest(o.trades) t)) as words,
  h.hours,
  search_fold(o.title || ' ' || host.name) as typed
from offers o
join hosts host on host.territory_id = o.territory_id and host.id = o.host_id
left join sites s on s.territory_id = o.territory_id and s.id = o.site_id
cross join lateral (
  select string_agg(coalesce((o.hours -> d::text ->> 'start') || '-' || (o.hours -> d::text ->> 'end'), ''), ',' order by d) as hours
  from generate_series(1, 6) d
) h
where o.state = 'published' and host.merged_into is null and (s.id is null or s.closed_at is null);

-- Brings the rows of some offers up to what they are now. Hosts and sites are locked against change first, so that nobody's rename is
-- missed; the rows of the index are written in the order of ids, so that two who refresh the same take turns.
-- With the owner's rights: whoever may change an offer need not have any on the index.
create function search_refresh(territory text, ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from hosts where territory_id = territory
    and id in (select host_id from offers where territory_id = territory and id = any(ids)) order by id for share;
  perform from sites where territory_id = territory
    and id in (select site_id from offers where territory_id = territory and id = any(ids)) order by id for share;
  perform from offer_index where territory_id = territory and offer_id = any(ids) order by offer_id for update;
  delete from offer_index i where i.territory_id = territory and i.offer_id = any(ids) and not exists (
    select from offer_index_now n where n.territory_id = territory and n.offer_id = i.offer_id and n.offer_id = any(ids));
  with now as materialized (
    select * from offer_index_now where territory_id = territory and offer_id = any(ids)
  ), spots as (
    insert into search_spots (territory_id, spot, lat, lon, hours)
    select distinct on (spot) territory_id, spot, lat, lon, hours from now where spot <> 0 order by spot
    on conflict do nothing
  ), typed as (
    insert into search_words (territory_id, word)
    select distinct territory, word from now, regexp_split_to_table(typed, ' ') word where length(word) between 3 and 30
    order by word
    on conflict do nothing
  )
  insert into offer_index
  select territory_id, offer_id, host_id, published_at, lat, lon, cell, spot, sector, trades, schemes, levels, facilities, span,
    group_max, min_age, reserved_schools, min_priority, reserved_qpv, reserved_without_network, words
  from now order by offer_id
  on conflict (territory_id, offer_id) do update set
    host_id = excluded.host_id, published_at = excluded.published_at, lat = excluded.lat, lon = excluded.lon,
    cell = excluded.cell, spot = excluded.spot, sector = excluded.sector, trades = excluded.trades,
    schemes = excluded.schemes, levels = excluded.levels, facilities = excluded.facilities, span = excluded.span,
    group_max = excluded.group_max, min_age = excluded.min_age, reserved_schools = excluded.reserved_schools,
    min_priority = excluded.min_priority, reserved_qpv = excluded.reserved_qpv,
    reserved_without_network = excluded.reserved_without_network, words = excluded.words;
end
$$;

-- Once a statement, however many rows it touched.
create function search_after_offers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare each record;
begin
  for each in select territory_id, array_agg(id) as ids from touched group by territory_id order by territory_id loop
    perform search_refresh(each.territory_id, each.ids);
  end loop;
  return null;
end
$$;
create trigger search_offers_added after insert on offers
  referencing new table as touched for each statement execute function search_after_offers();
create trigger search_offers_changed after update on offers
  referencing new table as touched for each statement execute function search_after_offers();
create trigger search_offers_removed after delete on offers
  referencing old table as touched for each statement execute function search_after_offers();

-- Of a host, what the search shows or finds by; the register's answers change nothing here.
create function search_after_hosts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare each record;
begin
  for each in
    select o.territory_id, array_agg(o.id) as ids
    from former f
    join touched t on t.territory_id = f.territory_id and t.id = f.id
      and (t.name, t.merged_into) is distinct from (f.name, f.merged_into)
    join offers o on o.territory_id = t.territory_id and o.host_id = t.id
    group by o.territory_id order by o.territory_id
  loop
    perform search_refresh(each.territory_id, each.ids);
  end loop;
  return null;
end
$$;
create trigger search_hosts_changed after update on hosts
  referencing old table as former new table as touched for each statement execute function search_after_hosts();

create function search_after_sites() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare each record;
begin
  for each in
    select o.territory_id, array_agg(o.id) as ids
    from former f
    join touched t on t.territory_id = f.territory_id and t.id = f.id
      and (t.city, t.facilities, t.closed_at) is distinct from (f.city, f.facilities, f.closed_at)
    join offers o on o.territory_id = t.territory_id and o.host_id = t.host_id and o.site_id = t.id
    group by o.territory_id order by o.territory_id
  loop
    perform search_refresh(each.territory_id, each.ids);
  end loop;
  return null;
end
$$;
create trigger search_sites_changed after update on sites
  referencing old table as former new table as touched for each statement execute function search_after_sites();

-- Makes a territory's index anew. For the operator, and for offers that were there before it.
create function search_reindex(territory text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from offer_index where territory_id = territory;
  delete from search_spots where territory_id = territory;
  delete from search_words where territory_id = territory;
  perform search_refresh(territory, array(select id from offers where territory_id = territory and state = 'published'));
end
$$;
select search_reindex(id) from territories;
