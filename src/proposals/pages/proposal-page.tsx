import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { deadlineWords, levelForHost } from '#/applications/index.ts'
import {
  Actions,
  Answers,
  Button,
  ColumnPage,
  capital,
  type DeskEntry,
  duringWords,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  Radios,
  type Signed,
  Title,
} from '#/design/index.ts'
import { addressWords } from '#/directory/index.ts'
import { journeyWords } from '../journey-words.ts'
import { type Proposal, proposalStates, type Side } from '../proposal.ts'
import { nameForHost, type ProposalFacts } from '../proposal-facts.ts'
import { reasonsOf } from '../reasons.ts'

/** Who reads: one of the two who answer, or the pupil's family. */
export type ProposalReader = Side | 'representative'

export interface ProposalPageProps {
  readonly signed?: Signed
  readonly entries: readonly DeskEntry[]
  readonly facts: ProposalFacts
  readonly reader: ProposalReader
  /** Where answers go: the account's address, or the link's. */
  readonly action: string
  readonly notice: ComponentChildren
  readonly errors: readonly FieldError[]
}

/** A place that an allocation found, to the pupil, the family or the host: what it is, until when, yes or no. */
export function ProposalPage({ signed, entries, facts, reader, action, notice, errors }: ProposalPageProps) {
  const { proposal, timeZone } = facts
  const title = titleOf(facts, reader)
  const isOpen = proposalStates[proposal.state].open
  const side = reader === 'representative' ? 'pupil' : reader
  return (
    <ColumnPage title={title} {...(signed ? { signed } : {})} entries={entries} notice={notice}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={
          reader === 'host' ? 'De la part de la coordination des stages' : 'Trouvée par la coordination des stages'
        }
        {...(isOpen
          ? {
              lead: `La place est gardée jusqu’au ${deadlineWords(proposal.expiresAt, timeZone)}, pour laisser le temps de répondre.`,
            }
          : {})}
      >
        {title}
      </Title>
      {reader === 'host' ? <AboutPupil facts={facts} /> : <AboutPlace facts={facts} />}
      {isOpen && reader !== 'representative' ? (
        <Answer proposal={proposal} side={reader} action={action} errors={errors} />
      ) : (
        <p>{standing(facts, reader)}</p>
      )}
      {!isOpen && reader === 'pupil' && (
        <Actions>
          {proposal.applicationId === undefined ? (
            <LinkButton href={addresses.myPlacement}>Voir où j’en suis</LinkButton>
          ) : (
            <LinkButton href={addressOf('application', { application: proposal.applicationId })}>
              Voir ma place
            </LinkButton>
          )}
        </Actions>
      )}
      {isOpen && (
        <p class="soft">
          {proposal.agreedAt[side] === undefined
            ? reader === 'host'
              ? 'La place n’est à l’élève que lorsque vous avez dit oui tous les deux.'
              : 'La place n’est confirmée que lorsque l’élève et le lieu ont dit oui tous les deux.'
            : standing(facts, reader)}
        </p>
      )}
    </ColumnPage>
  )
}

function AboutPlace({ facts: { proposal, offer } }: { readonly facts: ProposalFacts }) {
  return (
    <Answers
      answers={[
        { question: 'Quoi', answer: <a href={addressOf('offer', { offer: offer.id })}>{offer.title}</a> },
        { question: 'Chez', answer: offer.hostName },
        { question: 'Où', answer: offer.site ? addressWords(offer.site) : 'à distance' },
        { question: 'Quand', answer: capital(duringWords(proposal.weeks)) },
        { question: 'Trajet', answer: journeyWords(proposal) },
      ]}
    />
  )
}

function AboutPupil({ facts }: { readonly facts: ProposalFacts }) {
  const { proposal, offer, pupil, schoolName } = facts
  return (
    <Answers
      answers={[
        { question: 'Pour quelle offre', answer: offer.title },
        { question: 'Quand', answer: capital(duringWords(proposal.weeks)) },
        { question: 'Qui', answer: `${nameForHost(facts)}, ${levelForHost(pupil)}` },
        { question: 'Établissement', answer: schoolName },
      ]}
    />
  )
}

