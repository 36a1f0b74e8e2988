import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import { deadlineWords } from '#/applications/index.ts'
import {
  Answers,
  Button,
  capital,
  DeskPage,
  duringWords,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  momentWords,
  PostButton,
  Radios,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { fullName } from '#/pupils/index.ts'
import { journeyWords } from '../journey-words.ts'
import { proposalStates } from '../proposal.ts'
import type { ProposalFacts } from '../proposal-facts.ts'
import { endWords, reasonsOf } from '../reasons.ts'

/** A proposed place, to the school and to the coordination: who has answered, and what is still waited for. */
export function StaffProposalPage({
  account,
  facts,
  mayWithdraw,
  mayAnswer,
  toldByMail,
  notice,
  errors,
}: {
  readonly account: Account
  readonly facts: ProposalFacts
  /** The coordination's right. */
  readonly mayWithdraw: boolean
  /** Of the pupil's school: gives the answer that the pupil gave aloud or on paper. */
  readonly mayAnswer: boolean
  /** Whether the pupil was written to. */
  readonly toldByMail: boolean
  readonly notice: ComponentChildren
  readonly errors: readonly FieldError[]
}) {
  const { proposal, offer, pupil, schoolName, timeZone } = facts
  const { words, open } = proposalStates[proposal.state]
  const answerOf = (at: Temporal.Instant | undefined, side: 'pupil' | 'host') =>
    proposal.refusedBy === side
      ? `non : ${endWords(proposal) ?? ''}`
      : at
        ? `oui, ${momentWords(at, timeZone)}`
        : open
          ? `attendue avant ${deadlineWords(proposal.expiresAt, timeZone)}`
          : 'aucune'
  return (
    <DeskPage
      title={`Place proposée à ${fullName(pupil)}`}
      signed={account}
      entries={entriesOf(account, 'proposal')}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title eyebrow={schoolName} lead={`${offer.hostName}, ${duringWords(proposal.weeks)}.`}>
        Place proposée à {fullName(pupil)}{' '}
        <Tag tone={proposal.state === 'confirmed' ? 'ok' : open ? 'wait' : 'plain'}>{words}</Tag>
      </Title>
      <Answers
        answers={[
          { question: 'Offre', answer: <a href={addressOf('offer', { offer: offer.id })}>{offer.title}</a> },
          { question: 'Semaines', answer: capital(duringWords(proposal.weeks)) },
          { question: 'Trajet', answer: journeyWords(proposal) },
          { question: 'Réponse de l’élève', answer: answerOf(proposal.agreedAt.pupil, 'pupil') },
          { question: 'Réponse de la structure', answer: answerOf(proposal.agreedAt.host, 'host') },
          { question: 'Fin', answer: open || proposal.refusedBy ? undefined : endWords(proposal) },
        ]}
      />
      {open && !toldByMail && (
        <p>
          {pupil.firstName} n’a pas d’adresse électronique :{' '}
          <a href={addressOf('proposalSlip', { proposal: proposal.id })}>un papier à lui remettre</a> dit la place, le
          jour limite et comment répondre.
        </p>
      )}
      {open && mayAnswer && <AnswerFor facts={facts} errors={errors} />}
      {open && mayWithdraw && (
        <>
          <p>
            La place est gardée pour cet élève. La retirer la rend aux autres ; l’élève et la structure sont prévenus.
          </p>
          <PostButton action={addressOf('proposalWithdraw', { proposal: proposal.id })} look="plain">
            Retirer la proposition
          </PostButton>
        </>
      )}
    </DeskPage>
  )
}

/** What the pupil said to someone of the school, who notes it. */
function AnswerFor({
  facts: { proposal, pupil },
  errors,
}: {
  readonly facts: ProposalFacts
  readonly errors: readonly FieldError[]
}) {
  const action = addressOf('proposalAnswer', { proposal: proposal.id })
  return (
    <section>
      <h2>Noter la réponse de {pupil.firstName}</h2>
      <p class="soft">De vive voix, au téléphone ou sur papier : c’est sa réponse, pas la vôtre.</p>
      {proposal.agreedAt.pupil === undefined && (
        <form method="post" action={action}>
          <input type="hidden" name="reponse" value="oui" />
          <Button>{pupil.firstName} dit oui</Button>
        </form>
      )}
      <Fold title={`${pupil.firstName} dit non`} open={errors.length > 0}>
        <Form errors={errors} method="post" action={action} class="form">
          <input type="hidden" name="reponse" value="non" />
          <Radios
            name="raison"
            legend="Pourquoi ?"
            hint="La place est aussitôt rendue, et la recherche continue. La structure ne voit pas la raison."
            choices={reasonsOf.pupil.map(({ code, label }) => ({ value: code, label: `« ${label} »` }))}
            value={undefined}
          />
          <Button look="plain">Noter ce non</Button>
        </Form>
      </Fold>
    </section>
  )
}
