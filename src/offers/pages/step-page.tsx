import {
  Actions,
  Breadcrumb,
  Button,
  ColumnPage,
  type DeskEntry,
  ErrorSummary,
  FileDrop,
  Form,
  Icon,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import { type OfferStep, offerSteps } from '../offer-answers.ts'
import { StepFields, type StepProps } from './step-fields.tsx'

interface Props extends StepProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly step: OfferStep
  readonly hostName: string
  readonly offersHref: string
  /** Where the form goes. */
  readonly action: string
  /** The person came from the page that checks the answers. */
  readonly fromCheck: boolean
  readonly photos: {
    /** Undefined before there is a draft to hold them. */
    readonly addAction: string | undefined
    readonly items: readonly {
      readonly id: string
      readonly src: string
      readonly alternative: string
      readonly dropAction: string
    }[]
    readonly refused: string | undefined
  }
}

/** One page of the form of an offer: one thing to think about. */
export function StepPage(props: Props) {
  const { signed, entries, step, hostName, offersHref, action, errors, fromCheck } = props
  const index = offerSteps.findIndex(({ name }) => name === step)
  const { title } = offerSteps[index]!
  return (
    <ColumnPage title={`${title} Étape ${index + 1} sur ${offerSteps.length}`} signed={signed} entries={entries}>
      <Breadcrumb steps={[{ label: hostName, href: offersHref }, { label: 'Proposer une place' }]} />
      <ErrorSummary errors={errors} />
      <Title eyebrow={`Étape ${index + 1} sur ${offerSteps.length}`}>{title}</Title>
      {step === 'photos' && <PhotoBox {...props.photos} />}
      <Form errors={errors} method="post" action={action} class="form" data-island="draft" novalidate>
        {fromCheck && <input type="hidden" name="retour" value="1" />}
        <StepFields {...props} />
        <Actions>
          <Button name="action" value="continuer">
            {fromCheck ? 'Enregistrer' : 'Continuer'}
          </Button>
          <Button look="quiet" name="action" value="plus-tard">
            Continuer plus tard
          </Button>
        </Actions>
      </Form>
      <p class="soft">
        <Icon name="success" size={16} /> Vos réponses se gardent à chaque étape.
      </p>
    </ColumnPage>
  )
}

function PhotoBox({ addAction, items, refused }: Props['photos']) {
  return (
    <>
      <ul class="photos">
        {items.map(({ id, src, alternative, dropAction }) => (
          <li key={id}>
            <img src={src} alt={alternative || 'Photo sans description'} width={240} loading="lazy" />
            <PostButton look="quiet" small action={dropAction}>
              Retirer<span class="unseen"> cette photo</span>
            </PostButton>
          </li>
        ))}
      </ul>
      {addAction === undefined && <p>Enregistrez d’abord un changement ; vous pourrez ensuite ajouter des photos.</p>}
      {addAction !== undefined && (
        <form method="post" action={addAction} enctype="multipart/form-data">
          <FileDrop
            name="photo"
            label="Ajouter une photo"
            hint="JPEG, PNG ou WebP, 10 Mo au plus. Le lieu et la date cachés dans l’image sont effacés. Pas de visage sans accord."
            accept={['.jpg', '.jpeg', '.png', '.webp']}
            multiple={false}
            error={refused}
          />
          <Actions>
            <Button look="plain">Envoyer cette photo</Button>
          </Actions>
        </form>
      )}
    </>
  )
}
