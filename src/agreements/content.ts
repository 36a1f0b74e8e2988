import type { OfferHours } from '#/offers/index.ts'
import type { SchemeId } from '#/rules/index.ts'

/** Someone named in the agreement, with what is needed to reach them; undefined until it is known. */
export interface Contact {
  readonly name: string
  /** « directrice », « tuteur », … */
  readonly role?: string
  readonly email?: string
  readonly phone?: string
}

/** Who welcomes, and where. Two for a seconde split between two hosts. */
export interface AgreementHost {
  readonly name: string
  readonly siret?: string
  /** Head office. */
  readonly address: string
  /** Where the pupil goes, when it is elsewhere. */
  readonly siteAddress?: string
  /** Signs for the host. */
  readonly representative: Contact
  /** Follows the pupil; the representative where none is named. */
  readonly tutor?: Contact
  readonly activities: string
  readonly risks?: string
  readonly equipment?: string
  readonly insurance?: string
  readonly staff?: number
  /** Days there, and the hours of each weekday. Dates are ISO days, both included. */
  readonly from: string
  readonly to: string
  /** ISO weeks that count, when not all from the first to the last do. */
  readonly weeks?: readonly string[]
  readonly hours: OfferHours
}

/** All that an agreement says, as data: what the document is made of, and what is hashed. No health information here. */
export interface AgreementContent {
  readonly scheme: SchemeId
  readonly hosts: readonly [AgreementHost, ...AgreementHost[]]
  readonly school?: {
    readonly uai: string
    readonly name: string
    readonly address: string
    readonly head: Contact
    /** ISO day of the school board's vote on the model. */
    readonly boardVote?: string
    readonly insurance?: string
  }
  /** PMSMP: who prescribes, who accompanies, who employs. */
  readonly prescriber?: Contact & { readonly organisation: string }
  readonly companion?: Contact & { readonly organisation: string }
  readonly employer?: Contact & { readonly organisation: string }
  readonly chamber?: Contact & { readonly organisation: string }
  readonly pupil: {
    readonly id: string
    readonly firstName: string
    readonly lastName: string
    /** ISO day. */
    readonly birthDate: string
    readonly className?: string
    readonly address?: string
    readonly email?: string
    readonly phone?: string
    readonly insurance?: string
  }
  readonly representatives: readonly Contact[]
  readonly referent?: Contact
  readonly objectives?: string
  readonly evaluation?: string
  /** Adjustments that the family wishes to be written; never their reason. */
  readonly adjustments?: string
  /** PMSMP: the one objective. */
  readonly objective?: 'discover' | 'confirm' | 'recruit'
  /** PMSMP: the one that this one renews. */
  readonly renewal?: { readonly of: string; readonly objectiveMet: boolean }
  /** PMSMP of an employee in insertion (CDDI): ISO days, both included. */
  readonly insertionContract?: { readonly from: string; readonly to: string }
  /** Financial annex. */
  readonly costs?: {
    readonly meals?: string
    readonly transport?: string
    readonly lodging?: string
    readonly allowanceEurosPerDay?: number
  }
}

/** The objectives of a PMSMP: one, and one only. */
export const objectiveWords = {
  discover: 'découvrir un métier ou un secteur d’activité',
  confirm: 'confirmer un projet professionnel',
  recruit: 'initier une démarche de recrutement',
} as const satisfies Readonly<Record<NonNullable<AgreementContent['objective']>, string>>
