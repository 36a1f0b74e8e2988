import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Card,
  DeskPage,
  dayWords,
  ErrorSummary,
  type FieldError,
  LinkButton,
  TextArea,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { fullName, type Pupil } from '#/pupils/index.ts'
import { type DataRequest, requestKinds } from '../data-requests.ts'
import type { KnownFor } from '../pupil-data.ts'
import { KnownList } from './known-list.tsx'

interface Props {
  readonly account: Account
  readonly pupil: Pupil
  readonly known: readonly KnownFor[]
  readonly requests: readonly DataRequest[]
  /** Of the answer that was refused. */
  readonly refused?: { readonly requestId: string; readonly answer: string }
  readonly errors?: readonly FieldError[]
}

/** Everything that is known about a pupil, and the answer to the family who asks. */
export function PupilDataPage({ account, pupil, known, requests, refused, errors = [] }: Props) {
  const open = requests.filter(({ answeredAt }) => answeredAt === undefined)
  const name = fullName(pupil)
  return (
    <DeskPage title={`Données de ${name}`} entries={entriesOf(account, 'classes')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('pupilEdit', { pupil: pupil.id })}>{name}</a>}
        lead="Par usage : ce qui est gardé, combien de temps, et ce qui peut être effacé si la famille le demande."
      >
        {open.length > 0 ? 'La famille attend votre réponse' : `Ce qui est gardé sur ${pupil.firstName}`}
      </Title>
      <ErrorSummary errors={errors} />
      {open.map((request) => (
        <Card key={request.id}>
          <h2>
            {requestKinds[request.kind]}, avant le {dayWords(request.dueOn, { weekday: false, year: true })}
          </h2>
          <p>
            Demande de {request.askedName}, le {dayOf(request.askedAt)}
            {request.words === '' ? '.' : ` : « ${request.words} »`}
          </p>
          <p>{adviceOf(request, known)}</p>
          <form method="post" action={addressOf('pupilData', { pupil: pupil.id })} noValidate>
            <input type="hidden" name="demande" value={request.id} />
            <TextArea
              name={`reponse-${request.kind}`}
              label="Votre réponse à la famille"
              hint="Elle part par courriel, avec ce que la loi oblige à dire."
              value={refused?.requestId === request.id ? refused.answer : ''}
              {...(refused?.requestId === request.id && errors[0] ? { error: errors[0].message } : {})}
            />
            <Button>{request.kind === 'erase' ? 'Effacer ce qui peut l’être et répondre' : 'Répondre'}</Button>
          </form>
        </Card>
      ))}
      <Actions>
        <LinkButton look="plain" small href={addressOf('pupilDataFile', { pupil: pupil.id, format: 'texte' })}>
          Copie à lire (texte)
        </LinkButton>
        <LinkButton look="plain" small href={addressOf('pupilDataFile', { pupil: pupil.id, format: 'json' })}>
          Copie complète (JSON)
        </LinkButton>
        <LinkButton look="plain" small href={addressOf('pupilEdit', { pupil: pupil.id })}>
          Corriger le dossier
        </LinkButton>
      </Actions>
      <KnownList known={known} />
    </DeskPage>
  )
}

const dayOf = (at: Temporal.Instant): string =>
  dayWords(at.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { weekday: false, year: true })

function adviceOf({ kind }: DataRequest, known: readonly KnownFor[]): string {
  if (kind === 'read') return 'Remettez à la famille la copie à lire ci-dessous, en main propre ou par un message sûr.'
  if (kind === 'correct')
    return 'Corrigez le dossier ; une convention signée se corrige par un avenant. Dites ensuite ce qui a changé.'
  const count = known.reduce((total, { erasable }) => total + erasable, 0)
  return count === 0
    ? 'La loi ne permet rien d’effacer maintenant : dites pourquoi avec les raisons données ci-dessous.'
    : `${count === 1 ? 'Un élément sera effacé' : `${count} éléments seront effacés`} pour de bon ; le reste est gardé, pour les raisons données ci-dessous.`
}
