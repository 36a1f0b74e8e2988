import { BOUND, countWords, daysWords, dayWords, numberWords, THIN } from '#/design/words.ts'
import { schemes } from '#/rules/index.ts'
import { type AgreementContent, type AgreementHost, type Contact, objectiveWords } from '../content.ts'
import { dayHoursText, weekdays } from '../hours-text.ts'

/** A label and what is known; null is a line to fill in. */
export type Fact = readonly [label: string, value: string | null]

export interface FactGroup {
  readonly title: string
  readonly rows: readonly Fact[]
}

/** Whose days and hours these are, and one row for each weekday. */
export interface Timetable {
  readonly title: string
  readonly rows: readonly (readonly [day: string, spans: readonly string[]])[]
  readonly total: string
}

const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso)
export const longDay = (iso: string): string => dayWords(day(iso), { year: true, weekday: false })

/** `du 15 au 26 juin 2026` */
const period = ({ from, to }: AgreementHost): string =>
  from === to ? `le ${longDay(from)}` : `du ${daysWords(day(from), day(to))}${BOUND}${day(to).year}`

const withRole = ({ name, role }: Contact): string => (role ? `${name}, ${role}` : name)
const reach = ({ email, phone }: Contact): string | null => [phone, email].filter(Boolean).join('\n') || null
/** Rows that may stay unsaid. */
const whenKnown = (label: string, value: string | undefined | null): readonly Fact[] => (value ? [[label, value]] : [])

/** `12 345 678 900 012` as people read it: nine figures by three, then five. */
const siretWords = (siret: string): string =>
  siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, `$1${THIN}$2${THIN}$3${THIN}$4`)

/** Who is bound, group by group. */
export function describeParties(content: AgreementContent): readonly FactGroup[] {
  const { hosts, school, pupil, representatives, referent } = content
  const isRemote = content.scheme === 'digital-week'
  const organisations: readonly (readonly [string, AgreementContent['prescriber']])[] = [
    ['Le prescripteur', content.prescriber],
    ['La structure d’accompagnement', content.companion],
    ['L’employeur', content.employer],
    ['La chambre consulaire', content.chamber],
  ]
  return [
    ...hosts.map((host, index) => ({
      title: isRemote
        ? 'L’organisateur'
        : `La structure d’accueil${hosts.length > 1 ? `, ${index === 0 ? 'première' : 'seconde'} semaine` : ''}`,
      rows: [
        ['Nom', host.name],
        ...whenKnown('SIRET', host.siret && siretWords(host.siret)),
        ['Siège', host.address || null],
        ['Représentée par', host.representative.name ? withRole(host.representative) : null],
        ['Contact', reach(host.representative)],
        ...whenKnown('Effectif', host.staff === undefined ? undefined : countWords(host.staff, 'personne')),
        ...whenKnown('Assurance', host.insurance),
      ] satisfies Fact[],
    })),
    ...(school
      ? [
          {
            title: 'L’établissement',
            rows: [
              ['Nom', school.name],
              ['UAI', school.uai],
              ['Adresse', school.address || null],
              ['Représenté par', school.head.name ? withRole(school.head) : null],
              ['Contact', reach(school.head)],
              ['Vote du conseil', school.boardVote ? longDay(school.boardVote) : null],
              ...(referent ? ([['Référent', referent.name], ...whenKnown('Joindre', reach(referent))] as const) : []),
            ] satisfies Fact[],
          },
        ]
      : []),
    ...organisations.flatMap(([title, party]) =>
      party
        ? [
            {
              title,
              rows: [
                ['Organisme', party.organisation],
                ['Représenté par', withRole(party)],
                ['Contact', reach(party)],
              ] satisfies Fact[],
            },
          ]
        : [],
    ),
    {
      title: content.scheme === 'pmsmp' ? 'Le bénéficiaire' : school ? 'L’élève' : 'Le jeune',
      rows: [
        ['Nom et prénom', `${pupil.lastName} ${pupil.firstName}`],
        ['Naissance', longDay(pupil.birthDate)],
        ...whenKnown('Classe', pupil.className),
        ...whenKnown('Adresse', pupil.address),
        ...whenKnown('Contact', reach({ name: '', ...pupil })),
      ],
    },
    ...(representatives.length > 0
      ? [
          {
            title: representatives.length > 1 ? 'Les responsables légaux' : 'Le responsable légal',
            rows: representatives.flatMap((person): Fact[] => [
              ['Nom et prénom', person.name],
              ['Contact', reach(person)],
            ]),
          },
        ]
      : []),
  ]
}

