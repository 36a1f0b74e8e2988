import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  type DeskEntry,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import type { Answers } from '../evaluation.ts'
import type { ReportPart } from '../report.ts'

export type ReportNotice = 'saved' | 'handed' | undefined

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly agreementId: string
  readonly about: string
  readonly parts: readonly ReportPart[]
  readonly answers: Answers
  readonly handed: boolean
}

/** The pupil writes the report, part by part; the school reads it once it was handed in. */
export function ReportPage({
  errors = [],
  notice,
  ...props
}: Props & { readonly errors?: readonly FieldError[]; readonly notice: ReportNotice }) {
  const { signed, entries, agreementId, about, parts, answers, handed } = props
  const to = { agreement: agreementId }
  const isEmpty = Object.values(answers).every((text) => text === '')
  return (
    <ColumnPage
      title="Mon rapport de stage"
      signed={signed}
      entries={entries}
      notice={
        notice && (
          <Notice kind="success" title={notice === 'handed' ? 'Ton rapport est remis' : 'C’est enregistré'}>
            {notice === 'handed' && <p>Ton établissement peut le lire. Tu peux encore le changer.</p>}
          </Notice>
        )
      }
    >
      <ErrorSummary errors={errors} voice="tu" />
      <Title
        eyebrow={about}
        lead={
          handed
            ? 'Remis à ton établissement.'
            : 'Écris quelques phrases par partie, quand tu veux. Personne ne le lit avant que tu le remettes.'
        }
      >
        Mon rapport de stage
      </Title>
      <Form errors={errors} class="form" method="post" action={addressOf('placementReport', to)} noValidate>
        {parts.map(({ name, title, hint }) => (
          <TextArea key={name} name={name} label={title} hint={hint} rows={5} value={answers[name] ?? ''} />
        ))}
        <Actions>
          <Button name="faire" value="garder">
            Enregistrer
          </Button>
          <Button look="plain" name="faire" value={handed ? 'reprendre' : 'remettre'}>
            {handed ? 'Reprendre mon rapport' : 'Remettre à mon établissement'}
          </Button>
        </Actions>
      </Form>
      {!isEmpty && <Files agreementId={agreementId} tu />}
    </ColumnPage>
  )
}

/** What the pupil handed in, to read. */
export function HandedReportPage({ signed, entries, agreementId, about, parts, answers, handed }: Props) {
  const written = parts.filter(({ name }) => (answers[name] ?? '') !== '')
  return (
    <ColumnPage title="Rapport de stage" signed={signed} entries={entries}>
      <Title eyebrow={about}>Rapport de stage</Title>
      {handed ? (
        <>
          {written.map(({ name, title }) => (
            <section key={name}>
              <h2>{title}</h2>
              <p class="as-written">{answers[name]}</p>
            </section>
          ))}
          <Files agreementId={agreementId} />
        </>
      ) : (
        <EmptyState title="Le rapport n’est pas encore remis">
          <p>L’élève l’écrit dans Passerelle, puis vous le remet : il se lit alors ici.</p>
        </EmptyState>
      )}
    </ColumnPage>
  )
}

function Files({ agreementId, tu = false }: { readonly agreementId: string; readonly tu?: boolean }) {
  const file = (format: string) => addressOf('placementReportFile', { agreement: agreementId, format })
  return (
    <section>
      <h2>{tu ? 'Imprimer ou continuer ailleurs' : 'Imprimer'}</h2>
      <Actions>
        <LinkButton href={file('rapport.pdf')} look="plain" download>
          Télécharger en PDF
        </LinkButton>
        <LinkButton href={file('rapport.odt')} look="plain" download>
          Télécharger pour un traitement de texte (ODT)
        </LinkButton>
      </Actions>
    </section>
  )
}
