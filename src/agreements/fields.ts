import type { SchemeId } from '#/rules/index.ts'
import type { AgreementContent, AgreementHost, Contact } from './content.ts'
import { onAllowance, onCost } from './costs.ts'
import { dayHoursText, readDayHours, type Weekday, weekdays, withDay } from './hours-text.ts'

/** Who is asked for a part of the agreement. `school` also stands for the prescriber of a PMSMP. */
export type Part = 'host' | 'school' | 'family'
export const parts = ['host', 'school', 'family'] as const satisfies readonly Part[]
export const isPart = (text: string): text is Part => parts.some((part) => part === text)

/** Answers by the names of fields, as they were typed. */
export type AgreementAnswers = Readonly<Record<string, string>>

export type FieldKind = 'text' | 'email' | 'tel' | 'long' | 'date' | 'number' | 'amount' | 'hours'

/** One thing that an agreement says, and who is asked for it. */
export interface Field {
  /** In forms and in what is remembered. */
  readonly name: string
  readonly part: Part
  /** Heading of the form under which it stands. */
  readonly group: string
  readonly label: string
  readonly hint?: string
  readonly kind: FieldKind
  /** Characters at most. */
  readonly most: number
  /** Schemes that it belongs to; all without. */
  readonly schemes?: readonly SchemeId[]
  /** Schemes that cannot do without it; `all`, or none. */
  readonly needed: readonly SchemeId[] | 'all'
  /** Offered again for the next agreement of the same host or school. */
  readonly remembered: boolean
  /** Completes a browser's form: `name`, `email`, `tel`. */
  readonly autocomplete?: string
  readonly read: (content: AgreementContent) => string
  readonly write: (content: AgreementContent, value: string) => AgreementContent
}

const schoolSchemes = ['observation-4e', 'observation-3e', 'observation-2de', 'pfmp', 'digital-week'] as const
const atPlace = ['observation-4e', 'observation-3e', 'observation-2de', 'pfmp', 'mini-stage', 'pmsmp'] as const

/** Where a school is a party: not where an organisation prescribes. */
const withSchool = [...schoolSchemes, 'mini-stage'] as const

const onHost = (
  read: (host: AgreementHost) => string | undefined,
  write: (host: AgreementHost, value: string) => AgreementHost,
): Pick<Field, 'read' | 'write'> => ({
  read: ({ hosts: [host] }) => read(host) ?? '',
  write: (content, value) => ({ ...content, hosts: [write(content.hosts[0], value), ...content.hosts.slice(1)] }),
})

/** The same without one of its keys: an empty answer is one that nobody gave. */
function without<Whole extends object, Key extends keyof Whole>(whole: Whole, key: Key): Omit<Whole, Key> {
  const { [key]: _, ...others } = whole
  return others
}

type Who = 'representative' | 'tutor'
/** A person of the host: the tutor is there once named. */
const hostPerson = (who: Who, key: keyof Contact): Pick<Field, 'read' | 'write'> =>
  onHost(
    (host) => host[who]?.[key],
    (host, value) => ({ ...host, [who]: withContact(host[who], key, value) }),
  )

function withContact(contact: Contact | undefined, key: keyof Contact, value: string): Contact {
  const { [key]: _, ...others } = contact ?? { name: '' }
  return { name: '', ...others, ...(value === '' && key !== 'name' ? {} : { [key]: value }) }
}

type School = NonNullable<AgreementContent['school']>
const onSchool = (
  read: (school: School) => string | undefined,
  write: (school: School, value: string) => School,
): Pick<Field, 'read' | 'write'> => ({
  read: ({ school }) => (school && read(school)) ?? '',
  write: (content, value) => (content.school ? { ...content, school: write(content.school, value) } : content),
})

type Text = 'objectives' | 'evaluation' | 'adjustments'
const onText = (key: Text): Pick<Field, 'read' | 'write'> => ({
  read: (content) => content[key] ?? '',
  write: (content, value) => (value === '' ? without(content, key) : { ...content, [key]: value }),
})

const onReferent = (key: keyof Contact): Pick<Field, 'read' | 'write'> => ({
  read: ({ referent }) => referent?.[key] ?? '',
  write: (content, value) => ({ ...content, referent: withContact(content.referent, key, value) }),
})

