import { Answers, capital, dayWords } from '#/design/index.ts'
import { schemes } from '#/rules/index.ts'
import { type AgreementContent, type AgreementHost, objectiveWords } from '../content.ts'
import { dayHoursText, weekdays } from '../hours-text.ts'
import type { AgreementView } from '../read-agreement.ts'

/** What the agreement says, in short: the whole of it is in the document. Addresses and numbers of families stand nowhere here. */
export function AgreementFacts({ view }: { readonly view: AgreementView }) {
  const { agreement, hasPlan, viewer } = view
  const { content } = agreement
  const host = content.hosts[0]
  const { tutor, representative } = host
  const person = (who: { readonly name: string; readonly role?: string } | undefined): string | undefined =>
    who && who.name !== '' ? [who.name, who.role].filter(Boolean).join(', ') : undefined
  return (
    <Answers
      answers={[
        { question: 'Dispositif', answer: capital(schemes[agreement.scheme].name) },
        { question: 'Objectif', answer: content.objective && capital(objectiveWords[content.objective]) },
        { question: 'Dates', answer: datesWords(host) },
        { question: 'Lieu', answer: host.siteAddress ?? host.address },
        { question: 'Horaires', answer: <Hours host={host} /> },
        { question: 'Activités', answer: host.activities === '' ? undefined : host.activities },
        { question: 'Précautions', answer: host.risks },
        { question: 'Équipement', answer: host.equipment },
        { question: 'Signe pour la structure', answer: person(representative) },
        { question: 'Accompagne sur place', answer: person(tutor) },
        { question: 'Prescripteur', answer: organised(content.prescriber) },
        { question: 'Structure d’accompagnement', answer: organised(content.companion) },
        { question: 'Employeur', answer: organised(content.employer) },
        { question: 'Enseignant référent', answer: person(content.referent) },
        { question: 'Aménagements à prévoir', answer: content.adjustments },
        {
          question: 'Trousse de soins (PAI)',
          answer: viewer !== 'host' && hasPlan ? 'À emporter' : undefined,
        },
      ]}
    />
  )
}

const organised = (party: AgreementContent['prescriber']): string | undefined =>
  party && `${party.organisation}, ${party.name}`

/** « du lundi 15 au vendredi 26 juin ». */
export const datesWords = ({ from, to }: Pick<AgreementHost, 'from' | 'to'>): string =>
  `du ${dayWords(Temporal.PlainDate.from(from), { weekday: true })} au ${dayWords(Temporal.PlainDate.from(to), { weekday: true, year: true })}`

/** Days that share their hours said together. */
function Hours({ host: { hours } }: { readonly host: AgreementHost }) {
  const lines = weekdays.flatMap(([weekday, name]) => {
    const day = hours[weekday]
    return day ? [{ name, text: dayHoursText(day) }] : []
  })
  const together = Map.groupBy(lines, ({ text }) => text)
  return (
    <>
      {[...together].map(([text, days]) => (
        <div key={text}>
          {capital(daysTogether(days.map(({ name }) => name)))} : {text}
        </div>
      ))}
    </>
  )
}

const daysTogether = (names: readonly string[]): string => {
  const [first, last] = [names[0] ?? '', names.at(-1) ?? '']
  const at = (name: string) => weekdays.findIndex(([, each]) => each === name)
  if (names.length > 2 && at(last) - at(first) === names.length - 1) return `du ${first} au ${last}`
  return names.join(', ')
}
