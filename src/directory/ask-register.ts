import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Silence } from '#/platform/polite-client.ts'
import type { Services } from '#/platform/services.ts'
import type { Establishment } from './establishment.ts'
import { publicServices } from './public-services.ts'
import { type RegisterFinding, readEstablishment } from './read-establishment.ts'

/** What the register answered, and when; or why it did not (`off`: no register is configured). */
export type RegisterAnswer =
  | { readonly state: 'open' | 'closed'; readonly establishment: Establishment; readonly checkedAt: Temporal.Instant }
  | { readonly state: 'unknown'; readonly checkedAt: Temporal.Instant }
  | { readonly state: 'silent'; readonly why: Silence | 'off' }

/** An establishment lives on; one that is unknown may have been made yesterday. */
const keptDays = { open: 30, closed: 30, unknown: 1 }

/**
 * Asks the public register of companies about a SIRET, by way of what it answered lately. Outside any transaction: it may take seconds.
 * When it is silent an older answer stands, with its date.
 */
export async function askRegister(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  siret: string,
): Promise<RegisterAnswer> {
  const { db, clock, configuration } = services
  const now = clock.now()
  const kept = await keptAnswer(db, siret)
  if (kept && Temporal.Instant.compare(now, kept.expiresAt) < 0) return kept.answer
  if (configuration.registerUrl === undefined) return kept?.answer ?? { state: 'silent', why: 'off' }
  const url = new URL(`${configuration.registerUrl}/search`)
  url.search = new URLSearchParams({
    ...{ q: siret, page: '1', per_page: '1', limite_matching_etablissements: '10' },
    ...{ minimal: 'true', include: 'siege,matching_etablissements' },
  }).toString()
  const answer = await publicServices(services).register.getJson(url)
  const finding = 'json' in answer ? readEstablishment(answer.json, siret) : undefined
  if (!finding) return kept?.answer ?? { state: 'silent', why: 'silence' in answer ? answer.silence : 'malformed' }
  await keep(db, siret, finding, now)
  return { ...finding, checkedAt: now }
}

async function keptAnswer(
  db: Db,
  siret: string,
): Promise<{ answer: RegisterAnswer; expiresAt: Temporal.Instant } | undefined> {
  const row = await db.selectFrom('register_answers').selectAll().where('siret', '=', siret).executeTakeFirst()
  if (!row) return undefined
  const { state, establishment, checked_at: checkedAt, expires_at: expiresAt } = row
  if (state === 'unknown') return { answer: { state, checkedAt }, expiresAt }
  return establishment ? { answer: { state, establishment, checkedAt }, expiresAt } : undefined
}

async function keep(db: Db, siret: string, finding: RegisterFinding, now: Temporal.Instant): Promise<void> {
  const values = {
    state: finding.state,
    establishment: finding.state === 'unknown' ? null : JSON.stringify(finding.establishment),
    checked_at: now.toString(),
    expires_at: now.add({ hours: 24 * keptDays[finding.state] }).toString(),
  }
  await db
    .insertInto('register_answers')
    .values({ siret, ...values })
    .onConflict((on) =>
      on
        .column('siret')
        .doUpdateSet(values)
        // Of two that asked at once, the later answer stands.
        .where('register_answers.checked_at', '<=', moment(now)),
    )
    .execute()
}
