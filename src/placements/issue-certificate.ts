import './tables.ts'
import type { Agreement } from '#/agreements/index.ts'
import { BOUND, countWords, dayWords, momentWords } from '#/design/words.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import type { Services } from '#/platform/services.ts'
import { schemes } from '#/rules/index.ts'
import type { HalfDay } from './half-day.ts'
import { hostNamesOf, type Placement, pupilNameOf } from './placement.ts'
import { type PresenceMark, type PresenceState, saidDays, sumPresence } from './presence.ts'
import { marksOf } from './presences.ts'

const template = pdfTemplate(import.meta.resolve('./certificate.typ'))

/** So long after the end, what the host has not said is not waited for any more. */
export const daysOfGrace = 7

/**
 * Why there is no certificate: the placement is not over, nobody says that the pupil was there, or half-days are still to be said and the
 * host has some days left to say them.
 */
export type NoCertificate =
  | { readonly why: 'not_over' | 'never_there' }
  | { readonly why: 'unsaid'; readonly unsaid: number; readonly until: Temporal.PlainDate }

/** Of some agreements, those that have a certificate: when it was issued. */
export async function certificatesIssued(
  db: Db,
  territoryId: string,
  agreements: readonly Pick<Agreement, 'id'>[],
): Promise<ReadonlyMap<string, Temporal.Instant>> {
  if (agreements.length === 0) return new Map()
  const rows = await db
    .selectFrom('placement_certificates')
    .select(['agreement_id', 'issued_at'])
    .where('territory_id', '=', territoryId)
    .where(
      'agreement_id',
      'in',
      agreements.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.map((row) => [row.agreement_id, row.issued_at]))
}

/** The certificate of a placement: issued once, at the first asking, then given again as it was. Its bytes stand in the file store. */
export async function issueCertificate(
  services: Services,
  placement: Placement,
  grounds: Grounds,
): Promise<{ readonly bytes: Uint8Array } | NoCertificate> {
  const { db, files } = services
  const issued = await certificateOf(db, placement.agreement)
  if (issued) {
    const bytes = await files.get(issued.sha256)
    if (!bytes) throw new Error(`the certificate ${issued.sha256} is not in the file store`)
    return { bytes }
  }
  const marks = await marksOf(db, placement.agreement)
  const missing = whyNot(placement, marks)
  if (missing) return missing
  const at = services.clock.now()
  const bytes = certificatePdf(placement, marks, at)
  const sha256 = await files.put(bytes)
  const { territoryId, id, pupilId } = placement.agreement
  const won = await db.transaction().execute(async (tx) => {
    // Presence is said under the same lock: what the certificate says is what was said when it was issued.
    await tx.selectFrom('agreements').select('id').where('id', '=', id).forUpdate().execute()
    if (JSON.stringify(await marksOf(tx, placement.agreement)) !== JSON.stringify(marks)) return false
    const inserted = await tx
      .insertInto('placement_certificates')
      .values({
        territory_id: territoryId,
        agreement_id: id,
        sha256,
        half_days: sumPresence(placement.expected, marks).present,
        issued_at: at.toString(),
      })
      .onConflict((on) => on.doNothing())
      .returning('agreement_id')
      .executeTakeFirst()
    if (inserted)
      await record(services, tx, {
        ...grounds,
        territoryId,
        what: 'certificate.issued',
        about: { kind: 'agreement', id },
        pupilId,
      })
    return inserted !== undefined
  })
  // Somebody else was first, or said a presence meanwhile: theirs counts.
  return won ? { bytes } : issueCertificate(services, placement, grounds)
}

/** The certificate that was issued; undefined before. */
export async function certificateOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<{ readonly sha256: string; readonly issuedAt: Temporal.Instant } | undefined> {
  const row = await db
    .selectFrom('placement_certificates')
    .select(['sha256', 'issued_at'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  return row && { sha256: row.sha256, issuedAt: row.issued_at }
}

function whyNot({ agreement, expected, today }: Placement, marks: readonly PresenceMark[]): NoCertificate | undefined {
  if (agreement.state !== 'completed') return { why: 'not_over' }
  const { present, unsaid } = sumPresence(expected, marks)
  const until = Temporal.PlainDate.from(agreement.lastDay).add({ days: daysOfGrace })
  if (unsaid > 0 && Temporal.PlainDate.compare(today, until) <= 0) return { why: 'unsaid', unsaid, until }
  return present === 0 ? { why: 'never_there' } : undefined
}

function certificatePdf(placement: Placement, marks: readonly PresenceMark[], at: Temporal.Instant): Uint8Array {
  const { agreement, expected, timeZone } = placement
  const { pupil, school, hosts } = agreement.content
  const sum = sumPresence(expected, marks)
  const day = (date: string): string => dayWords(Temporal.PlainDate.from(date), { year: true })
  return typesetPdf(
    template,
    {
      title: 'Attestation de stage',
      foot: [`Délivrée ${momentWords(at, timeZone)}. Convention ${agreement.code}.`],
      signers: hosts.map(({ name, representative, tutor }) => [name, representative.name || tutor?.name || '']),
      prose: [
        `${hostNamesOf(agreement)} a accueilli ${pupilNameOf(agreement)}, pour une ${schemes[agreement.scheme].name}, du ${day(agreement.firstDay)} au ${day(agreement.lastDay)}.`,
      ],
      facts: [
        ['Élève', pupilNameOf(agreement)],
        ['Date de naissance', dayWords(Temporal.PlainDate.from(pupil.birthDate), { year: true, weekday: false })],
        ...(pupil.className ? [['Classe', pupil.className]] : []),
        ...(school ? [['Établissement', [school.name, school.uai].filter(Boolean).join(', ')]] : []),
        ...hosts.map((host) => [
          'Lieu de stage',
          [host.name, host.siret && `SIRET${BOUND}${host.siret}`, host.siteAddress ?? host.address]
            .filter(Boolean)
            .join(', '),
        ]),
        [
          'Présence',
          `${countWords(sum.present, 'demi-journée', 'demi-journées')} sur ${sum.expected}${sum.unsaid > 0 ? `, ${sum.unsaid} sans réponse du lieu de stage` : ''}`,
        ],
      ],
      days: saidDays(expected, marks).map(({ day: date, halves }) => {
        const of = (half: HalfDay): string => words[halves.find((each) => each.half === half)?.state ?? 'none']
        return [day(date), of('am'), of('pm')]
      }),
      end: ['Les présences sont celles que le lieu de stage a dites, ou l’établissement avec lui.'],
    },
    { at },
  ).bytes
}

const words: Readonly<Record<PresenceState | 'none', string>> = {
  present: 'présence',
  absent: 'absence',
  unsaid: 'sans réponse',
  none: '–',
}
