import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import { deadlineWords } from '#/applications/index.ts'
import { Answers, capital, DeskPage, duringWords, momentWords, PostButton, Tag, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { fullName } from '#/pupils/index.ts'
import { journeyWords } from '../journey-words.ts'
import { proposalStates } from '../proposal.ts'
import type { ProposalFacts } from '../proposal-facts.ts'
import { endWords } from '../reasons.ts'

/** A proposed place, to the school and to the coordination: who has answered, and what is still waited for. */
export function StaffProposalPage({
  account,
  facts,
  mayWithdraw,
  notice,
}: {
  readonly account: Account
  readonly facts: ProposalFacts
  /** The coordination's right. */
  readonly mayWithdraw: boolean
  readonly notice: ComponentChildren
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
