import { addressOf } from '#/addresses.ts'
import type { Beneficiary } from '#/agreements/index.ts'
import {
  Actions,
  Button,
  Card,
  DeskPage,
  daysWords,
  dayWords,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  Radios,
  TextArea,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Archived } from '../archive.ts'
import { type DataRequest, requestKinds } from '../data-requests.ts'
import type { KnownFor } from '../pupil-data.ts'
import { KnownList } from './known-list.tsx'

/** What a counsellor writes down of a request, and answers. */
export interface PersonAnswer {
  readonly formId: string
  readonly kind: string
  readonly words: string
  readonly answer: string
}

interface Props {
  readonly account: Account
  readonly person: Beneficiary
  readonly known: readonly KnownFor[]
  readonly requests: readonly DataRequest[]
  readonly archived: readonly Archived[]
  readonly form: PersonAnswer
  readonly errors: readonly FieldError[]
}

/** Everything that is kept about someone whom an organisation accompanies, and the answer to what they ask. */
export function PersonDataPage({ account, person, known, requests, archived, form, errors }: Props) {
  const name = `${person.firstName} ${person.lastName}`
  const at = { beneficiary: person.id }
  const erasable = known.reduce((total, each) => total + each.erasable, 0)
  return (
    <DeskPage title={`Données de ${name}`} entries={entriesOf(account, 'immersions')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('immersions', {}, { organisme: person.organisation })}>Mes immersions</a>}
        lead="Par usage : ce qui est gardé, combien de temps, et ce qui peut être effacé si la personne le demande."
      >
        Ce qui est gardé sur {name}
      </Title>
      <ErrorSummary errors={errors} />
      <Actions>
        <LinkButton look="plain" small href={addressOf('personDataFile', { ...at, format: 'texte' })}>
          Copie à lire (texte)
        </LinkButton>
        <LinkButton look="plain" small href={addressOf('personDataFile', { ...at, format: 'json' })}>
          Copie complète (JSON)
        </LinkButton>
      </Actions>
      <Fold title="La personne fait une demande" open={errors.length > 0}>
        <Form errors={errors} class="narrow" method="post" action={addressOf('personData', at)} noValidate>
          <input type="hidden" name="formulaire" value={form.formId} />
          <Radios
            name="demande"
            legend="Ce qu’elle demande"
            hint="La loi donne un mois pour répondre."
            choices={[
              {
                value: 'read',
                label: requestKinds.read,
                hint: 'Remettez-lui la copie à lire, en main propre ou par un message sûr.',
              },
              {
                value: 'correct',
                label: requestKinds.correct,
                hint: 'Une convention signée se corrige par un avenant.',
              },
              { value: 'erase', label: requestKinds.erase, hint: eraseWords(erasable) },
            ]}
            value={form.kind}
          />
          <TextArea name="mots" label="Ses mots (facultatif)" value={form.words} />
          <TextArea
            name="reponse"
            label="Votre réponse"
            hint={
              person.email === undefined
                ? 'Aucune adresse électronique n’est connue : remettez-la en main propre. Elle est gardée ici trois ans.'
                : `Elle part par courriel à ${person.email}, et reste ici trois ans.`
            }
            value={form.answer}
          />
          <Button>Noter la demande et répondre</Button>
        </Form>
      </Fold>
      {requests.map((request) => (
        <Card key={request.id}>
          <h2>
            {requestKinds[request.kind]} : répondu le {request.answeredAt ? dayOf(request.answeredAt) : ''}
          </h2>
          {request.words !== '' && <p>« {request.words} »</p>}
          <p>{request.answer}</p>
        </Card>
      ))}
      {archived.length > 0 && (
        <>
          <h2>Conventions archivées</h2>
          <ul>
            {archived.map(({ id, hostName, firstDay, lastDay }) => (
              <li key={id}>
                <a href={addressOf('archivedAgreement', { archived: id })}>
                  {hostName}, {daysWords(firstDay, lastDay)} {lastDay.year}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <KnownList known={known} />
    </DeskPage>
  )
}

const dayOf = (at: Temporal.Instant): string =>
  dayWords(at.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { weekday: false, year: true })

const eraseWords = (count: number): string =>
  count === 0
    ? 'La loi ne permet rien d’effacer maintenant : dites pourquoi, avec les raisons données plus bas.'
    : `${count === 1 ? 'Un élément sera effacé' : `${count} éléments seront effacés`} pour de bon ; le reste est gardé, pour les raisons données plus bas.`
