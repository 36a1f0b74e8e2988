import { sql } from 'kysely'
import { foldChanges, openDay } from '#/indicators/keep-counts.ts'
import type { Db } from '#/platform/database.ts'

export const territory = 'bench'
export const scheme = 'observation-2de'
export const lastDay = Temporal.PlainDate.from('2026-06-03')
const weeks = '{2026-W25,2026-W26}'

interface Size {
  readonly pupils: number
  /** Days over which agreements were signed. */
  readonly days: number
}

/**
 * A territory of schools of 150 pupils, hosts and offers, all in SQL; then each status derived by the database's own definition, and days
 * in which pupils sign, through the triggers. Returns the seconds of both.
 */
export async function fillStatuses(
  db: Db,
  { pupils, days }: Size,
): Promise<{ derived: number; signed: number; agreements: number }> {
  const schools = Math.ceil(pupils / 150)
  await db.transaction().execute(async (tx) => {
    // What is written here is not what is measured: the search's triggers alone would take longer than everything else.
    await sql`set local session_replication_role = replica`.execute(tx)
    await fillGround(tx, schools)
    await sql`insert into classes (territory_id, id, school, name, level, school_year, sign_in_code)
      select ${territory}, md5('class' || k)::uuid, 'U' || lpad((k / 5)::text, 7, '0'), '2de ' || k % 5, 'seconde', 2025, 'c' || k
      from generate_series(0, ${schools * 5 - 1}::int) k`.execute(tx)
    await sql`insert into periods (territory_id, id, school, class_id, scheme, name, weeks)
      select territory_id, md5('period' || id)::uuid, school, id, ${scheme}, 'Juin', ${weeks} from classes`.execute(tx)
    await sql`insert into pupils (territory_id, id, school, class_id, first_name, last_name, birth_date, level, qpv, sex, boarder)
      select ${territory}, md5('pupil' || k)::uuid, 'U' || lpad((c / 5)::text, 7, '0'), md5('class' || c)::uuid, 'Zoé', 'Essai',
        '2010-01-01', 'seconde', k % 9 = 0, case k % 2 when 0 then 'f' else 'm' end, k % 13 = 0
      from generate_series(0, ${pupils - 1}::int) k cross join lateral (select k % ${schools * 5}::int as c) class`.execute(
      tx,
    )
    await sql`insert into pupil_signs (territory_id, pupil_id, at)
      select territory_id, id, '2026-05-25' from pupils where abs(hashtext(id::text)) % 3 = 0`.execute(tx)
  })
  for (const name of [
    'pupils',
    'classes',
    'periods',
    'offers',
    'offer_weeks',
    'hosts',
    'sites',
    'schools',
    'pupil_signs',
  ])
    await sql`analyze ${sql.table(name)}`.execute(db)

  const first = lastDay.subtract({ days: days + 1 })
  await openDay(db, territory, first)
  let from = performance.now()
  await sql`do $$ declare part integer; begin
    for part in 0..15 loop
      perform status_refresh('bench', array(select id from pupils where territory_id = 'bench'
        and get_byte(uuid_send(id), 0) % 16 = part order by id));
    end loop; end $$`.execute(db)
  await foldChanges(db, territory, first)
  const derived = (performance.now() - from) / 1000

  from = performance.now()
  let agreements = 0
  for (let day = 0; day < days; day++) {
    const on = first.add({ days: day + 1 })
    await openDay(db, territory, on)
    agreements += await sign(db, on, day, days)
    await foldChanges(db, territory, on)
  }
  for (const name of [
    'agreements',
    'pupil_statuses',
    'status_counts',
    'status_days',
    'status_slice_days',
    'status_changes',
  ])
    await sql`vacuum analyze ${sql.table(name)}`.execute(db)
  return { derived, signed: (performance.now() - from) / 1000, agreements }
}

