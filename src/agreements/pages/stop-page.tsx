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
  TextField,
  Title,
} from '#/design/index.ts'
import type { SchemeId } from '#/rules/index.ts'
import { placementWords } from '../placement-words.ts'
import type { AgreementView } from '../read-agreement.ts'
import { reasonsIn, stopReasons } from '../reasons.ts'
import type { TransitionName } from '../transitions.ts'

const says = {
  refuse: { title: 'Abandonner cette convention', button: 'Abandonner', tu: 'Abandonner ma convention' },
  cancel: { title: 'Annuler cette convention', button: 'Annuler la convention', tu: 'Annuler ma convention' },
} as const

const interruptWords = (scheme: SchemeId) => {
  const title = `Interrompre ${placementWords(scheme).the}`
  return { title, button: title, tu: 'Interrompre mon stage' }
}

/** Ends an agreement before its time: why, in the words of a list, and what it means. */
export function StopPage({
  view,
  what,
  form,
  errors,
  action,
  back,
  signed,
  entries,
}: {
  readonly view: AgreementView
  readonly what: TransitionName
  readonly form: { readonly raison: string; readonly mots: string; readonly jour: string }
  readonly errors: readonly FieldError[]
  readonly action: string
  readonly back: string
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
}) {
  const { agreement, viewer } = view
  const words = what === 'interrupt' ? interruptWords(agreement.scheme) : what === 'cancel' ? says.cancel : says.refuse
  const tu = viewer === 'pupil'
  return (
    <ColumnPage title={words.title} signed={signed} entries={entries}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={`${agreement.content.pupil.firstName} chez ${agreement.content.hosts[0].name}`}
        lead={
          agreement.applicationId !== undefined && what !== 'interrupt'
            ? tu
              ? 'Ta place redevient libre pour quelqu’un d’autre, et tout le monde est prévenu. Cela ne s’annule pas.'
              : 'La place redevient libre pour quelqu’un d’autre, et tout le monde est prévenu. Cela ne s’annule pas.'
            : 'Tout le monde est prévenu. Cela ne s’annule pas.'
        }
      >
        {tu ? words.tu : words.title}
      </Title>
      <Form errors={errors} method="post" action={action}>
        <Radios
          name="raison"
          legend={tu ? 'Pourquoi ?' : 'Pour quelle raison ?'}
          choices={reasonsIn(agreement.scheme, viewer).map((reason) => ({
            value: reason,
            label: stopReasons[reason].label,
          }))}
          value={form.raison}
        />
        {what === 'interrupt' && (
          <TextField name="jour" type="date" label="Dernier jour de présence" width="short" value={form.jour} />
        )}
        <TextArea
          name="mots"
          label="Un mot pour les autres (facultatif)"
          hint={
            agreement.scheme === 'pmsmp'
              ? 'Lu par tous ceux que la convention engage. Rien sur la santé.'
              : 'Lu par l’élève, la famille, la structure et l’établissement. Rien sur la santé.'
          }
          rows={3}
          value={form.mots}
        />
        <Actions>
          <Button look="danger">{words.button}</Button>
          <LinkButton href={back} look="quiet">
            Garder la convention
          </LinkButton>
        </Actions>
      </Form>
    </ColumnPage>
  )
}
