import { addPupilAccount, type FindPupilAccount, hashPersonalCode } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { classOfCode, fullName } from '#/pupils/index.ts'

/** The class of a printed code, and who of it has this personal code; the class alone where nobody has. */
export async function findByCodes(
  services: Services,
  { classCode, personalCode }: { readonly classCode: string; readonly personalCode: string },
): Promise<{ readonly classId: string; readonly pupilId: string | undefined } | undefined> {
  const found = await classOfCode(services.db, classCode)
  if (!found) return undefined
  const pupils = await services.db
    .selectFrom('pupils')
    .select(['id', 'personal_code_hash'])
    .where('territory_id', '=', found.territoryId)
    .where('class_id', '=', found.id)
    .where('left_at', 'is', null)
    .where('personal_code_hash', 'is not', null)
    .execute()
  const pupil = pupils.find(
    ({ id, personal_code_hash }) => hashPersonalCode(services, id, personalCode) === personal_code_hash,
  )
  return { classId: found.id, pupilId: pupil?.id }
}

/** The account of a pupil, made without an e-mail address where there is none yet; once, however many ask at the same time. */
export async function accountOfPupil(services: Services, tx: Db, pupilId: string): Promise<string> {
  const pupil = await tx
    .selectFrom('pupils')
    .selectAll()
    .where('id', '=', pupilId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (pupil.account_id !== null) return pupil.account_id
  const name = fullName({ firstName: pupil.first_name, lastName: pupil.last_name })
  const accountId = await addPupilAccount(services, tx, { name, territoryId: pupil.territory_id, pupilId })
  await tx
    .updateTable('pupils')
    .set({ account_id: accountId })
    .where('territory_id', '=', pupil.territory_id)
    .where('id', '=', pupilId)
    .execute()
  return accountId
}

/** The account of the one pupil whom an identity provider's words fit; undefined where none does, or more than one. */
export const pupilOfProvider =
  (services: Services): FindPupilAccount =>
  async (tx, { territoryId, schools, givenName, familyName, birthDate }) => {
    const rows = await tx
      .selectFrom('pupils')
      .select(['id', 'first_name', 'last_name'])
      .where('territory_id', '=', territoryId)
      .where('school', 'in', schools)
      .where('birth_date', '=', birthDate)
      .where('left_at', 'is', null)
      .execute()
    const same = (a: string, b: string): boolean => searchable(a) === searchable(b)
    const [only, ...others] = rows.filter(
      ({ first_name, last_name }) => same(first_name, givenName) && same(last_name, familyName),
    )
    return only && others.length === 0 ? accountOfPupil(services, tx, only.id) : undefined
  }
