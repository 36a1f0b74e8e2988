import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  type DeskEntry,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Radios,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import { reportReasons } from '../report-reasons.ts'

interface FrameProps {
  readonly signed: Signed | undefined
  readonly entries: readonly DeskEntry[]
  /** A pupil: *tu*. */
  readonly tu: boolean
}

/** What is wrong with an offer, in one choice and a few words. */
export function ReportPage({
  offer,
  reason,
  words,
  errors,
  tu,
  ...frame
}: FrameProps & {
  readonly offer: { readonly id: string; readonly title: string; readonly hostName: string }
  readonly reason: string | undefined
  readonly words: string
  readonly errors: readonly FieldError[]
}) {
  return (
    <ColumnPage title="Signaler une offre" {...frame}>
      <Title
        eyebrow={<a href={addressOf('offer', { offer: offer.id })}>{offer.title}</a>}
        lead={`${tu ? 'Dis' : 'Dites'} ce qui ne va pas. La coordination du territoire relit l’offre. La structure ne saura pas qui l’a signalée.`}
      >
        Signaler cette offre
      </Title>
      <ErrorSummary errors={errors} />
      <Form errors={errors} method="post" action={addressOf('offerReport', { offer: offer.id })}>
        <Radios
          name="raison"
          legend="Qu’est-ce qui ne va pas ?"
          choices={Object.entries(reportReasons).map(([value, { label }]) => ({ value, label }))}
          value={reason}
        />
        <TextArea
          name="precisions"
          label={tu ? 'Tu veux préciser ?' : 'Voulez-vous préciser ?'}
          hint="Facultatif. Sans nom ni numéro de téléphone."
          value={words}
        />
        <Actions>
          <Button>Envoyer le signalement</Button>
          <LinkButton look="quiet" href={addressOf('offer', { offer: offer.id })}>
            Revenir à l’offre
          </LinkButton>
        </Actions>
      </Form>
      <p class="soft">
        Quelqu’un est en danger ? {tu ? 'Parles-en' : 'Parlez-en'} tout de suite à un adulte de l’établissement, ou{' '}
        {tu ? 'appelle' : 'appelez'} le 119 (enfance en danger, gratuit, jour et nuit).
      </p>
    </ColumnPage>
  )
}

/** What happens now. */
export const ThanksPage = ({ tu, ...frame }: FrameProps) => (
  <ColumnPage title="Merci, c’est transmis" {...frame}>
    <Title
      lead={`La coordination relit cette offre. ${frame.signed ? (tu ? 'Tu recevras un message quand elle aura décidé.' : 'Vous recevrez un message quand elle aura décidé.') : ''}`}
    >
      Merci, c’est transmis
    </Title>
    <p>
      Quelqu’un est en danger ? {tu ? 'Parles-en' : 'Parlez-en'} tout de suite à un adulte de l’établissement, ou{' '}
      {tu ? 'appelle' : 'appelez'} le 119 (enfance en danger, gratuit, jour et nuit).
    </p>
    <Actions>
      <LinkButton href={addressOf('search', {})}>Voir d’autres offres</LinkButton>
    </Actions>
  </ColumnPage>
)
