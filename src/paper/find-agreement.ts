import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { searchable } from '#/platform/searchable.ts'

interface OfSchool {
  readonly territoryId: string
  readonly school: string
}

/** An agreement of this school by the letters of its pages, once it was printed; another school's is a foreign sheet here. */
export async function findByCode(
  db: Db,
  { territoryId, school, code }: OfSchool & { readonly code: string },
): Promise<{ readonly id: string; readonly version: number } | undefined> {
  return db
    .selectFrom('agreements')
    .select(['id', 'version'])
    .where('code', '=', code)
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where(sql<boolean>`version > 0`)
    .executeTakeFirst()
}

/** A printed agreement whose page may lie in the tray. */
export interface AgreementChoice {
  readonly id: string
  readonly pupilName: string
  readonly className: string
  readonly hostName: string
  readonly pages: number
}

/** More than any school prints in a year. */
const mostOfSchool = 5000

/** Printed agreements of a school's pupils whose name holds each of the words. Under `guarded`. */
export async function searchAgreements(
  db: Db,
  { territoryId, school, words, limit }: OfSchool & { readonly words: string; readonly limit: number },
): Promise<AgreementChoice[]> {
  const wanted = searchable(words)
    .split(' ')
    .filter((word) => word !== '')
  if (wanted.length === 0) return []
  const rows = await db
    .selectFrom('agreements as a')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .innerJoin('agreement_versions as v', (on) =>
      on
        .onRef('v.territory_id', '=', 'a.territory_id')
        .onRef('v.agreement_id', '=', 'a.id')
        .onRef('v.version', '=', 'a.version'),
    )
    .leftJoin('classes as c', (on) =>
      on.onRef('c.territory_id', '=', 'a.territory_id').onRef('c.id', '=', 'a.class_id'),
    )
    .select(['a.id', 'p.first_name', 'p.last_name', 'c.name as class_name', 'v.pages'])
    .select(sql<string | null>`a.content -> 'hosts' -> 0 ->> 'name'`.as('host_name'))
    .where('a.territory_id', '=', territoryId)
    .where('a.school', '=', school)
    .where('a.state', 'in', ['signing', 'signed', 'running', 'completed'])
    .orderBy('p.last_name')
    .orderBy('p.first_name')
    .limit(mostOfSchool)
    .execute()
  return rows
    .filter(({ first_name, last_name }) => {
      const name = searchable(`${last_name} ${first_name}`)
      return wanted.every((word) => name.includes(word))
    })
    .slice(0, limit)
    .map((row) => ({
      id: row.id,
      pupilName: `${row.last_name} ${row.first_name}`,
      className: row.class_name ?? '',
      hostName: row.host_name ?? '',
      pages: row.pages,
    }))
}
