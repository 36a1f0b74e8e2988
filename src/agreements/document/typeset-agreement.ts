import { encode } from 'uqr'
import { type Pdf, pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import type { AgreementContent } from '../content.ts'
import { partyWords } from '../signatures/signing-duties.ts'
import type { Change } from './amended.ts'
import { type Clause, clausesFor } from './clause.ts'
import {
  describeCosts,
  describeHours,
  describeParties,
  describePlacement,
  describeWork,
  longDay,
  type Timetable,
} from './describe-agreement.ts'
import { type DocumentSigner, signaturePage } from './signature-zones.ts'

/** All that a document shows: what is made of it is always the same. */
export interface AgreementDocument {
  readonly content: AgreementContent
  readonly title: string
  readonly seen: readonly string[]
  readonly clauses: readonly Clause[]
  /** « observation-2de/2026-1 », and whose wording when it is a territory's own. */
  readonly wording: string
  /** The agreement's own code and the version; a draft has no version. */
  readonly code: string
  readonly version: number | undefined
  /** ISO day on which it was made. */
  readonly madeOn: string
  readonly signers: readonly DocumentSigner[]
  /** Added by the school. */
  readonly ownAnnex?: { readonly title: string; readonly body: readonly string[] } | undefined
  /** An amendment: of which agreement, and what changes. */
  readonly amends?: { readonly code: string; readonly changes: readonly Change[] } | undefined
}

export interface Logo {
  readonly words: string
  readonly type: 'image/png' | 'image/jpeg'
  readonly bytes: Uint8Array
}

interface Printing {
  readonly at: Temporal.Instant
  readonly logos: readonly Logo[]
  /** The text that page n carries; undefined for a draft, that has none. */
  readonly pageCode: ((page: number) => string) | undefined
}

const template = pdfTemplate(import.meta.resolve('./agreement.typ'))
/** A document has four pages at most when it is sensible, nine as far as codes go. */
const lastPage = 9

/**
 * Sets an agreement into a PDF: parties, articles, annexes, boxes to sign in, a code at the foot of each page.
 * @throws TypesettingError
 */
export function typesetAgreement(agreement: AgreementDocument, { at, logos, pageCode }: Printing): Pdf {
  const images = logos.map((logo, index) => ({
    file: `logo-${index}.${logo.type === 'image/png' ? 'png' : 'jpg'}`,
    ...logo,
  }))
  return typesetPdf(
    template,
    {
      ...printed(agreement),
      logos: images.map(({ file, words }) => ({ file, words })),
      codes: pageCode
        ? Array.from({ length: lastPage }, (_, index) => {
            const text = pageCode(index + 1)
            return { text, svg: squareOf(text) }
          })
        : [],
    },
    { at, images: new Map(images.map(({ file, bytes }) => [file, bytes])) },
  )
}

/** What the template shows, in words. */
function printed(agreement: AgreementDocument): object {
  const { content, version, code, amends, ownAnnex, signers } = agreement
  const isDraft = version === undefined
  const made = `${isDraft ? 'état du' : `version ${version}, établie le`} ${longDay(agreement.madeOn)}`
  return {
    title: amends ? `Avenant à la convention ${amends.code}` : agreement.title,
    reference: `${amends ? 'Avenant' : 'Convention'} ${code}, ${made}.`,
    foot: [`${amends ? 'Avenant' : 'Convention'} ${code}, ${made}`, `Texte ${agreement.wording}`],
    draft: isDraft,
    changes: amends?.changes ?? [],
    parties: describeParties(content),
    placement: describePlacement(content),
    seen: amends ? [] : agreement.seen,
    clauses: amends ? [] : clausesFor(agreement.clauses, content).map(({ title, body }) => ({ title, body })),
    annexes: [...annexesOf(content), ...(ownAnnex && !amends ? [{ ...emptyAnnex, ...ownAnnex }] : [])],
    boxes: signaturePage,
    signers: signers.map(({ party, name, takesNote }) => ({
      role: `${takesNote ? 'Pour information' : 'Pour accord'} : ${partyWords[party]}`,
      name,
      takesNote,
    })),
  }
}

const emptyAnnex = { timetables: [] as readonly Timetable[], rows: [], body: [] as readonly string[] }

function annexesOf(content: AgreementContent) {
  const work = { ...emptyAnnex, timetables: describeHours(content), rows: describeWork(content) }
  if (!content.school || content.scheme === 'digital-week') return [{ ...work, title: 'Horaires et activités' }]
  return [
    { ...work, title: 'Annexe pédagogique' },
    { ...emptyAnnex, title: 'Annexe financière', rows: describeCosts(content) },
  ]
}

/**
 * The square of a page: 25 modules a side for the usual length, with the highest correction. A quiet margin of two modules is part of it
 * and the rest is the page's own white, so that the modules are as large as they can be: 0.69 mm (docs/decisions/0022).
 */
function squareOf(text: string): string {
  const { data, size } = encode(text, { border: 2, ecc: 'H' })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
