import type { FieldError } from '#/design/index.ts'
import type { SchemeId } from '#/rules/index.ts'
import { sentText } from './sent-text.ts'

/** Who says how it went. */
export type EvaluationSide = 'host' | 'pupil' | 'teacher'

export interface EvaluationQuestion {
  readonly name: string
  readonly ask: string
  readonly hint?: string
  /** One of a few, in plain words; a text without. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  /** The answers that nobody has to give. */
  readonly optional?: true
}

/** The questions of one side for some schemes. A new wording is a new version, so that old answers are read with their own questions. */
export interface EvaluationTemplate {
  /** `observation-host/1` */
  readonly id: string
  readonly side: EvaluationSide
  readonly schemes: readonly SchemeId[]
  readonly questions: readonly EvaluationQuestion[]
}

/** More than anybody writes on a phone. */
export const mostOfAnswer = 1500

const discovery = [
  'observation-4e',
  'observation-3e',
  'observation-2de',
  'mini-stage',
  'digital-week',
] as const satisfies readonly SchemeId[]

const howWell = [
  { value: '4', label: 'Très bien' },
  { value: '3', label: 'Bien' },
  { value: '2', label: 'Par moments' },
  { value: '1', label: 'Pas encore' },
] as const
const yesNo = [
  { value: 'oui', label: 'Oui' },
  { value: 'peut-etre', label: 'Peut-être' },
  { value: 'non', label: 'Non' },
] as const

const hostBasics: readonly EvaluationQuestion[] = [
  { name: 'ponctualite', ask: 'Arrivait à l’heure et prévenait en cas d’empêchement', choices: howWell },
  { name: 'interet', ask: 'S’intéressait à ce qu’on lui montrait', choices: howWell },
  { name: 'consignes', ask: 'Suivait les consignes, de sécurité d’abord', choices: howWell },
]
const hostEnd: readonly EvaluationQuestion[] = [
  {
    name: 'mot',
    ask: 'Un mot pour l’élève',
    hint: 'Il ou elle le lira, sa famille et l’établissement aussi.',
    optional: true,
  },
  { name: 'encore', ask: 'Accueilleriez-vous de nouveau un élève ?', choices: yesNo },
]
const pupilEnd: readonly EvaluationQuestion[] = [
  { name: 'conseil', ask: 'Conseillerais-tu ce lieu à quelqu’un de ta classe ?', choices: yesNo },
  {
    name: 'gene',
    ask: 'Quelque chose t’a mis mal à l’aise ?',
    hint: 'Seul ton établissement lit cette réponse et les autres, jamais le lieu d’accueil.',
    optional: true,
  },
]

/** In force today, side by side. */
export const evaluationTemplates: readonly EvaluationTemplate[] = [
  {
    id: 'observation-host/1',
    side: 'host',
    schemes: discovery,
    questions: [
      ...hostBasics,
      { name: 'questions', ask: 'Posait des questions et échangeait avec l’équipe', choices: howWell },
      ...hostEnd,
    ],
  },
  {
    id: 'pfmp-host/1',
    side: 'host',
    schemes: ['pfmp'],
    questions: [
      ...hostBasics,
      { name: 'gestes', ask: 'A réalisé les activités prévues à l’annexe pédagogique', choices: howWell },
      { name: 'autonomie', ask: 'A gagné en autonomie', choices: howWell },
      { name: 'progres', ask: 'Ce qui reste à travailler', optional: true },
      ...hostEnd,
    ],
  },
  {
    id: 'pmsmp-host/1',
    side: 'host',
    schemes: ['pmsmp'],
    questions: [
      ...hostBasics,
      { name: 'objectif', ask: 'L’objectif de la période est-il atteint ?', choices: yesNo },
      { name: 'suite', ask: 'Les suites que vous voyez', optional: true },
      ...hostEnd,
    ],
  },
  {
    id: 'observation-pupil/1',
    side: 'pupil',
    schemes: discovery,
    questions: [
      { name: 'accueil', ask: 'On t’a bien accueilli', choices: howWell },
      { name: 'decouverte', ask: 'Tu as découvert des métiers', choices: howWell },
      { name: 'prefere', ask: 'Ce que tu as préféré' },
      ...pupilEnd,
    ],
  },
  {
    id: 'pfmp-pupil/1',
    side: 'pupil',
    schemes: ['pfmp', 'pmsmp'],
    questions: [
      { name: 'accueil', ask: 'On t’a bien accueilli', choices: howWell },
      { name: 'activites', ask: 'Tu as fait ce qui était prévu', choices: howWell },
      { name: 'appris', ask: 'Ce que tu sais faire maintenant' },
      ...pupilEnd,
    ],
  },
  {
    id: 'school-teacher/1',
    side: 'teacher',
    schemes: [...discovery, 'pfmp', 'pmsmp'],
    questions: [
      { name: 'adapte', ask: 'Le lieu convenait à l’élève', choices: howWell },
      { name: 'investi', ask: 'L’élève s’est investi dans son stage', choices: howWell },
      { name: 'bilan', ask: 'Bilan en quelques mots', hint: 'L’élève et sa famille le lisent.', optional: true },
    ],
  },
]

/** What one side is asked for a scheme. */
export function templateFor(side: EvaluationSide, scheme: SchemeId): EvaluationTemplate {
  const found = evaluationTemplates.find((template) => template.side === side && template.schemes.includes(scheme))
  if (!found) throw new Error(`no evaluation of ${scheme} for the ${side}`)
  return found
}

/** The template of stored answers; undefined for one that is not known any more. */
export const templateNamed = (id: string): EvaluationTemplate | undefined =>
  evaluationTemplates.find((template) => template.id === id)

/** Answers by question, as they were typed. */
export type Answers = Readonly<Record<string, string>>

/** Reads what was sent; what the template does not ask for is ignored. */
export const readAnswers = (
  questions: readonly EvaluationQuestion[],
  sent: Readonly<Record<string, unknown>>,
): Answers => Object.fromEntries(questions.map(({ name }) => [name, sentText(sent[name])]))

/** What is to be mended before the answers are kept. Speaks to the pupil with *tu*. */
export function judgeAnswers(
  { side, questions }: Pick<EvaluationTemplate, 'side' | 'questions'>,
  answers: Answers,
): readonly FieldError[] {
  const tu = side === 'pupil'
  return questions.flatMap(({ name, ask, choices, optional }): FieldError[] => {
    const value = answers[name] ?? ''
    if (choices)
      return choices.some((choice) => choice.value === value)
        ? []
        : [{ name, message: `${ask} : ${tu ? 'choisis' : 'choisissez'} une réponse.` }]
    if (value === '' && !optional) return [{ name, message: `${ask} : ${tu ? 'écris' : 'écrivez'} quelques mots.` }]
    return value.length > mostOfAnswer
      ? [{ name, message: `${ask} : ${mostOfAnswer} signes au plus, ${tu ? 'raccourcis' : 'raccourcissez'} un peu.` }]
      : []
  })
}
