import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from '../agreement.ts'
import { findAgreement } from '../agreements.ts'
import { signatoriesFor } from '../signatures/signatories-for.ts'
import { amendedFacts } from './amended.ts'
import { logosOf } from './logos.ts'
import type { AgreementDocument, Logo } from './typeset-agreement.ts'
import { schoolAnnexOf, wordingOf } from './wordings.ts'

/** All that a document is made of, as it stands now: what the agreement says, the articles, the annex, who signs. */
export async function composeDocument(
  { clock, files }: Pick<Services, 'clock' | 'files'>,
  db: Db,
  agreement: Agreement,
  version: number | undefined,
): Promise<{ readonly document: AgreementDocument; readonly logos: readonly Logo[] }> {
  const { territoryId, school, scheme, content, code } = agreement
  const today = clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(db, territoryId))
    .toPlainDate()
  const madeOn = today.toString()
  const wording = await wordingOf(db, territoryId, scheme, madeOn)
  const annex = await schoolAnnexOf(db, territoryId, school, scheme)
  const amended = agreement.amends === undefined ? undefined : await findAgreement(db, agreement.amends)
  return {
    document: {
      content,
      title: wording.text.title,
      seen: wording.text.seen,
      clauses: wording.clauses,
      wording: wording.name,
      code,
      version,
      madeOn,
      signers: signatoriesFor(content, today).map(({ party, rank, name, takesNote }) => ({
        party,
        rank,
        name,
        takesNote,
      })),
      ownAnnex: annex && { title: annex.title, body: annex.body.split(/\n{2,}/) },
      amends: amended && { code: amended.code, changes: amendedFacts(amended.content, content) },
    },
    logos: await logosOf(db, files, { territoryId, school }),
  }
}
