import './tables.ts'
import type { Services } from '#/platform/services.ts'
import type { SchemeId } from '#/rules/index.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Clause, LegalText } from './clause.ts'
import { readClauseText } from './clause-text.ts'
import { legalTextOn } from './texts/legal-texts.ts'
import { wordingOf } from './wordings.ts'

/** What was typed: title and text of each article by its id. */
export type WordingForm = Readonly<Record<string, { readonly title: string; readonly text: string }>>

/** The id of the one article that a territory may add. */
export const addedClause = 'territory'
const [mostTitle, mostText] = [120, 4000]

export interface WordingError {
  readonly clause: string
  readonly field: 'titre' | 'texte'
  readonly message: string
}

/** The articles that a form says, in the order of the national text; and what keeps them from being adopted. */
export function readWording(
  text: LegalText,
  form: WordingForm,
): { clauses: readonly Clause[]; errors: readonly WordingError[] } {
  const errors: WordingError[] = []
  const read = (id: string, when: Clause['when']): Clause => {
    const { title = '', text: typed = '' } = form[id] ?? {}
    const clause = { id, title: title.trim(), body: readClauseText(typed), ...(when === undefined ? {} : { when }) }
    const fail = (field: WordingError['field'], message: string) => errors.push({ clause: id, field, message })
    if (clause.title === '') fail('titre', 'Donnez un titre à cet article.')
    else if (clause.title.length > mostTitle) fail('titre', `Raccourcissez ce titre : ${mostTitle} signes au plus.`)
    if (clause.body.length === 0) fail('texte', 'Cet article est vide. Écrivez-le, ou reprenez le texte national.')
    else if (typed.length > mostText) fail('texte', `Raccourcissez cet article : ${mostText} signes au plus.`)
    return clause
  }
  const clauses: Clause[] = text.clauses.map(({ id, when }) => read(id, when))
  const added = form[addedClause]
  if (added && (added.title.trim() !== '' || added.text.trim() !== '')) clauses.push(read(addedClause, undefined))
  return { clauses, errors }
}

/**
 * Makes a wording the territory's own, for agreements frozen from now on; those that are frozen keep theirs. The same as the national text:
 * back to it. `seen`: the version that the person had before their eyes; another one meanwhile, and nothing is done.
 */
export async function adoptWording(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  {
    territoryId,
    scheme,
    clauses,
    seen,
    by,
  }: {
    readonly territoryId: string
    readonly scheme: SchemeId
    readonly clauses: readonly Clause[]
    readonly seen: number
    readonly by: string
  },
): Promise<'adopted' | 'same' | 'changed'> {
  return db.transaction().execute(async (tx) => {
    const now = clock.now()
    const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()
    const national = legalTextOn(scheme, today)
    const standing = await wordingOf(tx, territoryId, scheme, today)
    if (canonicalJson(standing.clauses) === canonicalJson(clauses)) return 'same'
    if (standing.version !== seen) return 'changed'
    const isNational = canonicalJson(national.clauses) === canonicalJson(clauses)
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('agreement_texts')
      .values({
        territory_id: territoryId,
        scheme,
        version: seen + 1,
        based_on: national.id,
        clauses: JSON.stringify(isNational ? [] : clauses),
        adopted_at: now.toString(),
        adopted_by: by,
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 0n ? 'changed' : 'adopted'
  })
}
