import './tables.ts'
import {
  type Agreement,
  type AgreementState,
  findAgreement,
  moveAgreement,
  recordOutside,
  standingStates,
  type TransitionName,
} from '#/agreements/index.ts'
import { weekOf } from '#/calendar/index.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Period } from '#/pupils/index.ts'
import type { SchemeId } from '#/rules/index.ts'
import { enrolHost } from './enrol-host.ts'
import type { OutsideHost } from './find-outside-host.ts'
import { certificateOf } from './issue-certificate.ts'
import type { JudgedOutside } from './outside-form.ts'
import type { ProofFile } from './proof-file.ts'

export interface OutsidePlacement {
  readonly territoryId: string
  readonly outside: JudgedOutside
  readonly host: OutsideHost
  readonly scheme: SchemeId
  readonly proof: ProofFile | undefined
  readonly grounds: Grounds
}

/**
 * Records a placement agreed elsewhere, with its file. The same pupil at the same host on the same days is recorded once, however often
 * it is sent: `again` says that it was there. Undefined for a pupil that is not there.
 */
export async function recordOutsidePlacement(
  services: Services,
  { territoryId, outside, host, scheme, proof, grounds }: OutsidePlacement,
): Promise<{ readonly agreement: Agreement; readonly again: boolean } | undefined> {
  // Before the transaction ends, so that no row names a file that is not there.
  const sha256 = proof && (await services.files.put(proof.bytes))
  return services.db.transaction().execute(async (tx) => {
    const { pupilId, from, to, hours, tutor } = outside
    const pupil = await tx
      .selectFrom('pupils')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('id', '=', pupilId)
      .forUpdate()
      .executeTakeFirst()
    if (!pupil) return undefined
    const former = await sameOutside(tx, { territoryId, outside, host })
    if (former) return { agreement: former, again: true }
    const agreement = await recordOutside(services, tx, {
      pupilId,
      scheme,
      hostId: host.site ? await enrolHost(services, tx, { ...host, site: host.site, territoryId, grounds }) : host.id,
      host: {
        name: host.name,
        ...(host.siret === undefined ? {} : { siret: host.siret }),
        address: host.address,
        representative: { name: '' },
        ...(tutor ? { tutor } : {}),
        activities: '',
        from,
        to,
        hours,
      },
      grounds,
    })
    if (agreement && proof && sha256 !== undefined)
      await tx
        .insertInto('outside_files')
        .values({
          territory_id: territoryId,
          agreement_id: agreement.id,
          sha256,
          media_type: proof.mediaType,
          bytes: proof.bytes.length,
          at: services.clock.now().toString(),
        })
        .execute()
    return agreement && { agreement, again: false }
  })
}

/** What was recorded already of the same pupil, days and host. */
async function sameOutside(
  tx: Db,
  { territoryId, outside, host }: Pick<OutsidePlacement, 'territoryId' | 'outside' | 'host'>,
): Promise<Agreement | undefined> {
  const rows = await tx
    .selectFrom('agreements')
    .select(['id', 'content'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', outside.pupilId)
    .where('source', '=', 'outside')
    .where('state', 'in', standingStates)
    .where('first_day', '=', outside.from)
    .where('last_day', '=', outside.to)
    .limit(10)
    .execute()
  const same = rows.find(({ content: { hosts } }) => hosts[0].name === host.name && hosts[0].siret === host.siret)
  return same && findAgreement(tx, same.id)
}

/** Days after its end on which a placement that was noted by mistake can still be taken back. */
export const daysToRetract = 30

/**
 * Takes back what was recorded by mistake. A placement that has been over for long, or that a certificate was given for, stays. Returns
 * whether it is taken back now.
 */
export async function undoOutside(
  services: Services,
  { agreementId, grounds }: { readonly agreementId: string; readonly grounds: Grounds },
): Promise<'undone' | 'unknown' | 'over'> {
  return services.db.transaction().execute(async (tx) => {
    const agreement = await findAgreement(tx, agreementId)
    if (agreement?.source !== 'outside') return 'unknown'
    if (agreement.state === 'cancelled') return 'undone'
    if (agreement.state === 'completed') {
      const until = agreement.since.add({ hours: 24 * daysToRetract })
      if (Temporal.Instant.compare(services.clock.now(), until) > 0) return 'over'
      if (await certificateOf(tx, agreement)) return 'over'
    }
    const moved = await moveAgreement(services, tx, {
      agreementId,
      transition: ways[agreement.state] ?? 'cancel',
      by: { kind: 'school', grounds },
      set: { reason: 'recorded-by-mistake' },
    })
    return 'agreement' in moved && !('why' in moved) ? 'undone' : 'over'
  })
}

/** How a placement made elsewhere is taken back from where it stands. */
const ways: { readonly [State in AgreementState]?: TransitionName } = { running: 'interrupt', completed: 'retract' }

/** The scheme of a placement on some days: that of the class's period that they touch, else of its first period, else by level. */
export function schemeOn(
  periods: readonly Period[],
  { from, to }: Pick<JudgedOutside, 'from' | 'to'>,
  level: string,
): SchemeId {
  const weeks = [from, to].map((day) => weekOf(Temporal.PlainDate.from(day)))
  const [first = '', last = ''] = weeks
  const touched = periods.find((period) => period.weeks.some((week) => week >= first && week <= last))
  return touched?.scheme ?? periods[0]?.scheme ?? byLevel[level] ?? 'pfmp'
}

const byLevel: Readonly<Record<string, SchemeId>> = {
  quatrieme: 'observation-4e',
  troisieme: 'observation-3e',
  seconde: 'observation-2de',
}

/** The file of a placement made elsewhere: its name in the store and its kind. */
export async function proofOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<{ readonly sha256: string; readonly mediaType: ProofFile['mediaType'] } | undefined> {
  const row = await db
    .selectFrom('outside_files')
    .select(['sha256', 'media_type'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  return row && { sha256: row.sha256, mediaType: row.media_type }
}
