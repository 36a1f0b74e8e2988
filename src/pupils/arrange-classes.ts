import './tables.ts'
import type { FieldError } from '#/design/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { type ClassForm, checkClassForm, checkPeriodForm, type PeriodForm } from './class-forms.ts'
import { findClass, listClasses, saveClasses } from './classes.ts'
import type { Period } from './period.ts'
import { periodsOfClass, periodsOfClasses, savePeriods } from './periods.ts'
import { type SchoolClass, schoolYearOf } from './school-class.ts'

type Refused = { readonly errors: readonly FieldError[] }

/** Adds a class of this school year. The form's key makes a second sending change nothing. */
export function addClass(
  services: Services,
  {
    territoryId,
    school,
    form,
    grounds,
  }: { readonly territoryId: string; readonly school: string; readonly form: ClassForm; readonly grounds: Grounds },
): Promise<{ readonly classId: string } | Refused> {
  return services.db.transaction().execute(async (tx) => {
    // Two people who add the same class at once take turns.
    await tx
      .selectFrom('schools')
      .select('uai')
      .where('territory_id', '=', territoryId)
      .where('uai', '=', school)
      .forUpdate()
      .execute()
    const known = isId(form.cle) ? await findClass(tx, form.cle) : undefined
    if (known?.school === school && known.territoryId === territoryId) return { classId: known.id }
    const judged = checkClassForm(form)
    if ('errors' in judged) return judged
    const schoolYear = schoolYearOf(services.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
    const { rows } = await listClasses(tx, { territoryId, school, schoolYear })
    if (rows.some(({ name }) => searchable(name) === searchable(judged.name)))
      return { errors: [{ name: 'nom', message: `La classe ${judged.name} existe déjà cette année.` }] }
    const id = known || !isId(form.cle) ? services.newId() : form.cle
    await saveClasses(tx, territoryId, [{ ...judged, id, school, schoolYear }])
    await record(services, tx, { ...grounds, territoryId, what: 'class.added', about: { kind: 'class', id } })
    return { classId: id }
  })
}

/** Adds weeks that a class has to fill. */
export function addPeriod(
  services: Services,
  { of, form, grounds }: { readonly of: SchoolClass; readonly form: PeriodForm; readonly grounds: Grounds },
): Promise<{ readonly weeks: readonly string[] } | Refused> {
  return services.db.transaction().execute(async (tx) => {
    const judged = checkPeriodForm(form, of.schoolYear)
    if ('errors' in judged) return judged
    const taken = await writePeriod(services, tx, { of, period: judged, id: form.cle, grounds })
    return taken ? { errors: [{ name: 'debut', message: overlapWords(taken) }] } : judged
  })
}

/**
 * Adds the same weeks to several classes, all or none. A class that has these very weeks already keeps them as they are, so that sending
 * twice changes nothing.
 */
export function addPeriods(
  services: Services,
  {
    classes,
    form,
    grounds,
  }: { readonly classes: readonly SchoolClass[]; readonly form: PeriodForm; readonly grounds: Grounds },
): Promise<{ readonly added: number } | Refused> {
  return services.db.transaction().execute(async (tx) => {
    const [first] = classes
    if (!first) return { errors: [{ name: 'classes', message: 'Choisissez au moins une classe.' }] }
    const judged = checkPeriodForm(form, first.schoolYear)
    if ('errors' in judged) return judged
    const periods = await periodsOfClasses(
      tx,
      first.territoryId,
      classes.map(({ id }) => id),
    )
    const waiting = classes.filter(({ id }) => !(periods.get(id) ?? []).some((each) => isSamePeriod(each, judged)))
    const errors = waiting.flatMap(({ id, name }) => {
      const taken = overlapOf(periods.get(id) ?? [], judged.weeks)
      return taken ? [{ name: 'classes', message: `${name} : ${overlapWords(taken)}` }] : []
    })
    if (errors.length > 0) return { errors }
    for (const of of waiting) await writePeriod(services, tx, { of, period: judged, id: '', grounds })
    return { added: waiting.length }
  })
}

type JudgedPeriod = Exclude<ReturnType<typeof checkPeriodForm>, Refused>

const isSamePeriod = ({ scheme, weeks }: Period, period: JudgedPeriod): boolean =>
  scheme === period.scheme && weeks.join() === period.weeks.join()

const overlapOf = (periods: readonly Period[], weeks: readonly string[]): Period | undefined =>
  periods.find((each) => each.weeks.some((week) => weeks.includes(week)))

const overlapWords = ({ name }: Period): string => `Ces semaines en recouvrent d’autres de la classe : « ${name} ».`

/** Writes a period unless it is there already (by its id); the one that it would overlap, if any. */
async function writePeriod(
  services: Services,
  tx: Db,
  { of, period, id: wanted, grounds }: { of: SchoolClass; period: JudgedPeriod; id: string; grounds: Grounds },
): Promise<Period | undefined> {
  const { territoryId, school } = of
  await tx.selectFrom('classes').select('id').where('id', '=', of.id).forUpdate().execute()
  const periods = await periodsOfClass(tx, territoryId, of.id)
  if (periods.some(({ id }) => id === wanted)) return undefined
  const taken = overlapOf(periods, period.weeks)
  if (taken) return taken
  const elsewhere =
    isId(wanted) &&
    (await tx
      .selectFrom('periods')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('id', '=', wanted)
      .executeTakeFirst())
  const id = elsewhere || !isId(wanted) ? services.newId() : wanted
  await savePeriods(tx, territoryId, [{ ...period, id, school, classId: of.id }])
  await record(services, tx, { ...grounds, territoryId, what: 'period.changed', about: { kind: 'class', id: of.id } })
  return undefined
}

/** Takes weeks away from a class; what was asked for in them stays as it is. */
export function removePeriod(
  services: Services,
  { of, periodId, grounds }: { readonly of: SchoolClass; readonly periodId: string; readonly grounds: Grounds },
): Promise<void> {
  return services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('periods')
      .where('territory_id', '=', of.territoryId)
      .where('class_id', '=', of.id)
      .where('id', '=', periodId)
      .returning('id')
      .executeTakeFirst()
    if (gone)
      await record(services, tx, {
        ...grounds,
        territoryId: of.territoryId,
        what: 'period.changed',
        about: { kind: 'class', id: of.id },
      })
  })
}
