import './tables.ts'
import type { Services } from '#/platform/services.ts'
import type { SchemeId } from '#/rules/index.ts'

const [mostTitle, mostBody] = [120, 6000]

export interface AnnexForm {
  readonly title: string
  readonly body: string
}

/** Keeps what a school adds to its agreements of a scheme; an empty one takes it away. In words, by field, why it could not be kept. */
export async function saveAnnex(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  {
    territoryId,
    school,
    scheme,
    by,
    form,
  }: {
    readonly territoryId: string
    readonly school: string
    readonly scheme: SchemeId
    readonly by: string
    readonly form: AnnexForm
  },
): Promise<{ readonly field: 'titre' | 'texte'; readonly refused: string } | undefined> {
  const [title, body] = [form.title.trim(), form.body.replaceAll('\r\n', '\n').trim()]
  if (title === '' && body === '') {
    await db
      .deleteFrom('school_annexes')
      .where('territory_id', '=', territoryId)
      .where('school', '=', school)
      .where('scheme', '=', scheme)
      .execute()
    return undefined
  }
  if (title === '' || title.length > mostTitle)
    return { field: 'titre', refused: `Donnez un titre à l’annexe, de ${mostTitle} signes au plus. Rien n’a changé.` }
  if (body === '' || body.length > mostBody)
    return { field: 'texte', refused: `Écrivez l’annexe, en ${mostBody} signes au plus. Rien n’a changé.` }
  const values = { title, body, at: clock.now().toString(), by_account: by }
  await db
    .insertInto('school_annexes')
    .values({ territory_id: territoryId, school, scheme, ...values })
    .onConflict((on) => on.columns(['territory_id', 'school', 'scheme']).doUpdateSet(values))
    .execute()
  return undefined
}