type PupilKey = 'address' | 'email' | 'phone' | 'insurance'
const onPupil = (key: PupilKey): Pick<Field, 'read' | 'write'> => ({
  read: ({ pupil }) => pupil[key] ?? '',
  write: (content, value) => ({
    ...content,
    pupil: value === '' ? without(content.pupil, key) : { ...content.pupil, [key]: value },
  }),
})

const signs = 'Qui signe pour la structure'
const tutor = 'Qui accompagne sur place'
const there = 'Sur place'
const times = 'Horaires de présence'

/** What an agreement asks, in the order of its forms. */
export const fields: readonly Field[] = [
  person('hostName', signs, 'Nom et prénom de la personne qui signe', 'representative', 'name', {
    needed: 'all',
    autocomplete: 'name',
  }),
  person('hostRole', signs, 'Sa fonction', 'representative', 'role', {
    needed: 'all',
    hint: 'Par exemple : directrice, gérant, maire.',
  }),
  person('hostEmail', signs, 'Son adresse e-mail', 'representative', 'email', {
    kind: 'email',
    needed: 'all',
    hint: 'Pour lui envoyer la convention à signer.',
    autocomplete: 'email',
  }),
  person('hostPhone', signs, 'Son téléphone', 'representative', 'phone', { kind: 'tel', autocomplete: 'tel' }),
  person('tutorName', tutor, 'Nom et prénom du tuteur ou de la tutrice', 'tutor', 'name', {
    needed: 'all',
    hint: 'La personne que l’élève demande en arrivant.',
  }),
  person('tutorRole', tutor, 'Sa fonction', 'tutor', 'role', {}),
  person('tutorEmail', tutor, 'Son adresse e-mail', 'tutor', 'email', { kind: 'email' }),
  person('tutorPhone', tutor, 'Son téléphone', 'tutor', 'phone', { kind: 'tel' }),
  {
    ...hostField('siteAddress', there, 'Adresse du lieu d’accueil', 'text', 300),
    needed: atPlace,
    ...onHost(
      (host) => host.siteAddress ?? host.address,
      (host, value) => ({ ...host, siteAddress: value }),
    ),
  },
  {
    ...hostField('activities', there, 'Activités prévues', 'long', 1500),
    needed: 'all',
    hint: 'Ce que l’élève observera ou fera, en quelques lignes.',
    ...onHost(
      (host) => host.activities,
      (host, value) => ({ ...host, activities: value }),
    ),
  },
  hostText(
    'risks',
    there,
    'Risques du lieu et précautions',
    'long',
    atPlace,
    'Écrivez « aucun risque particulier » s’il n’y en a pas.',
  ),
  hostText('equipment', there, 'Équipement à porter', 'text', [], 'Ce que vous fournissez, ce qu’il faut apporter.'),
  hostText('insurance', there, 'Assurance responsabilité civile', 'text', atPlace, 'Assureur et numéro de contrat.'),
  {
    ...hostField('staff', there, 'Nombre de personnes qui y travaillent', 'number', 6),
    needed: ['pfmp'],
    schemes: ['pfmp', 'pmsmp'],
    ...onHost(
      (host) => (host.staff === undefined ? '' : String(host.staff)),
      (host, value) => (value === '' ? without(host, 'staff') : { ...host, staff: Number(value) }),
    ),
  },
  ...weekdays.map(([weekday, label]) => hoursField(weekday, label)),

  {
    ...schoolField('schoolAddress', 'L’établissement', 'Adresse de l’établissement', 'text', 300),
    schemes: withSchool,
    needed: schoolSchemes,
    ...onSchool(
      ({ address }) => address,
      (school, value) => ({ ...school, address: value }),
    ),
  },
  headField('headName', 'Nom et prénom de la personne qui dirige l’établissement', 'name', 'text', schoolSchemes),
  headField('headRole', 'Sa fonction', 'role', 'text', []),
  headField('headEmail', 'Son adresse e-mail', 'email', 'email', []),
  {
    ...schoolField('boardVote', 'L’établissement', 'Date du vote du conseil d’administration', 'date', 10),
    schemes: withSchool,
    needed: schoolSchemes,
    hint: 'Le vote qui a adopté le modèle de convention.',
    ...onSchool(
      ({ boardVote }) => boardVote,
      (school, value) => (value === '' ? without(school, 'boardVote') : { ...school, boardVote: value }),
    ),
  },
  {
    ...schoolField('schoolInsurance', 'L’établissement', 'Assurance de l’établissement', 'text', 300),
    schemes: withSchool,
    hint: 'L’État est son propre assureur : pour un établissement public, écrivez-le ainsi.',
    needed: schoolSchemes,
    ...onSchool(
      ({ insurance }) => insurance,
      (school, value) => (value === '' ? without(school, 'insurance') : { ...school, insurance: value }),
    ),
  },
  {
    ...referentField('referentName', 'Nom et prénom de l’enseignant ou de l’enseignante', 'name', 'text'),
    needed: schoolSchemes,
  },
  referentField('referentEmail', 'Son adresse e-mail', 'email', 'email'),
  referentField('referentPhone', 'Son téléphone', 'phone', 'tel'),
  {
    ...schoolField('objectives', 'Le projet pédagogique', 'Objectifs', 'long', 1500),
    needed: ['pfmp'],
    ...onText('objectives'),
  },
  {
    ...schoolField('evaluation', 'Le projet pédagogique', 'Évaluation et restitution', 'long', 1000),
    needed: ['pfmp'],
    ...onText('evaluation'),
  },
  {
    ...schoolField('meals', 'Frais', 'Repas', 'text', 300),
    schemes: ['pfmp'],
    needed: ['pfmp'],
    ...onCost('meals'),
  },
  {
    ...schoolField('transport', 'Frais', 'Transport', 'text', 300),
    schemes: ['pfmp'],
    needed: ['pfmp'],
    ...onCost('transport'),
  },
  { ...schoolField('lodging', 'Frais', 'Hébergement', 'text', 300), schemes: ['pfmp'], ...onCost('lodging') },
  {
    ...schoolField('allowance', 'Frais', 'Allocation de l’État, en euros par jour de présence', 'amount', 12),
    schemes: ['pfmp'],
    // By the pupil’s year of study: never remembered from one to the next.
    remembered: false,
    hint: 'Le montant de l’année de formation de l’élève, par exemple 12,50. Vide : aucune allocation.',
    ...onAllowance,
  },

  {
    ...familyField('pupilPhone', 'Joindre l’élève', 'Téléphone de l’élève', 'tel', 30),
    hint: 'Pour que la structure ou l’établissement puisse l’appeler si besoin.',
    ...onPupil('phone'),
  },
  {
    ...familyField('pupilAddress', 'Joindre l’élève', 'Adresse du domicile', 'text', 300),
    needed: ['pfmp'],
    ...onPupil('address'),
  },
  {
    ...familyField('representativePhone', 'Joindre la famille', 'Téléphone en cas d’urgence', 'tel', 30),
    needed: ['observation-4e', 'observation-3e', 'observation-2de'],
    hint: 'Le numéro où l’on répond pendant la journée.',
    read: ({ representatives: [first] }) => first?.phone ?? '',
    write: (content, value) => ({
      ...content,
      representatives: content.representatives.map((each, at) => (at === 0 ? withContact(each, 'phone', value) : each)),
    }),
  },
  {
    ...familyField('pupilInsurance', 'Assurance', 'Assurance de l’élève', 'text', 300),
    hint: 'Fortement recommandée : nom de l’assureur et numéro de contrat.',
    ...onPupil('insurance'),
  },
  {
    ...familyField('adjustments', 'Aménagements', 'Aménagements à prévoir', 'long', 600),
    hint: 'Seulement ce que la structure doit prévoir, jamais la raison.',
    ...onText('adjustments'),
  },
]

