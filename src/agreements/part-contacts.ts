import { hostContacts } from '#/applications/index.ts'
import { hostMembers } from '#/directory/index.ts'
import { listPeople } from '#/identity/index.ts'
import { findOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, representativesOf } from '#/pupils/index.ts'
import { ageOn } from '#/rules/index.ts'
import type { Agreement } from './agreement.ts'
import { findBeneficiary } from './beneficiaries.ts'
import type { Part } from './fields.ts'

/** Someone who can fill a part: with an account, an address, or both. */
export interface PartContact {
  readonly accountId: string | undefined
  readonly email: string | undefined
  readonly name: string
}

/** Enough that someone sees it. */
const most = 5
const bySchool: readonly string[] = ['secretary', 'teacher', 'ddfpt', 'head']

/**
 * Whom a part is asked of. A family's addresses are those that the school holds: a pupil, or whoever fills the agreement, cannot change
 * them.
 */
export async function contactsOf(
  services: { readonly db: Db; readonly clock: Services['clock'] },
  agreement: Agreement,
  part: Part,
): Promise<readonly PartContact[]> {
  const found =
    part === 'host'
      ? await ofHost(services, agreement)
      : part === 'family'
        ? await ofFamily(services, agreement)
        : await ofSchool(services, agreement)
  return found.filter(({ accountId, email }) => accountId !== undefined || email !== undefined).slice(0, most)
}

async function ofHost(
  services: { readonly db: Db; readonly clock: Services['clock'] },
  { territoryId, offerId, hostId, content }: Agreement,
): Promise<readonly PartContact[]> {
  const offer = offerId === undefined ? undefined : await findOffer(services.db, offerId)
  // Once the place was given to another host, the offer's contact is nobody's any more.
  const known =
    offer && offer.hostId === hostId
      ? await hostContacts(services, offer)
      : hostId === undefined
        ? []
        : await hostMembers(services, territoryId, hostId)
  if (known.length > 0) return known
  const { representative, tutor } = content.hosts[0]
  const named = representative.email === undefined ? tutor : representative
  return named?.email === undefined
    ? []
    : [{ accountId: undefined, email: named.email.toLowerCase(), name: named.name }]
}

async function ofFamily(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  { territoryId, pupilId }: Agreement,
): Promise<readonly PartContact[]> {
  const pupil = (await findPupil(db, pupilId)) ?? (await findBeneficiary(db, pupilId))
  if (!pupil) return []
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  if (ageOn(Temporal.PlainDate.from(pupil.birthDate), today) >= 18)
    return [
      {
        accountId: 'accountId' in pupil ? pupil.accountId : undefined,
        email: pupil.email,
        name: `${pupil.firstName} ${pupil.lastName}`,
      },
    ]
  return representativesOf(db, territoryId, pupilId)
}

async function ofSchool(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  { territoryId, school, classId, organisation }: Agreement,
): Promise<readonly PartContact[]> {
  const { rows } = await listPeople(
    db,
    {
      territoryId,
      places: [
        ...(school === '' ? [] : [{ kind: 'school' as const, id: school }]),
        ...(classId === undefined ? [] : [{ kind: 'class' as const, id: classId }]),
        ...(organisation === undefined ? [] : [{ kind: 'organisation' as const, id: organisation }]),
      ],
    },
    clock.now(),
    { limit: 50 },
  )
  const held = rows.filter(({ isEnded }) => !isEnded)
  // The secretary and the class's teacher first: the head is asked to sign, not to type.
  return held
    .toSorted((a, b) => rank(a.grant.role) - rank(b.grant.role))
    .map(({ accountId, name, email }) => ({ accountId, name, email }))
    .slice(0, 3)
}

const rank = (role: string): number => (bySchool.includes(role) ? bySchool.indexOf(role) : bySchool.length)
