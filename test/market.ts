import { applicationOf } from '#/applications/applications.ts'
import type { Actor, Application, ApplicationState } from '#/applications/index.ts'
import type { MoveServices } from '#/applications/move-application.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import type { Db } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { saveClasses, savePeriods, savePupils } from '#/pupils/index.ts'
import { saveTerritory } from '#/territory/index.ts'
import { offerOfBakery, openBakery } from './offers.ts'

/** One class that needs these weeks, one host, and as many pupils and offers as a test asks for: to race and to replay lives. */
export interface Market {
  readonly services: MoveServices
  readonly territoryId: string
  readonly weeks: readonly string[]
  /** Moves the clock. */
  readonly later: (duration: Temporal.DurationLike) => void
  readonly addPupils: (count: number) => Promise<readonly string[]>
  readonly addOffer: (seats: readonly number[], span?: 'week' | 'all') => Promise<string>
  /** Applications that are there already, in a state. */
  readonly addApplications: (of: readonly NewApplication[]) => Promise<readonly Application[]>
  readonly addApplication: (of: NewApplication) => Promise<Application>
  readonly as: (kind: 'pupil' | 'host' | 'school') => Actor
}

interface NewApplication {
  readonly pupilId: string
  readonly offerId: string
  readonly weeks: readonly string[]
  readonly state: ApplicationState
}

const territoryId = 'bocage'
const school = '9140001A'

export const marketWeeks = ['2026-W25', '2026-W26'] as const

/** Enough of the services to move applications: nobody listens, nobody reacts. */
export const marketServices = (db: Db, now: () => Temporal.Instant): MoveServices => ({
  db,
  clock: { now },
  newId: randomId,
  configuration: readConfiguration({}),
  notifications: { notify: async () => {}, subscribe: () => () => {}, close: async () => {} },
  announce: async () => {},
})

export async function openMarket(db: Db, weeks: readonly string[] = marketWeeks): Promise<Market> {
  let now = Temporal.Instant.from('2026-04-07T08:00:00Z')
  const services = marketServices(db, () => now)
  await saveTerritory(db, { id: territoryId, name: 'Bocage' })
  const { clock } = services
  await openBakery({ db, clock })
  const classId = randomId()
  await saveClasses(db, territoryId, [{ id: classId, school, name: '2de A', level: 'seconde', schoolYear: 2025 }])
  await savePeriods(db, territoryId, [
    { id: randomId(), school, classId, scheme: 'observation-2de', name: 'Juin', weeks },
  ])
  return {
    services,
    territoryId,
    weeks,
    later(duration) {
      now = now.add(duration)
    },
    async addPupils(count) {
      const ids = Array.from({ length: count }, () => randomId())
      await savePupils(
        db,
        territoryId,
        ids.map((id, at) => ({
          id,
          school,
          classId,
          firstName: `Élève${at}`,
          lastName: 'Essai',
          birthDate: '2010-03-14',
          level: 'seconde' as const,
        })),
      )
      return ids
    },
    addOffer: (seats, span = 'week') =>
      offerOfBakery(services, {
        span,
        schemes: ['observation-2de'],
        levels: ['seconde'],
        weeks: weeks.map((week, at) => ({ week, seats: seats[at] ?? 0, closed: false })),
      }),
    addApplications,
    async addApplication(of) {
      const [added] = await addApplications([of])
      if (!added) throw new Error('the application was not written')
      return added
    },
    as: (kind) => ({
      kind,
      grounds: { by: undefined, role: kind === 'school' ? 'head' : kind, why: 'test' },
    }),
  }

  async function addApplications(given: readonly NewApplication[]): Promise<readonly Application[]> {
    const { host_id } = await db.selectFrom('offers').select('host_id').limit(1).executeTakeFirstOrThrow()
    const rows = await db
      .insertInto('applications')
      .values(
        given.map(({ pupilId, offerId, weeks: asked, state }) => ({
          territory_id: territoryId,
          id: randomId(),
          pupil_id: pupilId,
          class_id: classId,
          school,
          offer_id: offerId,
          host_id,
          scheme: 'observation-2de',
          weeks: [...asked],
          state,
          answers: JSON.stringify({ draws: 'J’aime le pain et la farine.' }),
          submitted_at: state === 'draft' ? null : now.toString(),
          since: now.toString(),
          waits_since: now.toString(),
        })),
      )
      .returningAll()
      .execute()
    return rows.map(applicationOf)
  }
}
