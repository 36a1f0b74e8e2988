import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { SchemeId } from '#/rules/index.ts'
import type { Clause, LegalText } from './clause.ts'
import { legalTextOn } from './texts/legal-texts.ts'

/** The articles that an agreement is made with: the national text, or a territory's own wording of it. */
export interface Wording {
  /** `observation-2de/2026-1`, and `, rédaction 3 du territoire` */
  readonly name: string
  readonly text: LegalText
  readonly clauses: readonly Clause[]
  /** Of the territory's own; 0 for the national text. */
  readonly version: number
}

/** The wording that stands in a territory on a day. */
export async function wordingOf(db: Db, territoryId: string, scheme: SchemeId, day: string): Promise<Wording> {
  const text = legalTextOn(scheme, day)
  const own = await db
    .selectFrom('agreement_texts')
    .select(['version', 'clauses'])
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  // An empty one means: back to the national text.
  return own && own.clauses.length > 0
    ? { name: `${text.id}, rédaction ${own.version} du territoire`, text, clauses: own.clauses, version: own.version }
    : { name: text.id, text, clauses: text.clauses, version: own?.version ?? 0 }
}

/** What a school adds to the agreements of a scheme. */
export async function schoolAnnexOf(
  db: Db,
  territoryId: string,
  school: string,
  scheme: SchemeId,
): Promise<{ readonly title: string; readonly body: string } | undefined> {
  return db
    .selectFrom('school_annexes')
    .select(['title', 'body'])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('scheme', '=', scheme)
    .executeTakeFirst()
}
