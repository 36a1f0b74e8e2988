import { Answers, capital, Fold } from '#/design/index.ts'
import type { AgreementContent } from '../../content.ts'
import { describeHours, describeParties, describePlacement, type Fact } from '../../document/describe-agreement.ts'

const answers = (facts: readonly Fact[]) =>
  facts.map(([question, answer]) => ({ question, answer: answer?.replaceAll('\n', ', ') ?? 'non indiqué' }))

/** All that an agreement says, to be read on a phone: what one looks for first in sight, the rest to open. */
export function AgreementInShort({ content }: { content: AgreementContent }) {
  const { hosts, objectives, evaluation, adjustments } = content
  const work = hosts.flatMap((host): Fact[] => [
    [hosts.length > 1 ? `Activités chez ${host.name}` : 'Activités', host.activities],
    ...(host.risks ? ([['Risques et précautions', host.risks]] as const) : []),
    ...(host.equipment ? ([['Équipement', host.equipment]] as const) : []),
  ])
  const project: readonly Fact[] = [
    ...(objectives ? ([['Objectifs', objectives]] as const) : []),
    ...(evaluation ? ([['Évaluation', evaluation]] as const) : []),
    ...(adjustments ? ([['Aménagements', adjustments]] as const) : []),
  ]
  return (
    <section>
      <h2>L’essentiel</h2>
      <Answers answers={answers([...describePlacement(content), ...work, ...project])} />
      {describeHours(content).map(({ title, rows, total }) => (
        <Fold key={title} title={`${title} (${total})`}>
          <Answers answers={rows.map(([day, spans]) => ({ question: capital(day), answer: spans.join(', ') }))} />
        </Fold>
      ))}
      <Fold title="Qui s’engage, et comment se joindre">
        {describeParties(content).map(({ title, rows }) => (
          <section key={title}>
            <h3>{title}</h3>
            <Answers answers={answers(rows)} />
          </section>
        ))}
      </Fold>
    </section>
  )
}
