import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  Button,
  countWords,
  DeskPage,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  PaperSheet,
  PostButton,
  Radios,
  SearchForm,
  SelectField,
  TextField,
  Title,
} from '#/design/index.ts'
import { entriesOf } from '#/identity/index.ts'
import type { AgreementChoice } from '../find-agreement.ts'
import type { TrayPage } from '../tray.ts'
import { type BatchRoom, keysOf } from './paper-room.ts'

interface Props {
  readonly room: BatchRoom
  /** The one to look at; undefined when the tray is empty. */
  readonly page: TrayPage | undefined
  readonly waiting: number
  readonly search: string
  readonly found: readonly AgreementChoice[]
  readonly letters?: string
  readonly errors?: readonly FieldError[]
  readonly skip?: string | undefined
  /** The page settled just before, which may come back. */
  readonly last?: string | undefined
}

/** A page without a readable code: its letters, or the pupil, or set aside. */
export function TrayPageView(props: Props) {
  const { room, page, waiting, search, found, letters = '', errors = [], skip, last } = props
  const keys = keysOf(room)
  return (
    <DeskPage
      title="Pages à identifier"
      entries={entriesOf(room.account, 'classes')}
      signed={room.account}
      place={room.schoolName}
      notice={
        last === undefined ? undefined : (
          <Notice
            kind="success"
            title="C’est noté"
            action={
              <PostButton
                small
                look="plain"
                action={addressOf('paperSettle', { ...keys, paper: last })}
                fields={{ choix: 'tray' }}
              >
                Reprendre la page précédente
              </PostButton>
            }
          />
        )
      }
    >
      <Breadcrumb steps={[{ label: 'Cet envoi', href: addressOf('paperBatch', keys) }]} />
      {page === undefined ? (
        <EmptyState
          title="Toutes les pages sont identifiées"
          action={<LinkButton href={addressOf('paperBatch', keys)}>Revenir à cet envoi</LinkButton>}
        />
      ) : (
        <>
          <Title
            eyebrow={`${countWords(waiting, 'page')} à identifier`}
            lead={`Page ${page.number} de ${page.fileName} : son carré n’a pas pu être lu, ou elle n’est pas d’ici.`}
          >
            Quelle est cette page ?
          </Title>
          <ErrorSummary errors={errors} />
          <div class="paper-beside">
            {page.image === undefined ? (
              <p class="soft">Cette page n’a pas pu être affichée. Cherchez-la dans la pile, ou mettez-la de côté.</p>
            ) : (
              <PaperSheet
                href={addressOf('paperImage', { ...keys, paper: page.id })}
                width={page.width}
                height={page.height}
                label={`Page ${page.number} de ${page.fileName}, à identifier`}
              />
            )}
            <div>
              <ByLetters
                action={addressOf('paperSettle', { ...keys, paper: page.id })}
                letters={letters}
                errors={errors}
              />
              <h2>Sinon, choisir l’élève</h2>
              <SearchForm
                action={addressOf('paperTray', keys)}
                label="Nom ou prénom de l’élève"
                value={search}
                keep={{ page: page.id }}
              />
              {search !== '' && (
                <ByPupil action={addressOf('paperSettle', { ...keys, paper: page.id })} found={found} search={search} />
              )}
              <Actions>
                <PostButton
                  look="plain"
                  action={addressOf('paperSettle', { ...keys, paper: page.id })}
                  fields={{ choix: 'aside' }}
                >
                  Mettre de côté : ce n’est pas une convention d’ici
                </PostButton>
                {skip !== undefined && (
                  <LinkButton look="quiet" href={skip}>
                    Plus tard
                  </LinkButton>
                )}
              </Actions>
            </div>
          </div>
        </>
      )}
    </DeskPage>
  )
}

const pageChoices = (pages: number) =>
  Array.from({ length: pages }, (_, index) => ({ value: String(index + 1), label: `page ${index + 1}` }))

const ByLetters = ({
  action,
  letters,
  errors,
}: {
  readonly action: string
  readonly letters: string
  readonly errors: readonly FieldError[]
}) => (
  <Form errors={errors} method="post" action={action}>
    <input type="hidden" name="choix" value="letters" />
    <TextField
      name="lettres"
      label="Lettres imprimées près du carré"
      hint="Par exemple K7QM2XRD-1-2-HGTRWBC. Les huit premières suffisent, avec le numéro de la page."
      value={letters}
      autocomplete="off"
    />
    <SelectField
      name="numero"
      label="Numéro de la page"
      choices={[{ value: '', label: 'd’après les lettres' }, ...pageChoices(9)]}
      value=""
    />
    <Button>Identifier</Button>
  </Form>
)

function ByPupil({
  action,
  found,
  search,
}: {
  readonly action: string
  readonly found: readonly AgreementChoice[]
  readonly search: string
}) {
  if (found.length === 0) return <p>Aucune convention imprimée pour « {search} » dans cet établissement.</p>
  return (
    <form method="post" action={action}>
      <input type="hidden" name="choix" value="pupil" />
      <Radios
        name="convention"
        legend="Convention"
        value={found.length === 1 ? found[0]?.id : undefined}
        choices={found.map(({ id, pupilName, className, hostName }) => ({
          value: id,
          label: `${pupilName}, ${className}`,
          hint: hostName,
        }))}
      />
      <SelectField
        name="numero"
        label="Numéro de la page"
        choices={pageChoices(Math.max(...found.map(({ pages }) => pages)))}
        value={String(found[0]?.pages ?? 1)}
      />
      <Button look="plain">C’est cette convention</Button>
    </form>
  )
}
