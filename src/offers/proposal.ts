import type { OfferContent } from './offer.ts'

/** A first-timer's place: everything that the offer, its host and its site are made of once the mail is confirmed. */
export interface Proposal {
  readonly siret: string | undefined
  readonly hostName: string
  readonly naf: string | undefined
  readonly site: {
    readonly name: string
    readonly street: string
    readonly postcode: string
    readonly commune: string | undefined
    readonly city: string
    readonly lat: number
    readonly lon: number
    readonly precision: 'address' | 'commune'
  }
  readonly content: Omit<OfferContent, 'siteId'>
}

/** The answers of the five questions as texts, so that a refused form comes back as it was. */
export const emptyProposal = {
  siret: '',
  structure: '',
  secteur: '',
  nom: '',
  email: '',
  description: '',
  rue: '',
  code: '',
  commune: '',
} as const

export type ProposalForm = { readonly [Key in keyof typeof emptyProposal]: string } & {
  /** Seats by `places-<week>`. */
  readonly places: Readonly<Record<string, string>>
}

/** The form out of what a browser sent. */
export function readProposalForm(sent: ReadonlyMap<string, readonly string[]>): ProposalForm {
  const text = (key: string, most: number): string =>
    (sent.get(key)?.at(-1) ?? '')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .trim()
      .slice(0, most)
  const places = [...sent.keys()].filter((key) => /^places-\d{4}-W\d{2}$/.test(key)).slice(0, 60)
  return {
    siret: text('siret', 40),
    structure: text('structure', 1000),
    secteur: text('secteur', 10),
    nom: text('nom', 1000),
    email: text('email', 1000),
    description: text('description', 5000),
    rue: text('rue', 1000),
    code: text('code', 20),
    commune: text('commune', 1000),
    places: Object.fromEntries(places.map((key) => [key, text(key, 10)])),
  }
}
