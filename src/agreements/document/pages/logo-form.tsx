import { Actions, Button, type FieldError, FileDrop, Form, Notice, SectionHead, TextField } from '#/design/index.ts'

/** What was just saved: nothing, the logo, or a text. */
export type LogoNotice = 'logo' | 'text' | undefined

export const SavedNotice = ({ saved }: { readonly saved: LogoNotice }) =>
  saved && (
    <Notice kind="success">
      <p>
        {saved === 'logo' ? 'Le logo' : 'Le texte'} vaut pour les conventions qui partent à la signature à partir de
        maintenant.
      </p>
    </Notice>
  )

/** The logo at the head of agreements. */
export function LogoForm({
  action,
  of,
  words,
  errors,
}: {
  readonly action: string
  /** « du territoire » */
  readonly of: string
  /** What the logo that stands there shows; empty when there is none. */
  readonly words: string
  readonly errors: readonly FieldError[]
}) {
  return (
    <section>
      <SectionHead title={`Le logo ${of}`} />
      <p class="soft">{words === '' ? 'Aucun pour l’instant.' : `Aujourd’hui : ${words}.`}</p>
      <Form errors={errors} method="post" action={action} enctype="multipart/form-data" class="form" noValidate>
        <FileDrop
          name="logo"
          label="Image du logo"
          hint="PNG ou JPEG, 300 ko au plus."
          accept={['.png', '.jpg', '.jpeg']}
          multiple={false}
        />
        <TextField
          name="mots"
          label="Ce que le logo montre"
          hint="Par exemple : Logo de l’académie de Normandie."
          value={words}
        />
        <Actions>
          <Button look="plain">Mettre ce logo</Button>
        </Actions>
      </Form>
    </section>
  )
}
