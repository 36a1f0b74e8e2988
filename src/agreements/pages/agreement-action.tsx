import { addressOf } from '#/addresses.ts'
import { Actions, Button, Card, capital, countWords, LinkButton, PostButton, TextArea } from '#/design/index.ts'
import { missingFields, missingParts } from '../fields.ts'
import { standingFindings } from '../judge-agreement.ts'
import { type AgreementView, partOf } from '../read-agreement.ts'
import { waitingOf } from '../steps.ts'
import { waitingWords } from '../waiting-words.ts'

/** What the account that looks may do beside its side's own part. */
export interface Powers {
  /** Let pass, with a written reason, what the law leaves to a person. */
  readonly mayOverride: boolean
  /** This account's own signature is awaited. */
  readonly signs: boolean
  /** It takes note, and has not said so yet. */
  readonly notes: boolean
  /** Attests that somebody signed on paper before their eyes. */
  readonly attests: boolean
}

/** What the agreement waits for, and the one thing that this reader can do about it. */
export function AgreementAction({ view, powers }: { readonly view: AgreementView; readonly powers: Powers }) {
  const { agreement, viewer, signatories } = view
  const { id } = agreement
  const waiting = waitingOf(agreement, signatories)
  const own = partOf(view)
  const mine = own ? missingFields(agreement.content).filter(({ part }) => part === own).length : 0
  const params = { agreement: id }
  const amends = agreement.amends !== undefined
  if (waiting.for === 'nothing') return null
  if (powers.signs)
    return (
      <Card>
        <h2>{viewer === 'pupil' ? 'Ta signature est attendue' : 'Votre signature est attendue'}</h2>
        <Actions>
          <LinkButton href={addressOf('agreementSign', params)}>Lire et signer</LinkButton>
        </Actions>
      </Card>
    )
  if (powers.notes)
    return (
      <Card>
        <h2>
          {viewer === 'pupil'
            ? amends
              ? 'Un avenant change ta convention'
              : 'Ta convention est prête'
            : `${amends ? 'Cet avenant' : 'Cette convention'} vous nomme`}
        </h2>
        <p>
          {viewer === 'pupil'
            ? 'Lis-la : elle dit tes dates, tes horaires et ce que tu feras.'
            : `Vous en prenez connaissance, sans ${amends ? 'le' : 'la'} signer.`}
        </p>
        <Actions>
          <LinkButton href={addressOf('agreementSign', params)}>
            {amends ? 'Lire l’avenant' : 'Lire la convention'}
          </LinkButton>
        </Actions>
      </Card>
    )
  if (agreement.state === 'draft' && own && mine > 0)
    return (
      <Card>
        <h2>
          {viewer === 'pupil' ? 'Il te reste' : 'Il vous reste'} {countWords(mine, 'réponse')} à donner
        </h2>
        <p>Trois minutes, sur un téléphone aussi. Tout se garde au fur et à mesure.</p>
        <Actions>
          <LinkButton href={addressOf('agreementFill', { ...params, part: own })}>
            {viewer === 'pupil' ? 'Compléter ma partie' : 'Compléter votre partie'}
          </LinkButton>
          {viewer === 'school' && missingParts(agreement.content).length > 1 && <Remind id={id} look="quiet" />}
        </Actions>
      </Card>
    )
  if (viewer === 'school' && waiting.for === 'check') return <CheckCard view={view} powers={powers} />
  return (
    <Card>
      <h2>{capital(waitingWords(waiting, agreement.scheme))}</h2>
      {viewer === 'school' && (waiting.for === 'answers' || waiting.for === 'signatures') ? (
        <Actions>
          <Remind id={id} look="main" />
        </Actions>
      ) : (
        <p>
          {viewer === 'pupil' ? 'Tu n’as rien à faire pour l’instant.' : 'Vous n’avez rien à faire pour l’instant.'}
        </p>
      )}
    </Card>
  )
}

const Remind = ({ id, look }: { readonly id: string; readonly look: 'main' | 'quiet' }) => (
  <PostButton action={addressOf('agreementRemind', { agreement: id })} look={look}>
    Relancer
  </PostButton>
)

/** Checks and sends: a written reason where the law leaves it to a person, nothing where it does not. */
function CheckCard({ view: { agreement }, powers }: { readonly view: AgreementView; readonly powers: Powers }) {
  const standing = standingFindings(agreement.findings, agreement.overrides)
  const hard = standing.filter(({ overridable }) => !overridable)
  const soft = standing.filter(({ overridable }) => overridable)
  const canSend = hard.length === 0 && (soft.length === 0 || powers.mayOverride)
  return (
    <Card>
      <h2>{canSend ? 'Tout est là : relisez, puis envoyez à la signature' : 'À corriger avant la signature'}</h2>
      {hard.length > 0 && <p>Une règle du droit s’y oppose : voyez ci-dessous comment y remédier.</p>}
      {hard.length === 0 && soft.length > 0 && !powers.mayOverride && (
        <p>La direction peut lever cette alerte, avec une raison écrite.</p>
      )}
      {canSend && (
        <form method="post" action={addressOf('agreementSend', { agreement: agreement.id })}>
          {soft.map(({ rule, message }) => (
            <TextArea
              key={rule}
              name={`raison-${rule}`}
              label={`Pourquoi passer outre : ${message}`}
              hint="Dix signes au moins. Votre nom et cette raison restent visibles, pour toujours."
              rows={2}
            />
          ))}
          <Actions>
            <Button>Envoyer à la signature</Button>
          </Actions>
        </form>
      )}
    </Card>
  )
}
