import './tables.ts'
import { sql } from 'kysely'
import type { FieldError } from '#/design/index.ts'
import type { Pupil } from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { saveAdaptations } from './adaptations.ts'
import type { ApplicationState } from './application.ts'
import { openStates } from './application.ts'
import { type ApplicationForm, checkApplicationForm } from './application-form.ts'
import { lockPupil } from './applications.ts'
import { expiryOf } from './deadlines.ts'
import type { MoveServices } from './move-application.ts'
import { chosenScheme, type NotOpen, openWeeks } from './openness.ts'
import { readOpening } from './read-opening.ts'

export type DraftSaved =
  | { readonly applicationId: string }
  | { readonly why: 'unknown' }
  | { readonly why: 'not_open'; readonly notOpen: NotOpen }
  /** The pupil sent one to this offer already, and it is not settled. */
  | { readonly why: 'already_open'; readonly applicationId: string; readonly state: ApplicationState }
  | { readonly why: 'invalid'; readonly errors: readonly FieldError[] }

/** Keeps what a pupil wrote to an offer; written again, it takes the place of the former draft. Nobody else sees it. */
export async function saveDraft(
  { db, clock, newId }: Pick<MoveServices, 'db' | 'clock' | 'newId'>,
  { pupil, offerId, form }: { readonly pupil: Pupil; readonly offerId: string; readonly form: ApplicationForm },
): Promise<DraftSaved> {
  const now = clock.now()
  return db.transaction().execute(async (tx): Promise<DraftSaved> => {
    const { territoryId, id: pupilId } = pupil
    await lockPupil(tx, { territoryId, pupilId })
    const opening = await readOpening(tx, { offerId, pupil, now })
    if (!opening) return { why: 'unknown' }
    const former = await tx
      .selectFrom('applications')
      .select(['id', 'state'])
      .where('territory_id', '=', territoryId)
      .where('pupil_id', '=', pupilId)
      .where('offer_id', '=', offerId)
      .where('state', 'in', openStates)
      .executeTakeFirst()
    if (former && former.state !== 'draft')
      return { why: 'already_open', applicationId: former.id, state: former.state }
    const open = openWeeks(opening)
    if ('why' in open) return { why: 'not_open', notOpen: open }
    const checked = checkApplicationForm(
      form,
      open.map(({ week }) => week),
    )
    if ('errors' in checked) return { why: 'invalid', errors: checked.errors }
    const { weeks, draws, availability, adaptations } = checked.content
    const scheme = chosenScheme(opening.offer, open, weeks)
    if (scheme === undefined) return { why: 'invalid', errors: [apart(opening.offer.span)] }
    const id = former?.id ?? newId()
    const timeZone = await timeZoneOf(tx, territoryId)
    const written = {
      weeks: [...weeks],
      scheme,
      answers: JSON.stringify({ draws, ...(availability === undefined ? {} : { availability }) }),
      since: now.toString(),
      waits_since: now.toString(),
      expires_at: expiryOf('draft', { waitsSince: now, weeks, timeZone })?.toString() ?? null,
    }
    if (former)
      await tx
        .updateTable('applications')
        .set({ ...written, version: sql`version + 1` })
        .where('territory_id', '=', territoryId)
        .where('id', '=', id)
        .execute()
    else
      await tx
        .insertInto('applications')
        .values({
          ...written,
          territory_id: territoryId,
          id,
          pupil_id: pupilId,
          class_id: pupil.classId,
          school: pupil.school,
          offer_id: offerId,
          host_id: opening.offer.hostId,
          state: 'draft',
        })
        .execute()
    await saveAdaptations(tx, { territoryId, id }, adaptations)
    return { applicationId: id }
  })
}

const apart = (span: 'week' | 'all'): FieldError => ({
  name: 'semaines',
  message:
    span === 'all'
      ? 'Cette place se prend pour toutes ses semaines ensemble : coche-les toutes.'
      : 'Ces semaines appartiennent à deux stages différents : envoie une candidature pour chacun.',
})
