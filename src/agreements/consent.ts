import { foldedText } from '#/rules/index.ts'
import type { AgreementContent, Contact } from './content.ts'
import { canonicalJson } from './document/canonical-json.ts'
import type { Party } from './tables.ts'

const signers = [
  ...(['host', 'head', 'representative', 'pupil', 'tutor', 'referent'] as const),
  ...(['prescriber', 'companion', 'beneficiary', 'employer', 'chamber', 'organiser'] as const),
] as const satisfies readonly Party[]
const family = ['representative', 'pupil', 'beneficiary'] as const
const school = ['head', 'prescriber', 'organiser'] as const

/** Something that an agreement says, and whose consent it takes when it changes. Without anyone: never substantive. */
interface Aspect {
  readonly name: string
  /** « les dates ». */
  readonly says: string
  readonly concerns: readonly Party[]
  /** A person: a slip of the pen in the name changes nobody's consent. */
  readonly person?: true
  readonly read: (content: AgreementContent) => unknown
}

const people = (contacts: readonly (Contact | undefined)[]): string =>
  contacts.map((each) => each?.name ?? '').join(' ; ')

/** What is substantive, as data: dates, hours, place, activities and parties are everybody's; the rest only of those whom it binds. */
export const aspects: readonly Aspect[] = [
  {
    name: 'dates',
    says: 'les dates',
    concerns: signers,
    read: ({ hosts }) => hosts.map(({ from, to, weeks }) => [from, to, weeks ?? []]),
  },
  { name: 'hours', says: 'les horaires', concerns: signers, read: ({ hosts }) => hosts.map(({ hours }) => hours) },
  {
    name: 'place',
    says: 'le lieu',
    concerns: signers,
    read: ({ hosts }) => hosts.map(({ address, siteAddress }) => siteAddress ?? address),
  },
  {
    name: 'activities',
    says: 'les activités',
    concerns: signers,
    read: ({ hosts }) => hosts.map(({ activities }) => activities),
  },
  {
    name: 'host',
    says: 'la structure d’accueil',
    concerns: signers,
    read: ({ hosts }) => hosts.map(({ siret, name }) => siret ?? name),
  },
  {
    name: 'host-representative',
    says: 'qui signe pour la structure',
    concerns: ['host'],
    person: true,
    read: ({ hosts }) => people(hosts.map(({ representative }) => representative)),
  },
  {
    name: 'tutor',
    says: 'le tuteur',
    concerns: ['host', ...school, ...family, 'tutor'],
    person: true,
    read: ({ hosts }) => people(hosts.map((host) => host.tutor)),
  },
  {
    name: 'risks',
    says: 'les risques et l’équipement',
    concerns: ['host', ...school, ...family],
    read: ({ hosts }) => hosts.map(({ risks, equipment }) => [risks, equipment]),
  },
  {
    name: 'host-insurance',
    says: 'l’assurance de la structure',
    concerns: ['host', ...school],
    read: ({ hosts }) => hosts.map(({ insurance }) => insurance),
  },
  { name: 'school', says: 'l’établissement', concerns: signers, read: (content) => content.school?.uai },
  {
    name: 'head',
    says: 'la direction de l’établissement',
    concerns: ['head'],
    person: true,
    read: (content) => people([content.school?.head]),
  },
  {
    name: 'school-insurance',
    says: 'l’assurance de l’établissement',
    concerns: ['head'],
    read: (content) => content.school?.insurance,
  },
  { name: 'pupil', says: 'l’élève', concerns: signers, read: ({ pupil }) => pupil.id },
  {
    name: 'representatives',
    says: 'les responsables légaux',
    concerns: ['representative'],
    person: true,
    read: ({ representatives }) => people(representatives),
  },
  {
    name: 'referent',
    says: 'l’enseignant référent',
    concerns: ['head', 'referent'],
    person: true,
    read: ({ referent }) => people([referent]),
  },
  {
    name: 'project',
    says: 'les objectifs et l’évaluation',
    concerns: ['host', ...school, ...family],
    read: ({ objectives, evaluation, objective }) => [objectives, evaluation, objective],
  },
  {
    name: 'adjustments',
    says: 'les aménagements',
    concerns: ['host', ...school, ...family],
    read: ({ adjustments }) => adjustments,
  },
  { name: 'costs', says: 'les frais', concerns: ['host', ...school, ...family], read: ({ costs }) => costs },
  {
    name: 'insertion',
    says: 'le prescripteur, l’accompagnement ou l’employeur',
    concerns: signers,
    person: true,
    read: ({ prescriber, companion, employer, chamber }) => people([prescriber, companion, employer, chamber]),
  },
]

/** What changed in substance between two contents, in the order of the table. */
export const changedAspects = (before: AgreementContent, after: AgreementContent): readonly Aspect[] =>
  aspects.filter(({ read, person }) => {
    const [one, two] = [canonicalJson(read(before) ?? null), canonicalJson(read(after) ?? null)]
    return one !== two && !(person && isSlip(one, two))
  })

/** Those whose consent a change takes: the only ones who sign again, or who sign an amendment. */
export function concernedBy(before: AgreementContent, after: AgreementContent): ReadonlySet<Party> {
  return new Set(changedAspects(before, after).flatMap(({ concerns }) => concerns))
}

/** A typing error: the same letters but two at most, accents, capitals and spaces aside. Someone else's name is never that near. */
function isSlip(before: string, after: string): boolean {
  const [one, two] = [before, after].map((text) => foldedText(text).replace(/[^a-z0-9;]/g, ''))
  if (one === undefined || two === undefined || one === '' || two === '') return false
  return one === two || (Math.min(one.length, two.length) > 5 && distance(one, two) <= 2)
}

/** Letters to add, drop or change (Levenshtein). */
function distance(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, at) => at)
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1]
    for (const [column, other] of Array.from(two).entries())
      next.push(
        Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + Number(letter !== other)),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