function Answer({
  proposal,
  side,
  action,
  errors,
}: {
  readonly proposal: Proposal
  readonly side: Side
  readonly action: string
  readonly errors: readonly FieldError[]
}) {
  const agreed = proposal.agreedAt[side] !== undefined
  return (
    <>
      {!agreed && (
        <form method="post" action={action}>
          <input type="hidden" name="reponse" value="oui" />
          <Button>{side === 'pupil' ? 'Oui, je prends cette place' : 'Oui, nous accueillons cet élève'}</Button>
        </form>
      )}
      <Fold
        title={side === 'pupil' ? 'Non, cette place n’est pas pour moi' : 'Non, pas cette fois'}
        open={errors.length > 0}
      >
        <Form errors={errors} method="post" action={action}>
          <input type="hidden" name="reponse" value="non" />
          <Radios
            name="raison"
            legend={side === 'pupil' ? 'Pourquoi ?' : 'Ce qui s’y oppose'}
            hint={
              side === 'pupil'
                ? 'Cela aide à mieux chercher. Le lieu ne voit pas ta réponse.'
                : 'L’élève lit des mots bienveillants, et la place est de nouveau libre.'
            }
            choices={reasonsOf[side].map(({ code, label }) => ({ value: code, label }))}
            value={undefined}
          />
          <Button look="plain">{side === 'pupil' ? 'Dire non et continuer à chercher' : 'Décliner'}</Button>
        </Form>
      </Fold>
    </>
  )
}

function titleOf({ proposal, offer, pupil }: ProposalFacts, reader: ProposalReader): string {
  const { state, agreedAt } = proposal
  const isOpen = proposalStates[state].open
  if (reader === 'host') {
    if (isOpen) return agreedAt.host ? 'Vous avez dit oui' : 'Un élève vous est proposé'
    return state === 'confirmed' ? 'L’élève vient chez vous' : 'Cette proposition est terminée'
  }
  if (reader === 'representative')
    return isOpen ? `Une place est gardée pour ${pupil.firstName}` : `La place trouvée pour ${pupil.firstName}`
  if (isOpen) return agreedAt.pupil ? 'Tu as dit oui à cette place' : `Une place pour toi chez ${offer.hostName}`
  return state === 'confirmed' ? `Ta place chez ${offer.hostName} est confirmée` : 'Cette place ne se fera pas'
}

/** Where it stands, in one sentence to the reader. */
function standing({ proposal: { state, agreedAt, refusedBy }, offer }: ProposalFacts, reader: ProposalReader): string {
  const toPupil = reader === 'pupil'
  switch (state) {
    case 'proposed':
      return toPupil ? 'Ta réponse est attendue.' : 'Les réponses de l’élève et du lieu sont attendues.'
    case 'accepted':
      if (reader === 'host')
        return agreedAt.host
          ? 'Il manque la réponse de l’élève. Nous vous prévenons dès qu’elle arrive.'
          : 'L’élève a dit oui.'
      return agreedAt.pupil
        ? `Il manque la réponse de ${offer.hostName}. ${toPupil ? 'On te prévient dès qu’elle arrive.' : ''}`
        : `${offer.hostName} a dit oui.`
    case 'confirmed':
      return reader === 'host'
        ? 'L’établissement prépare la convention ; vous recevez un message quand elle est à signer.'
        : 'La convention est l’étape suivante : l’établissement la prépare.'
    case 'refused':
      if (reader === 'host')
        return refusedBy === 'host'
          ? 'Vous avez décliné. La place est de nouveau libre.'
          : 'L’élève ne viendra pas. La place est de nouveau libre.'
      if (!toPupil) return 'La coordination cherche de nouveau.'
      return refusedBy === 'pupil'
        ? 'Tu as dit non. On continue à chercher avec toi.'
        : 'Le lieu ne peut pas t’accueillir cette fois. Cela ne dit rien de toi : on continue à chercher.'
    case 'expired':
      return toPupil
        ? 'Il n’y a pas eu toutes les réponses à temps. On continue à chercher avec toi.'
        : 'Il n’y a pas eu toutes les réponses à temps. La place est de nouveau libre.'
    case 'withdrawn':
      return toPupil
        ? 'La proposition a été retirée. Regarde sur ta page où tu en es.'
        : 'La proposition a été retirée. La place est de nouveau libre.'
    default:
      return state satisfies never
  }
}
