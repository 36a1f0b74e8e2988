import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Button,
  countWords,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  momentWords,
  PostButton,
  SelectField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Coordinator } from '../coordinators.ts'
import type { Handover } from '../hand-over.ts'

export interface HandoverPageProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  /** Those who hold something, with how much: whoever left too. */
  readonly holders: readonly (Coordinator & { readonly tasks: number; readonly contacts: number })[]
  readonly coordinators: readonly Coordinator[]
  readonly past: readonly Handover[]
  readonly form: { readonly de: string; readonly a: string }
  readonly formKey: string
  readonly errors: readonly FieldError[]
  readonly timeZone: string
  readonly notice: ComponentChildren
}

const heldWords = ({ tasks, contacts }: { readonly tasks: number; readonly contacts: number }): string =>
  `${countWords(tasks, 'tâche')}, ${countWords(contacts, 'structure en contact', 'structures en contact')}`

/** Chosen by nobody yet: a click too early hands nothing over. */
const nobody = { value: '', label: 'Choisir' }

/** Everything of one coordinator goes to another, in one act that can be taken back. */
export function HandoverPage(props: HandoverPageProps) {
  const { account, territory, holders, coordinators, past, form, formKey, errors, timeZone, notice } = props
  const here = { territory: territory.id }
  const title = 'Transmettre le travail de quelqu’un'
  // One's own work cannot be handed to oneself.
  const receivers = coordinators.some(({ accountId }) => holders.some((holder) => holder.accountId !== accountId))
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addressOf('deskTasks', here)}>Les tâches</a>}
        lead="Toutes les tâches à faire et toutes les structures en cours de contact changent de main, en une fois. Les rencontres, les vagues en attente et la liste d’aide sont à toute l’équipe : elles restent. Vous pourrez revenir en arrière."
      >
        {title}
      </Title>
      {holders.length === 0 ? (
        <p>Personne n’a de tâche ni de structure en contact : il n’y a rien à transmettre.</p>
      ) : !receivers ? (
        <p>
          {holders.map((each) => `${each.name} : ${heldWords(each)}.`).join(' ')} Personne d’autre ne coordonne ce
          territoire : <a href={addressOf('territoryPeople', here)}>invitez qui prend la suite</a>, puis revenez ici.
        </p>
      ) : (
        <Form errors={errors} method="post" action={addressOf('deskHandover', here)} class="form" noValidate>
          <input type="hidden" name="cle" value={formKey} />
          <SelectField
            name="de"
            label="De"
            value={form.de}
            choices={[
              nobody,
              ...holders.map((each) => ({ value: each.accountId, label: `${each.name} : ${heldWords(each)}` })),
            ]}
          />
          <SelectField
            name="a"
            label="À"
            value={form.a}
            choices={[nobody, ...coordinators.map(({ accountId, name }) => ({ value: accountId, label: name }))]}
          />
          <Button>Transmettre</Button>
        </Form>
      )}
      {past.length > 0 && (
        <section>
          <h2>Déjà transmis</h2>
          <ul class="rows">
            {past.map(({ id, fromName, toName, tasks, contacts, at, undoneAt }) => (
              <li key={id}>
                De {fromName} à {toName}
                <span class="soft">
                  {heldWords({ tasks, contacts })}, {momentWords(at, timeZone)}
                  {undoneAt ? ', annulé' : ''}
                </span>
                {!undoneAt && (
                  <PostButton action={addressOf('deskHandoverUndo', { ...here, handover: id })} look="quiet" small>
                    Annuler
                    <span class="unseen">
                      {' '}
                      : de {fromName} à {toName}
                    </span>
                  </PostButton>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskPage>
  )
}
