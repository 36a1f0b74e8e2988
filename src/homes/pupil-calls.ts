import { readDay } from '#/platform/read-day.ts'
import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '#/pupils/index.ts'

/** With whom one speaks about a pupil's search. */
export const callPartners = {
  pupil: 'l’élève',
  family: 'la famille',
  host: 'un lieu d’accueil',
  other: 'quelqu’un d’autre',
} as const
export type CallPartner = keyof typeof callPartners
const isPartner = (text: string): text is CallPartner => Object.hasOwn(callPartners, text)

/** A call that someone of the school noted. */
export interface PupilCall {
  readonly id: string
  readonly withWhom: CallPartner
  readonly at: Temporal.Instant
  readonly said: string
  readonly by: string
}

/** The fields of the form as typed. */
export interface CallForm {
  readonly key: string
  readonly qui: string
  readonly jour: string
  readonly heure: string
  readonly dit: string
}

const mostSaid = 600

/** The last calls about a pupil, the newest first; only inside `guarded`. */
export async function callsOf(
  db: Db,
  { territoryId, pupilId, limit }: { readonly territoryId: string; readonly pupilId: string; readonly limit: number },
): Promise<readonly PupilCall[]> {
  const rows = await db
    .selectFrom('pupil_calls')
    .select(['id', 'with_whom', 'at', 'said', 'by_name'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ with_whom, by_name, ...row }) => ({ ...row, withWhom: with_whom, by: by_name }))
}

type CallErrors = Readonly<Partial<Record<'qui' | 'jour' | 'heure' | 'dit', string>>>

/** Reads the form of a call: one that took place, within the last year. */
export function readCall(
  form: CallForm,
  { now, timeZone }: { readonly now: Temporal.Instant; readonly timeZone: string },
): { readonly call: Omit<PupilCall, 'id' | 'by'> } | { readonly errors: CallErrors } {
  const said = form.dit.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  const [day, time] = [readDay(form.jour.trim()), timeOf(form.heure.trim())]
  const at = day && time && day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  const errors: CallErrors = {
    ...(isPartner(form.qui) ? {} : { qui: 'Dites avec qui vous avez parlé.' }),
    ...(day ? {} : { jour: 'Donnez le jour de l’appel, comme 2026-06-03.' }),
    ...(time ? {} : { heure: 'Donnez l’heure de l’appel, comme 14:30.' }),
    ...(at && Temporal.Instant.compare(at, now.add({ minutes: 5 })) > 0
      ? { jour: 'Cet appel n’a pas encore eu lieu : donnez un jour et une heure passés.' }
      : {}),
    ...(at && Temporal.Instant.compare(at, now.subtract({ hours: 24 * 366 })) < 0
      ? { jour: 'Cet appel a plus d’un an : donnez un jour de cette année.' }
      : {}),
    ...(said === '' ? { dit: 'Écrivez ce qui a été dit, en une phrase.' } : {}),
    ...(said.length > mostSaid ? { dit: `${mostSaid} signes au plus : raccourcissez.` } : {}),
  }
  return at && isPartner(form.qui) && Object.keys(errors).length === 0
    ? { call: { withWhom: form.qui, at, said } }
    : { errors }
}

const timeOf = (text: string): Temporal.PlainTime | undefined =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? Temporal.PlainTime.from(text) : undefined

/** Notes a call; the same form again changes nothing. */
export async function noteCall(
  services: Services,
  {
    pupil,
    name,
    key,
    call,
    grounds,
  }: {
    readonly pupil: Pupil
    readonly name: string
    readonly key: string
    readonly call: Omit<PupilCall, 'id' | 'by'>
    readonly grounds: Grounds
  },
): Promise<string> {
  const { db, clock, newId } = services
  const { territoryId, id: pupilId } = pupil
  const id = isId(key) ? key : newId()
  await db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('pupil_calls')
      .values({
        territory_id: territoryId,
        id,
        pupil_id: pupilId,
        with_whom: call.withWhom,
        at: call.at.toString(),
        said: call.said,
        by_account: grounds.by ?? null,
        by_name: name,
        noted_at: clock.now().toString(),
        removed_at: null,
      })
      .onConflict((on) => on.columns(['territory_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return
    const about = { kind: 'pupil', id: pupilId } as const
    await record(services, tx, { ...grounds, territoryId, what: 'pupil.call-noted', about })
  })
  return id
}
