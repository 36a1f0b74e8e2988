import { sql } from 'kysely'
import { type PastApplication, saveApplications } from '#/applications/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '../pupils.ts'
import type { Random } from '../random.ts'
import { inventedId } from './identifier.ts'
import { pastMoment } from './past-days.ts'
import { drawDays, secondeSeason } from './season.ts'
import { eveningsOf, writeByDays } from './write-by-days.ts'

/** Of all, how many are exempt: abroad, ill, with a job. */
const exempt = 0.015
const reasons = ['mobility', 'mobility', 'health', 'employment', 'family'] as const
/** Of applications, how many are written from the day they were sent. */
const sinceSent = 0.25

type Fact =
  | { readonly kind: 'application'; readonly application: PastApplication }
  | { readonly kind: 'sign'; readonly pupil: string; readonly at: Temporal.Instant }
  | { readonly kind: 'exemption'; readonly exemption: Exemption }

interface Exemption {
  readonly id: string
  readonly pupil: string
  readonly period: string
  readonly reason: string
  readonly at: string
}

/** Writes what the crowd did since the school year began: who came in, who applied where, and how that went on. */
export async function writeYear(
  { db, clock }: Services,
  {
    territoryId,
    pupils,
    age,
    applications,
    cameIn,
    random,
  }: {
    readonly territoryId: string
    readonly pupils: readonly Pupil[]
    readonly age: number
    readonly applications: readonly PastApplication[]
    /** Of those who hold nothing, how many came to look at least once. */
    readonly cameIn: number
    readonly random: Random
  },
): Promise<void> {
  const now = clock.now()
  const draw = drawDays(now, age, secondeSeason)
  const signs = pupils
    .filter(({ fixed }) => fixed === undefined && random.chance(cameIn))
    .map(({ id }) => {
      const at = pastMoment(now, draw(random), 'pupil', random)
      return { at, fact: { kind: 'sign', pupil: inventedId(territoryId, 'pupil', id), at } satisfies Fact }
    })
  const exemptions = pupils
    .filter(({ fixed }) => fixed === undefined && random.chance(exempt))
    .map(({ id, school, className }) => {
      const at = pastMoment(now, draw(random), 'host', random)
      const exemption = {
        id: inventedId(territoryId, 'exemption', id),
        pupil: inventedId(territoryId, 'pupil', id),
        period: inventedId(territoryId, 'period', `${school} ${className}`),
        reason: random.pick(reasons),
        at: at.toString(),
      }
      return { at, fact: { kind: 'exemption', exemption } satisfies Fact }
    })
  // What an application became is written when it did. Some stand from the day they were sent: enough for past days to tell of them, few
  // enough for a quick first start.
  const told = applications.flatMap((application) => {
    const [first, last] = [application.steps[0], application.steps.at(-1)]
    return [...(random.chance(sinceSent) ? [first] : []), last].flatMap((step) =>
      step ? [{ at: step.at, fact: { kind: 'application', application } satisfies Fact }] : [],
    )
  })
  await writeByDays<Fact>(db, {
    territoryId,
    evenings: eveningsOf(now, age),
    facts: [...signs, ...exemptions, ...told],
    async write(tx, facts, evening) {
      const standing = new Map(
        facts.flatMap((fact) =>
          fact.kind === 'application' ? [[fact.application.id, standingOn(fact.application, evening)] as const] : [],
        ),
      )
      const written = { territoryId, timeZone: 'Europe/Paris', now, applications: [...standing.values()] }
      await saveApplications(tx, written)
      await saveExemptions(
        tx,
        territoryId,
        facts.flatMap((fact) => (fact.kind === 'exemption' ? [fact.exemption] : [])),
      )
      await saveSigns(
        tx,
        territoryId,
        facts.flatMap((fact) => (fact.kind === 'sign' ? [{ pupil: fact.pupil, at: fact.at.toString() }] : [])),
      )
    },
  })
}

/** What had happened to an application by an evening. A place is confirmed, and its seat taken, once and for all. */
function standingOn(application: PastApplication, evening: Temporal.Instant): PastApplication {
  const steps = application.steps.filter(({ at }) => Temporal.Instant.compare(at, evening) <= 0)
  const confirmed = steps.findIndex(({ transition }) => transition === 'confirm')
  return steps.length === application.steps.length
    ? application
    : { ...application, steps: confirmed < 0 ? steps : steps.slice(0, confirmed) }
}

async function saveExemptions(tx: Db, territoryId: string, exemptions: readonly Exemption[]): Promise<void> {
  await sql`
    insert into exemptions (territory_id, id, pupil_id, period_id, reason, since)
    select ${territoryId}, id, pupil, period, reason, at
    from jsonb_to_recordset(${JSON.stringify(exemptions)}::jsonb) as given (
      id uuid, pupil uuid, period uuid, reason text, at timestamptz)
    on conflict do nothing`.execute(tx)
}

async function saveSigns(
  tx: Db,
  territoryId: string,
  signs: readonly { readonly pupil: string; readonly at: string }[],
): Promise<void> {
  await sql`
    insert into pupil_signs as s (territory_id, pupil_id, at)
    select ${territoryId}, pupil, at
    from jsonb_to_recordset(${JSON.stringify(signs)}::jsonb) as given (pupil uuid, at timestamptz)
    on conflict (territory_id, pupil_id) do update set at = excluded.at where s.at < excluded.at`.execute(tx)
}
