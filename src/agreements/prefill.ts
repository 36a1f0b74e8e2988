import { type IsoWeek, mondayOf } from '#/calendar/index.ts'
import { addressWords, findHost, listSites } from '#/directory/index.ts'
import { listPeople } from '#/identity/index.ts'
import type { Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findClass, type Pupil, representativesOf } from '#/pupils/index.ts'
import type { SchemeId } from '#/rules/index.ts'
import { findSchool } from '#/territory/index.ts'
import type { AgreementContent, AgreementHost, Contact } from './content.ts'
import { recall } from './fields.ts'
import { answersOfHost, answersOfSchool } from './remembered.ts'

type Reading = Pick<Services, 'clock'>

/** What is known of the pupil, the family and the school: the part of an agreement that does not depend on the host. */
export async function schoolSide(
  { clock }: Reading,
  db: Db,
  pupil: Pupil,
): Promise<Pick<AgreementContent, 'pupil' | 'representatives' | 'school' | 'referent'>> {
  const { territoryId } = pupil
  const [school, schoolClass, representatives] = [
    await findSchool(db, territoryId, pupil.school),
    await findClass(db, pupil.classId),
    await representativesOf(db, territoryId, pupil.id),
  ]
  const people = await listPeople(
    db,
    {
      territoryId,
      places: [
        { kind: 'school', id: pupil.school },
        { kind: 'class', id: pupil.classId },
      ],
    },
    clock.now(),
    { limit: 100 },
  )
  const withRole = (role: string) => people.rows.filter((each) => each.grant.role === role && !each.isEnded)
  const [head] = withRole('head')
  const teachers = withRole('teacher').filter(({ grant }) => grant.scope?.kind === 'class')
  const [teacher] = teachers
  return {
    school: {
      uai: pupil.school,
      name: school?.name ?? pupil.school,
      address: '',
      head: head ? { ...contactOf(head), role: 'chef d’établissement' } : { name: '' },
    },
    pupil: {
      id: pupil.id,
      firstName: pupil.firstName,
      lastName: pupil.lastName,
      birthDate: pupil.birthDate,
      ...(schoolClass ? { className: schoolClass.name } : {}),
      ...(pupil.email === undefined ? {} : { email: pupil.email }),
      ...(pupil.phone === undefined ? {} : { phone: pupil.phone }),
    },
    representatives: representatives.map(contactOf),
    // Of several teachers, the school says which one.
    ...(teacher && teachers.length === 1 ? { referent: contactOf(teacher) } : {}),
  }
}

const contactOf = ({
  name,
  email,
  phone,
}: {
  name: string
  email: string | undefined
  phone?: string | undefined
}): Contact => ({
  name,
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
})

/** The host's side, from the offer that was confirmed. */
export async function hostSide(db: Db, offer: Offer, weeks: readonly IsoWeek[]): Promise<AgreementHost> {
  const host = await findHost(db, offer.hostId)
  const [first] = await listSites(db, offer.territoryId, offer.hostId)
  const site = offer.site ? addressWords(offer.site) : undefined
  const address = (first ? addressWords(first) : site) ?? ''
  return {
    name: host?.name ?? offer.hostName,
    ...(host?.siret === undefined ? {} : { siret: host.siret }),
    address,
    ...(site === undefined ? {} : { siteAddress: site }),
    representative: { name: '' },
    ...(offer.contact.name.trim() === ''
      ? {}
      : {
          tutor: {
            name: offer.contact.name,
            ...(offer.contact.email === '' ? {} : { email: offer.contact.email }),
            ...(offer.contact.phone === '' ? {} : { phone: offer.contact.phone }),
          },
        }),
    activities: offer.activities.trim() === '' ? offer.description : offer.activities,
    ...(offer.equipment.trim() === '' ? {} : { equipment: offer.equipment }),
    ...(host?.staff === undefined ? {} : { staff: host.staff }),
    ...datesOf(weeks, offer.hours),
    hours: offer.hours,
  }
}

/** First and last day of these weeks by a timetable; the weeks themselves where there is a gap between them. */
export function datesOf(
  weeks: readonly IsoWeek[],
  hours: AgreementHost['hours'],
): Pick<AgreementHost, 'from' | 'to' | 'weeks'> {
  const sorted = weeks.toSorted()
  const mondays = sorted.flatMap((week) => mondayOf(week) ?? [])
  const days = Object.keys(hours).map(Number)
  const [first, last] = [mondays[0], mondays.at(-1)]
  if (!first || !last) throw new RangeError('an agreement needs at least one ISO week')
  const hasGap = mondays.some(
    (monday, at) => at > 0 && mondays[at - 1]?.add({ weeks: 1 }).toString() !== monday.toString(),
  )
  return {
    from: first.add({ days: Math.min(...days, 1) - 1 }).toString(),
    to: last.add({ days: (days.length === 0 ? 5 : Math.max(...days)) - 1 }).toString(),
    ...(hasGap ? { weeks: sorted } : {}),
  }
}

/** An agreement as far as everything known goes: file, offer, and what host and school answered before. */
export async function prefill(
  services: Reading,
  db: Db,
  {
    pupil,
    host,
    hostId,
    scheme,
  }: {
    readonly pupil: Pupil
    readonly host: AgreementHost
    readonly hostId: string | undefined
    readonly scheme: SchemeId
  },
): Promise<AgreementContent> {
  const content: AgreementContent = { scheme, hosts: [host], ...(await schoolSide(services, db, pupil)) }
  const ofHost = hostId === undefined ? {} : await answersOfHost(db, pupil.territoryId, hostId)
  return recall(content, { ...ofHost, ...(await answersOfSchool(db, pupil.territoryId, pupil.school)) })
}
