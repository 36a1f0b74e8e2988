import './tables.ts'
import type { Agreement } from '#/agreements/index.ts'
import { hostMembers } from '#/directory/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { type Addressee, post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { addresseeKey, aroundPupil } from './around-pupil.ts'
import type { IncidentParty, JudgedIncident } from './incident.ts'
import { incidentsOf } from './incidents.ts'
import { type IncidentReader, incidentMail } from './mails/incident.ts'
import { hostContactsOf } from './placement.ts'
import { recipientsAtSchool } from './school-people.ts'

export interface ToldIncident {
  readonly agreement: Agreement
  /** Of the form: sent twice, it is told once. */
  readonly id: string
  readonly incident: JudgedIncident
  readonly by: { readonly grounds: Grounds; readonly party: IncidentParty; readonly name: string }
}

/** Of one placement in a day: who tells more than this should speak with someone. */
const mostInADay = 5

/**
 * Writes what happened and tells those who must know at once, in one transaction; sent again, it changes nothing. `too_many`: nothing was
 * written, this placement told enough today.
 */
export async function tellIncident(
  services: Services,
  { agreement, id, incident, by }: ToldIncident,
): Promise<'told' | 'too_many'> {
  const { territoryId, pupilId, classId, school } = agreement
  const { kind, day, minute, facts, health } = incident
  return services.db.transaction().execute(async (tx) => {
    const since = services.clock.now().subtract({ hours: 24 })
    const recent = (await incidentsOf(tx, agreement)).filter(({ at }) => Temporal.Instant.compare(at, since) > 0)
    if (recent.length >= mostInADay && recent.every((each) => each.id !== id)) return 'too_many'
    const inserted = await tx
      .insertInto('placement_incidents')
      .values({
        territory_id: territoryId,
        id,
        agreement_id: agreement.id,
        pupil_id: pupilId,
        class_id: classId ?? null,
        school,
        kind,
        day,
        minute,
        facts: JSON.stringify(facts),
        by_account: by.grounds.by ?? null,
        by_party: by.party,
        by_name: by.name,
        at: services.clock.now().toString(),
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return 'told'
    if (health)
      await tx
        .insertInto('incident_health')
        .values({
          territory_id: territoryId,
          incident_id: id,
          pupil_id: pupilId,
          school,
          details: JSON.stringify(health),
        })
        .execute()
    await record(services, tx, {
      ...by.grounds,
      territoryId,
      what: 'incident.told',
      about: { kind: 'agreement', id: agreement.id },
      pupilId,
    })
    for (const [reader, to] of await readersOf(services, tx, agreement)) {
      const name = addresseeKey(to)
      // Whoever told it knows.
      if (name === by.grounds.by) continue
      await post(services, tx, incidentMail, { to, data: { incident: id, reader }, once: `incident:${id}:${name}` })
    }
    return 'told'
  })
}

/** Those who must know at once: the school, the family, the host. */
async function readersOf(
  services: Services,
  tx: Db,
  agreement: Agreement,
): Promise<readonly (readonly [IncidentReader, Addressee])[]> {
  const { territoryId, hostId } = agreement
  const school = await recipientsAtSchool(services, tx, agreement, 'incident')
  const family = await aroundPupil(tx, agreement, 'family')
  const members = hostId === undefined ? [] : await hostMembers({ db: tx, clock: services.clock }, territoryId, hostId)
  const known = new Set(members.map(({ email }) => email))
  const host: Addressee[] = [
    ...members.map(({ accountId }) => ({ accountId, territoryId })),
    ...hostContactsOf(agreement)
      .filter(({ email }) => !known.has(email))
      .map(({ email, name }) => ({ email, name, territoryId })),
  ]
  return [
    ...school.map((to) => ['school', to] as const),
    ...family.map((to) => ['family', to] as const),
    ...host.map((to) => ['host', to] as const),
  ]
}
