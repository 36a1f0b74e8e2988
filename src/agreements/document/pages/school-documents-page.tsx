import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  type DeskEntry,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  SectionHead,
  SelectField,
  type Signed,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import { type SchemeId, schemes } from '#/rules/index.ts'
import type { AnnexForm } from '../save-annex.ts'
import { LogoForm, type LogoNotice, SavedNotice } from './logo-form.tsx'

/** What a school adds to its agreements: an annex for each scheme, its logo. */
export function SchoolDocumentsPage({
  signed,
  entries,
  school,
  scheme,
  annexSchemes,
  form,
  logoWords,
  saved,
  errors,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly school: { readonly territoryId: string; readonly uai: string; readonly name: string }
  readonly scheme: SchemeId
  readonly annexSchemes: readonly SchemeId[]
  readonly form: AnnexForm
  readonly logoWords: string
  readonly saved: LogoNotice
  readonly errors: readonly FieldError[]
}) {
  const address = addressOf('schoolDocuments', { territory: school.territoryId, school: school.uai })
  return (
    <DeskPage
      title="Compléter vos conventions"
      signed={signed}
      entries={entries}
      place={school.name}
      notice={<SavedNotice saved={saved} />}
    >
      <Title
        eyebrow={school.name}
        lead="Votre annexe et votre logo s’ajoutent aux conventions qui partent à la signature. Celles qui sont déjà parties ne changent pas."
      >
        Compléter vos conventions
      </Title>
      <ErrorSummary errors={errors} />
      <section>
        <SectionHead title="Votre annexe" />
        <form method="get" action={address} class="form">
          <SelectField
            name="dispositif"
            label="Dispositif"
            value={scheme}
            choices={annexSchemes.map((value) => ({ value, label: schemes[value].name }))}
          />
          <Actions>
            <Button look="plain">Voir son annexe</Button>
          </Actions>
        </form>
        <Form errors={errors} method="post" action={address} class="form" noValidate>
          <input type="hidden" name="dispositif" value={scheme} />
          <TextField
            name="titre"
            label={`Titre de l’annexe (${schemes[scheme].name})`}
            hint="Par exemple : Règles de l’établissement pendant le stage."
            value={form.title}
          />
          <TextArea
            name="texte"
            label="Texte"
            hint="Une ligne vide sépare deux paragraphes. Laissez tout vide pour retirer l’annexe."
            value={form.body}
            rows={10}
          />
          <Actions>
            <Button>Enregistrer l’annexe</Button>
          </Actions>
        </Form>
      </section>
      <LogoForm action={address} of="de l’établissement" words={logoWords} errors={errors} />
    </DeskPage>
  )
}
