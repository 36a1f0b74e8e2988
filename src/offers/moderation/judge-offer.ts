import { findForbiddenWork, foldedText } from '#/rules/index.ts'
import { joinStretches } from './contact-details.ts'
import { type Sign, type SignId, type SignSeverity, signs } from './signs.ts'

/** What of an offer and of its surroundings the judgement looks at. */
export interface OfferToJudge {
  readonly title: string
  readonly description: string
  readonly activities: string
  /** Adaptations, equipment, dress, meals: whatever else a host writes freely. */
  readonly otherTexts?: readonly string[]
  /** Whether pupils under 18 may hold it: forbidden work concerns them. */
  readonly forMinors: boolean
  readonly host: {
    readonly siret: string | undefined
    readonly registerState: 'known' | 'closed' | 'unknown' | 'unchecked'
  }
  /** Other offers with the same text, at any host. */
  readonly sameText: number
}

export type ReasonField = 'title' | 'description' | 'activities' | 'other'

/** Why an offer waits for somebody. */
export interface Reason {
  readonly sign: SignId
  readonly severity: SignSeverity
  /** In French, with the article or the words found. */
  readonly says: string
  readonly mend: string
  /** Where in the text, to be highlighted. */
  readonly field?: ReasonField
  readonly stretches?: readonly { readonly start: number; readonly end: number }[]
}

export interface Judgement {
  readonly decision: 'publish' | 'wait'
  readonly reasons: readonly Reason[]
}

/** A host may well repeat itself for its own sites and years; this many times is a flood. */
const mostSameTexts = 5

/** Judges an offer by the signs of risk, the gravest first. Pure: the same offer is always judged the same. */
export function judgeOffer(offer: OfferToJudge): Judgement {
  const reasons = [...surroundings(offer), ...texts(offer).flatMap(({ field, text }) => readText(field, text, offer))]
  const sorted = reasons.toSorted((a, b) => Number(b.severity === 'grave') - Number(a.severity === 'grave'))
  return { decision: sorted.length > 0 ? 'wait' : 'publish', reasons: sorted }
}

export const reasonOf = (sign: SignId, says: string = signs[sign].says): Reason => ({
  sign,
  severity: signs[sign].severity,
  says,
  mend: signs[sign].mend,
})

function surroundings({ host, sameText }: OfferToJudge): readonly Reason[] {
  const found: Reason[] = []
  if (host.registerState === 'closed') found.push(reasonOf('closed-host'))
  if (host.registerState === 'unknown' && host.siret !== undefined) found.push(reasonOf('unknown-host'))
  if (sameText >= mostSameTexts)
    found.push(reasonOf('repeated', `Le même texte se retrouve dans ${sameText} autres offres.`))
  return found
}

const texts = ({ title, description, activities, otherTexts = [] }: OfferToJudge) => [
  { field: 'title' as const, text: title },
  { field: 'description' as const, text: description },
  { field: 'activities' as const, text: activities },
  { field: 'other' as const, text: otherTexts.join('\n') },
]

function readText(field: ReasonField, text: string, { forMinors }: OfferToJudge): readonly Reason[] {
  if (text === '') return []
  const folded = foldedText(text)
  const found: Reason[] = []
  if (forMinors) {
    const byWork = Map.groupBy(findForbiddenWork(text), ({ work }) => work)
    for (const [work, places] of byWork)
      found.push({
        ...reasonOf(
          'forbidden-work',
          `Travail interdit aux mineurs : ${work.says} (code du travail, ${work.article}).`,
        ),
        field,
        stretches: places.map(({ start, end }) => ({ start, end })),
      })
  }
  for (const sign of Object.keys(signs).filter(isSignId)) {
    const { find }: Sign = signs[sign]
    const stretches = find ? joinStretches(find(folded, text)) : []
    if (stretches.length > 0) found.push({ ...reasonOf(sign), field, stretches })
  }
  // An e-mail address holds a domain: said once, as a contact.
  const contacts = found.find(({ sign }) => sign === 'contact')?.stretches ?? []
  return found.filter(
    ({ sign, stretches = [] }) =>
      sign !== 'link' ||
      stretches.some((link) => !contacts.some((each) => each.start < link.end && link.start < each.end)),
  )
}

const isSignId = (text: string): text is SignId => Object.hasOwn(signs, text)