/** When, where, with whom. */
export function describePlacement(content: AgreementContent): readonly Fact[] {
  return [
    ['Dispositif', schemes[content.scheme].name],
    ...(content.objective ? ([['Objectif', objectiveWords[content.objective]]] as const) : []),
    ...content.hosts.flatMap((host): Fact[] => [
      [content.hosts.length > 1 ? `Chez ${host.name}` : 'Dates', period(host)],
      [content.scheme === 'digital-week' ? 'À distance' : 'Lieu', host.siteAddress || host.address || null],
      ['Accompagné par', host.tutor?.name ? withRole(host.tutor) : withRole(host.representative) || null],
      ...whenKnown('Joindre', host.tutor && reach(host.tutor)),
    ]),
  ]
}

/** Monday to Saturday, host by host. */
export const describeHours = ({ hosts }: AgreementContent): readonly Timetable[] =>
  hosts.map((host) => {
    const minutes = weekdays.reduce((sum, [weekday]) => {
      const hours = host.hours[weekday]
      return sum + (hours ? hours.end - hours.start - (hours.lunch ? hours.lunch.end - hours.lunch.start : 0) : 0)
    }, 0)
    const rest = minutes % 60
    return {
      title: hosts.length > 1 ? `Horaires chez ${host.name}, ${period(host)}` : `Horaires, ${period(host)}`,
      rows: weekdays.map(([weekday, name]) => {
        const hours = host.hours[weekday]
        return [name, hours ? dayHoursText(hours).split(', ') : ['–']] as const
      }),
      total: `${Math.floor(minutes / 60)}${BOUND}h${rest === 0 ? '' : `${BOUND}${String(rest).padStart(2, '0')}`} par semaine`,
    }
  })

/** What the pupil comes to do, and with what care. */
export function describeWork(content: AgreementContent): readonly Fact[] {
  const several = content.hosts.length > 1
  return [
    ...(content.objectives === undefined && content.scheme === 'pmsmp'
      ? []
      : ([['Objectifs', content.objectives ?? null]] as const)),
    ...content.hosts.flatMap((host): Fact[] => {
      const at = several ? ` (${host.name})` : ''
      return [
        [`Activités prévues${at}`, host.activities || null],
        ...whenKnown(`Risques et consignes${at}`, host.risks),
        ...whenKnown(`Équipement de protection${at}`, host.equipment),
      ]
    }),
    ...whenKnown('Aménagements', content.adjustments),
    ...(content.scheme === 'pmsmp' && !content.evaluation
      ? []
      : ([['Évaluation et restitution', content.evaluation ?? null]] as const)),
  ]
}

/** Who pays what. */
export function describeCosts({ costs, pupil, school, scheme }: AgreementContent): readonly Fact[] {
  const allowance = costs?.allowanceEurosPerDay
  return [
    ['Repas', costs?.meals ?? 'à la charge de la famille'],
    ['Trajets', costs?.transport ?? 'à la charge de la famille'],
    ['Hébergement', costs?.lodging ?? 'sans objet'],
    ['Assurance de l’élève', pupil.insurance ?? null],
    ...whenKnown('Assurance de l’établissement', school?.insurance),
    ...(scheme === 'pfmp'
      ? ([
          ['Allocation de l’État', allowance ? `${numberWords(allowance, 2)}${BOUND}€ par jour de présence` : 'aucune'],
        ] as const)
      : []),
  ]
}
