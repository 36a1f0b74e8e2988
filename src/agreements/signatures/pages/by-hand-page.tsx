import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  Button,
  Checkboxes,
  type DeskEntry,
  DeskPage,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Radios,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { Agreement } from '../../agreement.ts'
import { AmendedChanges } from '../../pages/amended-changes.tsx'
import { hostNames, placementDays, pupilName } from '../say-agreement.ts'
import type { SignatoryRow } from '../signatories.ts'
import { partyWords } from '../signing-duties.ts'
import type { FrozenDocument } from '../view-signing.ts'

/** Who signed the printed document at the school's desk. */
export function ByHandPage({
  signed,
  entries,
  agreement,
  document,
  signatories,
  errors,
  chosen,
}: {
  signed: Signed
  entries: readonly DeskEntry[]
  agreement: Agreement
  document: FrozenDocument
  /** Who has not signed yet. */
  signatories: readonly SignatoryRow[]
  errors: readonly FieldError[]
  chosen: string | undefined
}) {
  const title = 'Signature en main propre'
  const back = addressOf('agreement', { agreement: agreement.id })
  return (
    <DeskPage title={title} entries={entries} signed={signed}>
      <Breadcrumb steps={[{ label: pupilName(agreement.content), href: back }, { label: title }]} />
      <ErrorSummary errors={errors} />
      <Title
        lead={`${pupilName(agreement.content)}, du ${placementDays(agreement.content)}, chez ${hostNames(agreement.content)}. Version ${document.version} du document, code ${agreement.code}.`}
      >
        {title}
      </Title>
      {document.changes.length > 0 && <AmendedChanges changes={document.changes} />}
      {signatories.length === 0 ? (
        <EmptyState
          title="Tous ceux qui signent ici l’ont fait"
          action={
            <LinkButton href={back} look="plain">
              Revenir à la convention
            </LinkButton>
          }
        >
          La direction signe avec son compte, ou sur le papier numérisé.
        </EmptyState>
      ) : (
        <Form errors={errors} method="post" action={addressOf('agreementByHand', { agreement: agreement.id })}>
          <input type="hidden" name="version" value={document.version} />
          <Radios
            name="qui"
            legend="Qui a signé devant vous ?"
            value={chosen}
            choices={signatories.map(({ id, name, party }) => ({ value: id, label: `${name}, ${partyWords[party]}` }))}
          />
          <Checkboxes
            name="vu"
            legend="Ce que vous attestez"
            hint="La signature est marquée « en main propre », avec votre nom. Gardez l’original à l’établissement."
            values={[]}
            choices={[{ value: '1', label: `J’ai vu cette personne signer la version ${document.version} imprimée` }]}
          />
          <Actions>
            <Button>Enregistrer la signature</Button>
            <LinkButton href={back} look="quiet">
              Revenir à la convention
            </LinkButton>
          </Actions>
        </Form>
      )}
    </DeskPage>
  )
}
