import './tables.ts'
import { sql } from 'kysely'
import { calendarOf, type HolidayCalendar, zoneOf } from '#/calendar/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil } from '#/pupils/index.ts'
import { check, isSchemeId, type OtherPlacement } from '#/rules/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { standingStates } from './agreement.ts'
import type { AgreementContent, Contact } from './content.ts'
import { presenceDays, spanOf } from './presence-days.ts'
import type { AgreementFinding, KeptOverride } from './tables.ts'

/** Of an agreement, what the rules are asked about; `id` is undefined for one that is not written yet. */
export interface Judged {
  readonly territoryId: string
  readonly id: string | undefined
  readonly pupilId: string
  readonly school: string
  readonly hostId: string | undefined
  readonly submittedOn: string | undefined
  readonly amends: string | undefined
  readonly replaces: string | undefined
  readonly content: AgreementContent
}

/** What the law says of an agreement, with what the database knows of the pupil, the host, the tutor and the referent. */
export async function judgeAgreement(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  judged: Judged,
): Promise<readonly AgreementFinding[]> {
  const { territoryId, content, pupilId, school } = judged
  const pupil = await findPupil(db, pupilId)
  const zone = school === '' ? undefined : zoneOf(school)
  const holidays = holidaysOf(content, school)
  const today = clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(db, territoryId))
    .toPlainDate()
  const rows = await nearby(db, judged)
  const own = rows.filter(({ pupil_id }) => pupil_id === pupilId)
  const host = content.hosts[0]
  const hostKey = judged.hostId ?? host.siret ?? host.name
  const [tutor, referent] = [personKey(host.tutor ?? host.representative), personKey(content.referent)]
  const renewed = content.renewal && rows.find(({ id }) => id === content.renewal?.of)
  return check({
    ...(judged.id === undefined ? {} : { id: judged.id }),
    scheme: content.scheme,
    submittedOn: judged.submittedOn ?? today.toString(),
    person: { birthDate: content.pupil.birthDate, ...(pupil && school !== '' ? { level: pupil.level } : {}) },
    holidays,
    ...(zone === undefined ? {} : { zone }),
    days: presenceDays(content, holidays),
    host: {
      id: hostKey,
      ...(host.staff === undefined ? {} : { staff: host.staff }),
      others: rows.filter(({ host_id }) => host_id !== null && host_id === judged.hostId).map(otherOf),
    },
    others: own.map((row) => ({
      ...otherOf(row),
      days: presenceDays(row.content, holidaysOf(row.content, row.school)),
    })),
    ...(tutor === undefined || judged.hostId === undefined
      ? {}
      : {
          tutorOthers: rows
            .filter(({ host_id, tutor_key }) => host_id === judged.hostId && tutor_key === tutor)
            .map(otherOf),
        }),
    ...(referent === undefined
      ? {}
      : {
          referentOthers: rows.filter((row) => row.school === school && row.referent_key === referent).map(otherOf),
        }),
    ...(content.scheme === 'pmsmp' ? { objectives: content.objective === undefined ? [] : [content.objective] } : {}),
    ...(content.renewal
      ? {
          renews: {
            id: content.renewal.of,
            objectiveMet: content.renewal.objectiveMet,
            isRenewal: renewed?.content.renewal !== undefined,
          },
        }
      : {}),
    ...(content.insertionContract ? { insertionContract: content.insertionContract } : {}),
  }).map(({ rule, severity, article, message, where, mend, overridable }) => ({
    rule,
    severity,
    article,
    message,
    where,
    mend,
    overridable,
  }))
}

/** Findings that still stop it, once what a validator let pass is counted. */
export const standingFindings = (
  findings: readonly AgreementFinding[],
  overrides: readonly Pick<KeptOverride, 'rule' | 'reason'>[],
): readonly AgreementFinding[] =>
  findings.filter(
    ({ rule, severity, overridable }) =>
      severity === 'refused' &&
      !(overridable && overrides.some((each) => each.rule === rule && each.reason.trim() !== '')),
  )

/** Public holidays where the work is: by the postcode of the place, else those of the school. */
export function holidaysOf({ hosts: [host] }: Pick<AgreementContent, 'hosts'>, school: string): HolidayCalendar {
  const postcode = /\b\d{5}\b/.exec(host.siteAddress ?? host.address)?.[0]
  if (postcode === undefined) return calendarOf(school.slice(0, 3))
  return calendarOf(/^(97|98)/.test(postcode) ? postcode.slice(0, 3) : postcode.slice(0, 2))
}

/** One person, as they are counted over agreements: by e-mail, else by name. */
export function personKey(contact: Contact | undefined): string | undefined {
  const key = (contact?.email ?? contact?.name ?? '').trim().toLowerCase()
  return key === '' ? undefined : key
}

/** Standing agreements of the same pupil at any time, and of the same host or referent around these days. */
async function nearby(db: Db, { territoryId, id, pupilId, school, hostId, amends, replaces, content }: Judged) {
  const { firstDay, lastDay } = spanOf(content)
  const referent = personKey(content.referent)
  const around = sql<boolean>`first_day <= ${lastDay}::date + 7 and last_day >= ${firstDay}::date - 7`
  let query = db
    .selectFrom('agreements')
    .select([
      'id',
      'pupil_id',
      'school',
      'host_id',
      'scheme',
      'first_day',
      'last_day',
      'tutor_key',
      'referent_key',
      'content',
    ])
    .where('territory_id', '=', territoryId)
    .where('amends', 'is', null)
    .where('state', 'in', standingStates)
    .where((on) =>
      on.or([
        on('pupil_id', '=', pupilId),
        ...(hostId === undefined ? [] : [on.and([on('host_id', '=', hostId), around])]),
        ...(referent === undefined || school === ''
          ? []
          : [on.and([on('school', '=', school), on('referent_key', '=', referent), around])]),
      ]),
    )
  const without = [id, amends, replaces].flatMap((each) => each ?? [])
  if (without.length > 0) query = query.where('id', 'not in', without)
  return query.limit(500).execute()
}

const otherOf = (row: {
  readonly id: string
  readonly scheme: string
  readonly host_id: string | null
  readonly first_day: string
  readonly last_day: string
  readonly content: AgreementContent
}): OtherPlacement => ({
  id: row.id,
  scheme: isSchemeId(row.scheme) ? row.scheme : row.content.scheme,
  hostId: row.host_id ?? row.content.hosts[0].siret ?? row.content.hosts[0].name,
  from: row.first_day,
  to: row.last_day,
})
