import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  type DeskEntry,
  DeskPage,
  ErrorSummary,
  errorOf,
  type FieldError,
  Fold,
  Form,
  Notice,
  PostButton,
  type Signed,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import { type SchemeId, schemes } from '#/rules/index.ts'
import { addedClause, type WordingForm } from '../adopt-wording.ts'
import type { LegalText } from '../clause.ts'
import { clauseText } from '../clause-text.ts'
import { difference, type Piece } from '../difference.ts'

/** The articles of a scheme as a territory words them, each beside what it changes of the national text. */
export function WordingPage({
  signed,
  entries,
  territory,
  scheme,
  national,
  form,
  version,
  isOwn,
  notice,
  errors,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly territory: { readonly id: string; readonly name: string }
  readonly scheme: SchemeId
  readonly national: LegalText
  readonly form: WordingForm
  readonly version: number
  readonly isOwn: boolean
  readonly notice: 'adopted' | 'changed' | undefined
  readonly errors: readonly FieldError[]
}) {
  const address = addressOf('documentWording', { territory: territory.id, scheme })
  const changed = national.clauses.filter(
    ({ id, title, body }) => form[id]?.title !== title || form[id]?.text !== clauseText(body),
  ).length
  const articles = [
    ...national.clauses.map(({ id, title, body }) => ({ id, title, text: clauseText(body) })),
    { id: addedClause, title: '', text: '' },
  ]
  return (
    <DeskPage
      title={`Texte : ${schemes[scheme].name}`}
      signed={signed}
      entries={entries}
      place={territory.name}
      notice={
        <>
          {notice === 'adopted' && (
            <Notice kind="success">
              <p>Ce texte vaut pour les conventions qui partent à la signature à partir de maintenant.</p>
            </Notice>
          )}
          {notice === 'changed' && (
            <Notice kind="warning" title="Une autre rédaction a été adoptée entre-temps">
              <p>Votre texte est ci-dessous, rien n’est perdu. Comparez, puis adoptez-le s’il convient toujours.</p>
            </Notice>
          )}
        </>
      }
    >
      <Title
        eyebrow={territory.name}
        lead={
          changed === 0
            ? `C’est le texte national (${national.id}). Changez un article et adoptez : la différence se voit ici.`
            : `${changed === 1 ? 'Un article diffère' : `${changed} articles diffèrent`} du texte national (${national.id}).`
        }
      >
        {`Texte : ${schemes[scheme].name}`}
      </Title>
      <ErrorSummary errors={errors} />
      <Form errors={errors} method="post" action={address} class="form" noValidate>
        <input type="hidden" name="vu" value={String(version)} />
        {articles.map(({ id, title, text }, index) => {
          const now = form[id] ?? { title: '', text: '' }
          const differs = id !== addedClause && (now.title !== title || now.text !== text)
          return (
            <Fold
              key={id}
              title={
                id === addedClause
                  ? 'Ajouter un article'
                  : `${index + 1}. ${now.title || title}${differs ? ' (modifié)' : ''}`
              }
              open={
                differs || now.text !== text || [`${id}-titre`, `${id}-texte`].some((name) => errorOf(errors, name))
              }
            >
              <TextField name={`${id}-titre`} label="Titre" value={now.title} />
              <TextArea
                name={`${id}-texte`}
                label="Texte"
                hint="Un paragraphe par ligne ; une liste a un tiret devant chaque ligne."
                value={now.text}
                rows={6}
              />
              {differs && (
                <p class="soft">
                  Différence avec le texte national :{' '}
                  <Difference pieces={difference(`${title}. ${text}`, `${now.title}. ${now.text}`)} />
                </p>
              )}
            </Fold>
          )
        })}
        <Actions>
          <Button>Adopter ce texte</Button>
        </Actions>
      </Form>
      {isOwn && (
        <PostButton action={address} fields={{ vu: String(version), national: 'oui' }} look="plain">
          Revenir au texte national
        </PostButton>
      )}
    </DeskPage>
  )
}

const Difference = ({ pieces }: { readonly pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece, index) =>
      piece.in === 'both' ? (
        piece.text
      ) : piece.in === 'before' ? (
        <del key={index}>{piece.text}</del>
      ) : (
        <ins key={index}>{piece.text}</ins>
      ),
    )}
  </>
)
