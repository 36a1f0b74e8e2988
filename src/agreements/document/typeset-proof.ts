import { BOUND, dayWords, numberWords } from '#/design/words.ts'
import { type Pdf, pdfTemplate, typesetPdf } from '#/platform/pdf.ts'
import type { Signature } from '../signatures/signatures.ts'
import { partyWords } from '../signatures/signing-duties.ts'
import { shortAddress } from './short-address.ts'

export interface Proof {
  readonly code: string
  readonly version: number
  readonly signatures: readonly Signature[]
  readonly pdfSha256: string
  /** How long the signed document is: the head of the finished one. */
  readonly bytes: number
  readonly jsonSha256: string
  readonly frozenAt: Temporal.Instant
  readonly timeZone: string
  /** Where anyone checks: `https://…/verifier`. */
  readonly verifyAt: string
}

const template = pdfTemplate(import.meta.resolve('./proof.typ'))

const boundWords = {
  account: 'connexion à son compte',
  link: 'lien personnel reçu par e-mail',
  'link-code': 'lien personnel, puis code',
  paper: 'à la main, sur le document imprimé',
  'in-person': 'en présence d’une personne de l’établissement',
} as const satisfies Record<Signature['boundBy'], string>

/** The page that tells who signed and how we know it. Readable aloud, and archival. */
export function typesetProof(proof: Proof, at: Temporal.Instant): Pdf {
  const { code, version, signatures, pdfSha256, bytes, jsonSha256, frozenAt, timeZone, verifyAt } = proof
  const when = (instant: Temporal.Instant): string => {
    const local = instant.toZonedDateTimeISO(timeZone)
    const [hour, minute, second] = [
      local.hour,
      ...[local.minute, local.second].map((part) => String(part).padStart(2, '0')),
    ]
    return `${dayWords(local.toPlainDate(), { year: true })}, ${hour}${BOUND}h${BOUND}${minute}${BOUND}min${BOUND}${second}${BOUND}s (UTC${local.offset})`
  }
  return typesetPdf(
    template,
    {
      title: `Preuve des signatures, convention ${code}`,
      foot: [`Convention ${code}, version ${version}`, 'Preuve des signatures'],
      reference: `Convention ${code}, version ${version}, gelée le ${when(frozenAt)}.`,
      explanation: [
        'Les pages qui précèdent sont le document tel que chacun l’a reçu et signé : leurs octets n’ont pas changé. Cette page y est ajoutée avec le cachet de la plateforme, qui montre toute modification faite après lui.',
      ],
      signatures: signatures.map((signature) => ({
        name: signature.name,
        rows: [
          ['Qualité', `${partyWords[signature.party]}${signature.takesNote ? ' (a pris connaissance)' : ''}`],
          ...given('Pour', signature.onBehalfOf),
          ...given('Par délégation de', signature.delegatedBy),
          ['Quand', when(signature.at)],
          ['Comment', boundWords[signature.boundBy]],
          ...given('Code envoyé à', signature.codeSentTo),
          ...given('Constatée par', signature.recordedByName),
          ...given('Adresse réseau', signature.networkAddress && shortAddress(signature.networkAddress)),
          // An older version, of which nothing that concerns this person changed since.
          ...(signature.version === version
            ? []
            : given('Version signée', `${signature.version}, empreinte ${inGroups(signature.documentSha256)}`)),
        ],
      })),
      document: [
        ['Document', inGroups(pdfSha256)],
        ['Données', inGroups(jsonSha256)],
      ],
      check: [
        `Ce sont des empreintes SHA-256. La première est celle des ${numberWords(bytes)} premiers octets de ce fichier, tels que chacun les a signés ; la seconde, celle des données dont le document est fait.`,
        `Pour vérifier ce fichier : ${verifyAt}`,
      ],
    },
    { at },
  )
}

const given = (label: string, value: string | undefined): readonly (readonly [string, string])[] =>
  value ? [[label, value]] : []

/** 64 figures in eights, so that two of them can be compared by eye. */
const inGroups = (sha256: string): string => sha256.replace(/(.{8})(?=.)/g, '$1 ')