function hostField(name: string, group: string, label: string, kind: FieldKind, most: number) {
  return { name, part: 'host', group, label, kind, most, needed: [], remembered: true } as const
}

function person(
  name: string,
  group: string,
  label: string,
  who: Who,
  key: keyof Contact,
  more: Partial<Pick<Field, 'needed' | 'hint' | 'kind' | 'autocomplete'>>,
): Field {
  return { ...hostField(name, group, label, 'text', 120), ...more, ...hostPerson(who, key) }
}

function hostText(
  name: 'risks' | 'equipment' | 'insurance',
  group: string,
  label: string,
  kind: FieldKind,
  needed: readonly SchemeId[],
  hint: string,
): Field {
  return {
    ...hostField(name, group, label, kind, kind === 'long' ? 1000 : 300),
    needed,
    hint,
    ...onHost(
      (host) => host[name],
      (host, value) => (value === '' ? without(host, name) : { ...host, [name]: value }),
    ),
  }
}

/** Never remembered: each offer has its own. */
function hoursField(weekday: Weekday, label: string): Field {
  return {
    ...hostField(`hours${weekday}`, times, label, 'hours', 60),
    remembered: false,
    ...(weekday === 1
      ? { hint: 'Par exemple : 9 h – 12 h 30, 13 h 30 – 17 h. Vide : pas de présence ce jour-là.' }
      : {}),
    ...onHost(
      ({ hours }) => {
        const day = hours[weekday]
        return day && dayHoursText(day)
      },
      (host, value) => ({ ...host, hours: withDay(host.hours, weekday, readDayHours(value)) }),
    ),
  }
}

