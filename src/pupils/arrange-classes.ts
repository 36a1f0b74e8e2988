import './tables.ts'
import type { FieldError } from '#/design/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { type ClassForm, checkClassForm, checkPeriodForm, type PeriodForm } from './class-forms.ts'
import { findClass, listClasses, saveClasses } from './classes.ts'
import { periodsOfClass, savePeriods } from './periods.ts'
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
    await tx.selectFrom('classes').select('id').where('id', '=', of.id).forUpdate().execute()
    const judged = checkPeriodForm(form, of.schoolYear)
    if ('errors' in judged) return judged
    const periods = await periodsOfClass(tx, of.territoryId, of.id)
    if (periods.some(({ id }) => id === form.cle)) return judged
    const taken = periods.find(({ weeks }) => weeks.some((week) => judged.weeks.includes(week)))
    if (taken)
      return {
        errors: [{ name: 'debut', message: `Ces semaines en recouvrent d’autres de la classe : « ${taken.name} ».` }],
      }
    const elsewhere =
      isId(form.cle) &&
      (await tx
        .selectFrom('periods')
        .select('id')
        .where('territory_id', '=', of.territoryId)
        .where('id', '=', form.cle)
        .executeTakeFirst())
    const id = elsewhere || !isId(form.cle) ? services.newId() : form.cle
    await savePeriods(tx, of.territoryId, [{ ...judged, id, school: of.school, classId: of.id }])
    await record(services, tx, {
      ...grounds,
      territoryId: of.territoryId,
      what: 'period.changed',
      about: { kind: 'class', id: of.id },
    })
    return judged
  })
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
