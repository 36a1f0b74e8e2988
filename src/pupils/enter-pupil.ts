import './tables.ts'
import { type FieldError, listWords } from '#/design/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { type Area, findArea, listAreas } from '#/territory/index.ts'
import type { Home, NewPupil, Pupil } from './pupil.ts'
import { checkPupilForm, type PupilAnswers, type PupilForm } from './pupil-form.ts'
import { findPupil, savePupils } from './pupils.ts'
import type { SchoolClass } from './school-class.ts'

export type Entered = { readonly pupilId: string } | { readonly errors: readonly FieldError[] }

/** Adds a pupil to a class by hand. The form's key makes a second sending change nothing. */
export function addPupil(
  services: Services,
  { of, form, grounds }: { readonly of: SchoolClass; readonly form: PupilForm; readonly grounds: Grounds },
): Promise<Entered> {
  return services.db.transaction().execute(async (tx) => {
    await lockClass(tx, of)
    const known = isId(form.cle) ? await findPupil(tx, form.cle) : undefined
    if (known?.classId === of.id) return { pupilId: known.id }
    const id = known || !isId(form.cle) ? services.newId() : form.cle
    const judged = await judge(services, tx, of, form, undefined)
    if ('errors' in judged) return judged
    const { answers, commune } = judged
    const pupil: NewPupil = { ...answers, id, school: of.school, classId: of.id, ...homeIn(commune) }
    await savePupils(tx, of.territoryId, [pupil])
    await record(services, tx, {
      ...grounds,
      territoryId: of.territoryId,
      what: 'pupil.added',
      about: { kind: 'pupil', id },
    })
    return { pupilId: id }
  })
}

/** Mends a pupil's file. An address that is known more precisely than the commune stays while the commune does. */
export function changePupil(
  services: Services,
  {
    of,
    pupilId,
    form,
    grounds,
  }: { readonly of: SchoolClass; readonly pupilId: string; readonly form: PupilForm; readonly grounds: Grounds },
): Promise<Entered> {
  return services.db.transaction().execute(async (tx) => {
    await lockClass(tx, of)
    const pupil = await findPupil(tx, pupilId)
    if (!pupil) return { errors: [{ name: 'nom', message: 'Cet élève n’est plus dans la classe.' }] }
    const judged = await judge(services, tx, of, form, pupil)
    if ('errors' in judged) return judged
    const { answers, commune } = judged
    const stays = commune?.code === pupil.commune
    const moved = stays ? {} : { home: undefined, commune: undefined, ...homeIn(commune) }
    await savePupils(tx, of.territoryId, [{ ...pupil, ...answers, ...moved }])
    await record(services, tx, {
      ...grounds,
      territoryId: of.territoryId,
      what: 'pupil.changed',
      about: { kind: 'pupil', id: pupilId },
    })
    return { pupilId }
  })
}

/** Notes that a pupil left the school, or came back after all. The file stays, out of every list. */
export function markLeaving(
  services: Services,
  {
    territoryId,
    pupilId,
    left,
    grounds,
  }: { readonly territoryId: string; readonly pupilId: string; readonly left: boolean; readonly grounds: Grounds },
): Promise<void> {
  return services.db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('pupils')
      .set({ left_at: left ? services.clock.now().toString() : null })
      .where('territory_id', '=', territoryId)
      .where('id', '=', pupilId)
      .where('left_at', left ? 'is' : 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (changed)
      await record(services, tx, {
        ...grounds,
        territoryId,
        what: left ? 'pupil.left' : 'pupil.returned',
        about: { kind: 'pupil', id: pupilId },
      })
  })
}

/** Two people who enter the same pupil at once take turns. */
const lockClass = (tx: Db, { territoryId, id }: SchoolClass) =>
  tx
    .selectFrom('classes')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

type Judged =
  | { readonly answers: PupilAnswers; readonly commune: Area | undefined }
  | { readonly errors: readonly FieldError[] }

async function judge(
  { clock }: Services,
  tx: Db,
  of: SchoolClass,
  form: PupilForm,
  pupil: Pupil | undefined,
): Promise<Judged> {
  const judged = checkPupilForm(form, clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
  const commune = await findCommune(tx, of.territoryId, form.commune)
  const errors = [
    ...('errors' in judged ? judged.errors : []),
    ...('message' in commune ? [{ name: 'commune', message: commune.message }] : []),
  ]
  if ('errors' in judged || 'message' in commune) return { errors }
  const { firstName, lastName, birthDate } = judged.answers
  const twins = await tx
    .selectFrom('pupils')
    .select(['id', 'first_name', 'last_name'])
    .where('territory_id', '=', of.territoryId)
    .where('class_id', '=', of.id)
    .where('birth_date', '=', birthDate)
    .where('left_at', 'is', null)
    .execute()
  const isSame = (row: (typeof twins)[number]): boolean =>
    row.id !== pupil?.id && searchable(`${row.first_name} ${row.last_name}`) === searchable(`${firstName} ${lastName}`)
  if (twins.some(isSame))
    return { errors: [{ name: 'nom', message: `${firstName} ${lastName}, du même jour, est déjà dans cette classe.` }] }
  return { answers: judged.answers, commune: commune.found }
}

/** A commune of the territory by its name, or by its INSEE code where two have the same name; '' is nobody’s. */
async function findCommune(
  db: Db,
  territoryId: string,
  text: string,
): Promise<{ readonly found: Area | undefined } | { readonly message: string }> {
  if (text === '') return { found: undefined }
  const byCode = /^\d[\dABab]\d{3}$/.test(text) && (await findArea(db, territoryId, 'commune', text.toUpperCase()))
  if (byCode) return { found: byCode }
  const wanted = searchable(text)
  const all = await listAreas(db, territoryId, 'commune')
  const same = all.filter(({ name }) => searchable(name) === wanted)
  if (same.length === 1) return { found: same[0] }
  if (same.length > 1)
    return {
      message: `Plusieurs communes ont ce nom : écrivez le code INSEE, ${listWords(same.map(({ code, departement }) => `${code} (département ${departement ?? '?'})`))}.`,
    }
  const near = all.filter(({ name }) => searchable(name).startsWith(wanted.slice(0, 4))).slice(0, 3)
  return {
    message:
      near.length > 0
        ? `Aucune commune du territoire n’a ce nom. Peut-être ${listWords(near.map(({ name }) => name))} ? Vous pouvez aussi laisser vide.`
        : 'Aucune commune du territoire n’a ce nom. Vérifiez-le, ou laissez vide.',
  }
}

function homeIn(commune: Area | undefined): { readonly home?: Home; readonly commune?: string } {
  if (!commune) return {}
  const { code, lat, lon } = commune
  return {
    commune: code,
    ...(lat === undefined || lon === undefined ? {} : { home: { lat, lon, precision: 'commune' } }),
  }
}
