import '#/identity/index.ts'
import type { Agreement } from '#/agreements/index.ts'
import type { Addressee } from '#/messages/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { referentsOfPupils } from '#/pupils/index.ts'

/** What someone of the school is told of, and who: the referent always; the teachers of the class where nobody is named. */
const toldOf = {
  absence: ['secretary'],
  incident: ['head', 'ddfpt', 'secretary'],
} as const

type Role = 'head' | 'ddfpt' | 'secretary' | 'teacher'

/** Those of the school to write to about a pupil's placement, each once; the head where the school has nobody else. */
export async function recipientsAtSchool(
  services: Pick<Services, 'clock'>,
  db: Db,
  agreement: Agreement,
  what: keyof typeof toldOf,
): Promise<readonly Addressee[]> {
  const { territoryId, pupilId, content } = agreement
  const staff = await staffAround(services, db, agreement)
  const referent = (await referentsOfPupils(db, territoryId, [pupilId])).get(pupilId)
  const named = content.referent?.email?.trim().toLowerCase()
  const office = staff.filter(({ role }) => toldOf[what].some((each) => each === role))
  const teachers = referent || named ? [] : staff.filter(({ role }) => role === 'teacher')
  const told = [...office, ...teachers]
  const accounts = new Map(told.map(({ accountId, email }) => [accountId, email]))
  if (referent) accounts.set(referent.accountId, referent.email ?? null)
  if (accounts.size === 0 && !named)
    for (const { accountId, email, role } of staff) if (role === 'head') accounts.set(accountId, email)
  const people: Addressee[] = [...accounts.keys()].map((accountId) => ({ accountId, territoryId }))
  if (named && ![...accounts.values()].includes(named))
    people.push({ email: named, name: content.referent?.name ?? '', territoryId })
  return people
}

/** Those who hold a role over the pupil's school or class now. */
async function staffAround(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  { territoryId, school, classId }: Agreement,
): Promise<readonly { readonly accountId: string; readonly email: string | null; readonly role: Role }[]> {
  const now = moment(clock.now())
  const rows = await db
    .selectFrom('grants as g')
    .innerJoin('accounts as a', 'a.id', 'g.account_id')
    .select(['a.id', 'a.email', 'g.role'])
    .where('g.territory_id', '=', territoryId)
    .where((on) =>
      on.or([
        on.and([
          on('g.scope_kind', '=', 'school'),
          on('g.scope_id', '=', school),
          on('g.role', 'in', ['head', 'ddfpt', 'secretary']),
        ]),
        on.and([on('g.scope_kind', '=', 'class'), on('g.scope_id', '=', classId ?? ''), on('g.role', '=', 'teacher')]),
      ]),
    )
    .where('g.ended_at', 'is', null)
    .where((on) => on.or([on('g.starts_at', 'is', null), on('g.starts_at', '<=', now)]))
    .where((on) => on.or([on('g.ends_at', 'is', null), on('g.ends_at', '>', now)]))
    .orderBy('a.id')
    .limit(50)
    .execute()
  return rows.flatMap(({ id, email, role }) => {
    const known = (['head', 'ddfpt', 'secretary', 'teacher'] as const).find((each) => each === role)
    return known ? [{ accountId: id, email, role: known }] : []
  })
}
