import { addresses } from '#/addresses.ts'
import {
  Button,
  Card,
  ColumnPage,
  dayWords,
  ErrorSummary,
  type FieldError,
  Form,
  Notice,
  Radios,
  TextArea,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Pupil } from '#/pupils/index.ts'
import { type DataRequest, requestKinds } from '../data-requests.ts'
import type { KnownFor } from '../pupil-data.ts'
import { timeWords } from '../purpose.ts'

export interface DataOf {
  readonly pupil: Pupil
  readonly known: readonly KnownFor[]
  readonly requests: readonly DataRequest[]
}

/** What is kept about oneself, or about one's children, and how to ask. */
export function MyDataPage({
  account,
  voice,
  files,
  sent,
  form,
  errors = [],
}: {
  readonly account: Account
  readonly voice: 'tu' | 'vous'
  readonly files: readonly DataOf[]
  readonly sent: boolean
  readonly form: { readonly pupilId: string; readonly kind: string; readonly words: string }
  readonly errors?: readonly FieldError[]
}) {
  const tu = voice === 'tu'
  return (
    <ColumnPage
      title="Données gardées"
      signed={account}
      entries={entriesOf(account, tu ? 'myPlacement' : 'myFamily')}
      notice={
        sent && (
          <Notice kind="success" title={tu ? 'Ta demande est partie' : 'Votre demande est partie'}>
            <p>L’établissement a un mois pour répondre, par courriel.</p>
          </Notice>
        )
      }
    >
      <Title
        lead={
          tu
            ? 'Tu peux en demander une copie, la faire corriger ou effacer : ton établissement a un mois pour répondre.'
            : 'Vous pouvez en demander une copie, la faire corriger ou effacer : l’établissement a un mois pour répondre.'
        }
      >
        {tu ? 'Ce qui est gardé sur toi' : 'Ce qui est gardé sur votre famille'}
      </Title>
      <ErrorSummary errors={errors} />
      {files.map(({ pupil, known, requests }) => (
        <section key={pupil.id}>
          {!tu && <h2>{pupil.firstName}</h2>}
          {requests.map((request) => (
            <Card key={request.id}>
              <p>
                {requestKinds[request.kind]} :{' '}
                {request.answeredAt === undefined
                  ? `réponse attendue avant le ${dayWords(request.dueOn, { weekday: false, year: true })}.`
                  : (request.answer ?? '')}
              </p>
            </Card>
          ))}
          <ul class="rows">
            {known.map(({ purpose, lines }) => (
              <li key={purpose.name}>
                <strong>{purpose.what}</strong> ({lines.length})
                <span class="soft">
                  {' '}
                  {timeWords(purpose)} après {purpose.from}. {purpose.why}
                </span>
              </li>
            ))}
          </ul>
          <Form errors={errors} method="post" action={addresses.myData} noValidate>
            <input type="hidden" name="eleve" value={pupil.id} />
            <Radios
              name={`demande-${pupil.id}`}
              legend={tu ? 'Que veux-tu demander ?' : 'Que voulez-vous demander ?'}
              value={form.pupilId === pupil.id && form.kind !== '' ? form.kind : undefined}
              choices={Object.entries(requestKinds).map(([value, label]) => ({ value, label }))}
            />
            <TextArea
              name={`mots-${pupil.id}`}
              label={tu ? 'Ce que tu veux préciser (facultatif)' : 'Ce que vous voulez préciser (facultatif)'}
              value={form.pupilId === pupil.id ? form.words : ''}
            />
            <Button>{tu ? 'Envoyer ma demande' : 'Envoyer la demande'}</Button>
          </Form>
        </section>
      ))}
    </ColumnPage>
  )
}