/** Seven pupils in ten sign, spread over the days; one in ten on paper, one in ten outside. */
async function sign(db: Db, on: Temporal.PlainDate, day: number, days: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into agreements (territory_id, id, pupil_id, class_id, school, scheme, source, state, since, content, weeks, first_day,
      last_day, code, created_at)
    select territory_id, md5('agreement' || id)::uuid, id, class_id, school, ${scheme},
      (array['online', 'online', 'online', 'online', 'online', 'online', 'online', 'online', 'paper', 'outside'])[1 + get_byte(uuid_send(id), 3) % 10],
      'signed', ${`${on.toString()}T10:00:00Z`}, '{}', ${weeks}, '2026-06-15', '2026-06-26', md5('code' || id), ${`${on.toString()}T09:00:00Z`}
    from pupils
    where territory_id = ${territory} and get_byte(uuid_send(id), 1) % 10 < 7
      and (get_byte(uuid_send(id), 4) * 256 + get_byte(uuid_send(id), 5)) % ${days}::int = ${day}::int`.execute(db)
  return Number(numAffectedRows)
}

async function fillGround(db: Db, schools: number): Promise<void> {
  await sql`insert into territories (id, name) values (${territory}, 'Essai')`.execute(db)
  await sql`insert into schools (territory_id, uai, name, lat, lon, commune, departement, epci, bassin, region, priority_education, rural)
    select ${territory}, 'U' || lpad(k::text, 7, '0'), 'Lycée ' || k, 43 + (k % 97) * 0.07, -1 + (k % 89) * 0.08, 'C' || k, 'D' || k / 40,
      'E' || k / 3, 'B' || k / 10, 'R' || k / 400, case when k % 6 = 0 then 'REP' end, k % 4 = 0
    from generate_series(0, ${schools - 1}::int) k`.execute(db)
  for (const [kind, letter] of [
    ['region', 'R'],
    ['departement', 'D'],
    ['epci', 'E'],
    ['bassin', 'B'],
    ['commune', 'C'],
  ] as const)
    await sql`insert into areas (territory_id, kind, code, name, region, departement, epci, bassin, lat, lon)
      select distinct on (code) ${territory}, ${kind}, code, 'Lieu ' || code, region,
        case when ${kind} <> 'region' then departement end, case when ${kind} = 'commune' then epci end,
        case when ${kind} = 'commune' then bassin end, lat, lon
      from (select s.*, case ${letter} when 'R' then region when 'D' then departement when 'E' then epci when 'B' then bassin
        else commune end as code from schools s where territory_id = ${territory}) each order by code`.execute(db)
  const offers = schools * 25
  await sql`insert into hosts (territory_id, id, name, sector, staff, search, created_at)
    select ${territory}, md5('host' || k)::uuid, 'Structure ' || k, 's' || 1 + k % 51, k % 200, 'structure ' || k, '2025-09-01'
    from generate_series(0, ${offers - 1}::int) k`.execute(db)
  await sql`insert into sites (territory_id, id, host_id, name, postcode, commune, city, lat, lon)
    select ${territory}, md5('site' || k)::uuid, md5('host' || k)::uuid, 'Site', '14000', 'C' || k % ${schools}::int, 'Ville',
      43 + (k % 97) * 0.07, -1 + (k % 89) * 0.08
    from generate_series(0, ${offers - 1}::int) k`.execute(db)
  await sql`insert into offers (territory_id, id, host_id, site_id, title, description, sector, schemes, levels, span, hours, state, lat,
      lon, created_at, changed_at)
    select ${territory}, md5('offer' || k)::uuid, md5('host' || k)::uuid, md5('site' || k)::uuid, 'Offre', '', 's' || 1 + k % 51,
      array[${scheme}], '{seconde}', 'week', '{}', 'published', 45, 1, '2026-01-01', '2026-01-01'
    from generate_series(0, ${offers - 1}::int, 2) k`.execute(db)
  await sql`insert into offer_weeks (territory_id, offer_id, week, seats, taken)
    select ${territory}, md5('offer' || k)::uuid, w, 1 + k % 4, k % 2
    from generate_series(0, ${offers - 1}::int, 2) k cross join unnest(${weeks}::text[]) w`.execute(db)
}
