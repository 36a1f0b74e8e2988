import { hashPersonalCode, personalCodeWords } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { findClass, pupilOfAccount } from '#/pupils/index.ts'

/** The signs of printed codes (src/platform/secret.ts). */
const signs = '23456789BCDFGHJKMNPQRSTVWXYZ'
const length = 10

/** The personal code of an invented pupil: the same on each start of this installation, so that the first page can show it. */
export const inventedCode = ({ key }: Pick<Services, 'key'>, pupilId: string): string =>
  [...Buffer.from(key.mac('demonstration-code', pupilId), 'base64url').subarray(0, length)]
    .map((byte) => signs[byte % signs.length])
    .join('')

/** What an invented pupil types to come in; undefined once their school printed another code, which nobody here knows. */
export async function demonstrationCodes(
  services: Pick<Services, 'db' | 'key'>,
  accountId: string,
): Promise<{ readonly class: string; readonly personal: string } | undefined> {
  const pupil = await pupilOfAccount(services.db, accountId)
  const schoolClass = pupil && (await findClass(services.db, pupil.classId))
  if (!schoolClass) return undefined
  const code = inventedCode(services, pupil.id)
  const kept = await services.db
    .selectFrom('pupils')
    .select('personal_code_hash')
    .where('id', '=', pupil.id)
    .executeTakeFirst()
  if (kept?.personal_code_hash !== hashPersonalCode(services, pupil.id, code)) return undefined
  const { signInCode } = schoolClass
  return { class: `${signInCode.slice(0, 3)} ${signInCode.slice(3)}`, personal: personalCodeWords(code) }
}
