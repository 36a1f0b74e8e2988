import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { reindex } from '#/search/index.ts'
import { saveAreas, saveTerritory } from '#/territory/index.ts'

/** A territory of 60 towns, a fifth of the offers in the first; words as titles have them, each week less open than the one before. */
export async function fill(db: Db, offers: number): Promise<void> {
  await saveTerritory(db, { id: 'bench', name: 'Banc d’essai' })
  await saveAreas(
    db,
    'bench',
    Array.from({ length: 60 }, (_, town) => ({
      kind: 'commune' as const,
      code: `99${String(town).padStart(3, '0')}`,
      name: `Ville ${town}`,
      lat: 48 + (town % 8) * 0.15,
      lon: -1 + Math.floor(town / 8) * 0.25,
      population: 1000 * (60 - town),
    })),
  )
  const hosts = Math.ceil(offers / 4)
  const uuid = (prefix: string, number: string) =>
    sql.raw(`(lpad(to_hex(${number}), 8, '0') || '-${prefix}-7000-8000-000000000000')::uuid`)
  await sql`insert into hosts (territory_id, id, name, search, created_at)
    select 'bench', ${uuid('aaaa', 'n')}, 'Entreprise ' || n, 'entreprise', now() from generate_series(1, ${hosts}::integer) n`.execute(
    db,
  )
  await sql`insert into sites (territory_id, id, host_id, name, postcode, commune, city, lat, lon, facilities)
    select 'bench', ${uuid('bbbb', 'n')}, ${uuid('aaaa', 'n')}, 'Site', '14000', '99' || lpad(town::text, 3, '0'), 'Ville ' || town,
      48 + (town % 8) * 0.15 + sin(n * 1.7) * 0.06 * abs(sin(n)), -1 + (town / 8) * 0.25 + cos(n * 2.3) * 0.09 * abs(cos(n)),
      case when n % 3 = 0 then array['lift'] else '{}' end
    from generate_series(1, ${hosts}::integer) n, lateral (select case when n % 5 = 0 then 0 else (n * 7919) % 60 end as town) t`.execute(
    db,
  )
  await sql`analyze hosts, sites`.execute(db)
  // As a bulk writer does: the index is made once, at the end.
  await sql`alter table offers disable trigger user`.execute(db)
  for (let from = 1; from <= offers; from += 5000)
    await sql`insert into offers (territory_id, id, host_id, site_id, title, description, activities, sector, trades, schemes, levels,
        span, group_max, hours, facilities, reserved_schools, state, lat, lon, created_at, changed_at, published_at)
      select 'bench', ${uuid('cccc', 'n')}, s.host_id, s.id,
        initcap(w.words[1 + n % 14]) || ' et ' || w.words[1 + (n / 14) % 14] || ' specialite' || n % 900,
        'Découvrir un atelier, une équipe et un métier : ' || w.words[1 + (n / 7) % 14] || ', ' || w.words[1 + (n / 3) % 14]
          || '. Accueil par un tuteur, visite des lieux, participation aux gestes simples et bilan le vendredi. ' || md5(n::text),
        'Visite, observation, entretien.', 's' || 1 + n % 51, array['D' || 1000 + n % 300], array['observation-2de'],
        case when n % 4 = 0 then array['troisieme'] else array['seconde'] end, case when n % 10 = 0 then 'all' else 'week' end,
        case when n % 20 = 0 then 8 end,
        ('{"1":' || d || ',"2":' || d || ',"3":' || d || ',"4":' || d || ',"5":' || d || '}')::jsonb, '{}', '{}', 'published',
        s.lat, s.lon, now(), now(), timestamptz '2026-05-01' + n * interval '17 seconds'
      from generate_series(${from}::integer, ${Math.min(offers, from + 4999)}::integer) n
      join sites s on s.territory_id = 'bench' and s.id = ${uuid('bbbb', `1 + n % ${hosts}`)},
        lateral (select '{"start":' || 480 + 30 * (n % 3) || ',"end":' || 990 + 30 * (n % 2) || '}' as d) h,
        (select array['mécanique', 'boulangerie', 'informatique', 'jardin', 'accueil', 'cuisine', 'menuiserie', 'soins', 'vente',
          'comptabilité', 'couture', 'plomberie', 'élevage', 'musée'] as words) w`.execute(db)
  await sql`insert into offer_weeks (territory_id, offer_id, week, seats, taken)
    select 'bench', ${uuid('cccc', 'n')}, w.week, 2 + n % 3, case when (n * 31 + w.nth * 17) % 100 < w.taken then 2 + n % 3 else 0 end
    from generate_series(1, ${offers}::integer) n,
      (values ('2026-W25', 1, 40), ('2026-W26', 2, 30), ('2026-W27', 3, 20), ('2026-W30', 4, 99)) w(week, nth, taken)
    where n % 10 < 9 or w.nth < 3`.execute(db)
  await sql`alter table offers enable trigger user`.execute(db)
  await sql`analyze`.execute(db)
  await reindex(db, 'bench')
  await sql`analyze`.execute(db)
}
