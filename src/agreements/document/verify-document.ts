import './tables.ts'
import { checkSeal, fingerprintOf } from '#/platform/check-seal.ts'
import type { Db } from '#/platform/database.ts'
import { openSealer } from '#/platform/seal-certificate.ts'
import { sha256OfBytes } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { agreementStates } from '../agreement.ts'
import type { AgreementState } from '../tables.ts'
import { type PageName, readPageCode } from './page-code.ts'
import { type FrozenVersion, findVersion, findVersionOfFile } from './versions.ts'

/** What may be said of a document to whoever holds it: nothing about anyone. */
export interface KnownDocument {
  readonly code: string
  readonly version: number
  readonly pages: number
  /** Local days. */
  readonly frozenOn: Temporal.PlainDate
  readonly sealedOn: Temporal.PlainDate | undefined
  /** A later version took its place. */
  readonly isOlder: boolean
  /** It was refused, replaced or cancelled since. */
  readonly isOver: boolean
}

export type Verdict =
  /** The file is, byte for byte, the finished document, or the one that was put to be signed. */
  | { readonly is: 'finished' | 'unfinished'; readonly document: KnownDocument }
  /** The code was made here, for this page. */
  | { readonly is: 'page'; readonly page: number; readonly document: KnownDocument }
  /** The file says that it is ours, and is not as we made it. `signed`: what was signed stands unchanged at its head. */
  | { readonly is: 'changed'; readonly document: KnownDocument | undefined; readonly signed: boolean }
  | { readonly is: 'unknown' }

type Verifying = Pick<Services, 'configuration' | 'db' | 'clock' | 'key'>

/** What the text of a page says, as it was typed. */
export async function verifyCode({ db, key }: Verifying, text: string): Promise<Verdict> {
  const name = readPageCode(key, text)
  const document = name && (await knownDocument(db, name))
  return name && document && name.page <= document.pages ? { is: 'page', page: name.page, document } : { is: 'unknown' }
}

/** What a file is. It is read, compared, and not kept. */
export async function verifyFile(services: Verifying, bytes: Uint8Array): Promise<Verdict> {
  const { db, key } = services
  const found = await findVersionOfFile(db, sha256OfBytes(bytes))
  if (found) {
    const document = await documentOf(db, found)
    return { is: found.sealedSha256 === sha256OfBytes(bytes) ? 'finished' : 'unfinished', document }
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  // What was signed ends where a file first says that it ends.
  const end = /startxref\s+\d+\s+%%EOF/.exec(text)
  const head = end && (await findVersionOfFile(db, sha256OfBytes(bytes.subarray(0, end.index + end[0].length))))
  if (head) return { is: 'changed', document: await documentOf(db, head), signed: true }
  // A page's own proof, written in what describes the file.
  for (const [code] of [...text.matchAll(writtenCode)].slice(0, mostCodes)) {
    const name = readPageCode(key, code)
    const document = name && (await knownDocument(db, name))
    if (document) return { is: 'changed', document, signed: false }
  }
  const seal = await checkSeal(bytes)
  if (seal.is === 'unsigned' || seal.is === 'unreadable') return { is: 'unknown' }
  const { certificate } = await openSealer(services)
  return seal.fingerprint === fingerprintOf(certificate)
    ? { is: 'changed', document: undefined, signed: false }
    : { is: 'unknown' }
}

const writtenCode = /[2-9B-Z]{8}-\d{1,2}-\d-[2-9B-Z]{7}/g
const mostCodes = 5

async function knownDocument(db: Db, { code, version }: PageName): Promise<KnownDocument | undefined> {
  const row = await db
    .selectFrom('agreements')
    .select(['territory_id', 'id'])
    .where('code', '=', code)
    .executeTakeFirst()
  const found = row && (await findVersion(db, { territoryId: row.territory_id, agreementId: row.id, version }))
  return found && (await documentOf(db, found))
}

async function documentOf(db: Db, frozen: FrozenVersion): Promise<KnownDocument> {
  const { territoryId, agreementId, version, pages } = frozen
  const agreement = await db
    .selectFrom('agreements')
    .select(['code', 'version', 'state'])
    .where('territory_id', '=', territoryId)
    .where('id', '=', agreementId)
    .executeTakeFirstOrThrow()
  const timeZone = await timeZoneOf(db, territoryId)
  const day = (at: Temporal.Instant): Temporal.PlainDate => at.toZonedDateTimeISO(timeZone).toPlainDate()
  return {
    code: agreement.code,
    version,
    pages,
    frozenOn: day(frozen.frozenAt),
    sealedOn: frozen.sealedAt && day(frozen.sealedAt),
    isOlder: agreement.version > version,
    isOver: isOver(agreement.state),
  }
}

const isOver = (state: AgreementState): boolean => !agreementStates[state].stands