function schoolField(name: string, group: string, label: string, kind: FieldKind, most: number) {
  return { name, part: 'school', group, label, kind, most, needed: [], remembered: true } as const
}

function headField(
  name: string,
  label: string,
  key: keyof Contact,
  kind: FieldKind,
  needed: readonly SchemeId[],
): Field {
  return {
    ...schoolField(name, 'L’établissement', label, kind, 120),
    schemes: withSchool,
    needed,
    ...onSchool(
      ({ head }) => head[key],
      (school, value) => ({ ...school, head: withContact(school.head, key, value) }),
    ),
  }
}

/** Never remembered: classes do not share theirs. */
function referentField(name: string, label: string, key: keyof Contact, kind: FieldKind): Field {
  return {
    ...schoolField(name, 'L’enseignant ou l’enseignante référente', label, kind, 120),
    schemes: withSchool,
    remembered: false,
    ...onReferent(key),
  }
}

function familyField(name: string, group: string, label: string, kind: FieldKind, most: number) {
  return { name, part: 'family', group, label, kind, most, needed: [], remembered: false } as const
}

/** The fields of a form, in order. */
export const fieldsOf = (part: Part, scheme: SchemeId): readonly Field[] =>
  fields.filter((field) => field.part === part && (field.schemes?.includes(scheme) ?? true))

const isNeeded = ({ needed }: Field, scheme: SchemeId): boolean => needed === 'all' || needed.includes(scheme)

/** Whether the form cannot do without it. */
export const needs = (field: Field, content: AgreementContent): boolean =>
  isNeeded(field, content.scheme) &&
  // An adult pupil answers for themselves: there may be no representative to call.
  (field.name !== 'representativePhone' || content.representatives.length > 0)

/** What is missing for the agreement to be checked, in the order of the forms. At least one day of presence is needed. */
export function missingFields(content: AgreementContent): readonly Field[] {
  const lacking = fields.filter((field) => needs(field, content) && field.read(content).trim() === '')
  const noDay = Object.keys(content.hosts[0].hours).length === 0
  return noDay ? [...lacking, ...fields.filter(({ name }) => name === 'hours1')] : lacking
}

/** The parts that something is missing of. */
export const missingParts = (content: AgreementContent): readonly Part[] => {
  const lacking = new Set(missingFields(content).map(({ part }) => part))
  return parts.filter((part) => lacking.has(part))
}

/** Writes what was remembered where nothing is known yet. */
export const recall = (content: AgreementContent, remembered: AgreementAnswers): AgreementContent =>
  fields.reduce((filled, field) => {
    const value = remembered[field.name] ?? ''
    return field.remembered && value !== '' && field.read(filled).trim() === '' ? field.write(filled, value) : filled
  }, content)

/** What is worth remembering of a part. */
export const rememberedOf = (content: AgreementContent, part: Part): AgreementAnswers =>
  Object.fromEntries(
    fieldsOf(part, content.scheme)
      .filter(({ remembered }) => remembered)
      .map((field) => [field.name, field.read(content)] as const)
      .filter(([, value]) => value !== ''),
  )
