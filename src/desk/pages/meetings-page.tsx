import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Button,
  countWords,
  DeskPage,
  durationWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  momentWords,
  PostButton,
  Table,
  Tag,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Meeting, MeetingForm } from '../meeting.ts'

interface Frame {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly timeZone: string
  readonly form: MeetingForm
  readonly errors: readonly FieldError[]
  readonly notice: ComponentChildren
}

/** What is planned and what was: when, where, with whom. */
export function MeetingsPage({
  account,
  territory,
  timeZone,
  form,
  errors,
  notice,
  page,
  past,
  formKey,
}: Frame & { readonly page: Paged<Meeting>; readonly past: readonly Meeting[]; readonly formKey: string }) {
  const here = { territory: territory.id }
  const title =
    page.rows.length > 0
      ? countWords(page.rows.length, 'rencontre à venir', 'rencontres à venir')
      : 'Aucune rencontre n’est prévue'
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title eyebrow={<a href={addressOf('desk', {}, { territoire: territory.id })}>Le bureau</a>}>{title}</Title>
      <Fold title="Prévoir une rencontre" open={errors.length > 0}>
        <Form errors={errors} method="post" action={addressOf('deskMeetings', here)} class="form" noValidate>
          <input type="hidden" name="cle" value={formKey} />
          <MeetingFields form={form} button="Prévoir" />
        </Form>
      </Fold>
      <Table
        caption="Rencontres à venir"
        captionHidden
        rows={page.rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('deskMeeting', { ...here, meeting: id })}
        empty={
          <EmptyState title="Rien au calendrier">
            <p>Une réunion de bassin, un club d’entreprises, un point avec un lycée : notez le jour et le lieu.</p>
          </EmptyState>
        }
        columns={[
          { key: 'title', label: 'Quoi', header: true, cell: (meeting) => meeting.title },
          { key: 'when', label: 'Quand', cell: ({ startsAt }) => momentWords(startsAt, timeZone) },
          { key: 'where', label: 'Où', cell: ({ place }) => place },
          { key: 'who', label: 'Avec', cell: ({ people }) => people || '–' },
        ]}
      />
      {page.next !== undefined && (
        <p>
          <a href={addressOf('deskMeetings', here, { suite: page.next })}>Rencontres suivantes</a>
        </p>
      )}
      {past.length > 0 && (
        <Fold title="Ce qui a eu lieu">
          <ul class="rows">
            {past.map(({ id, title: what, startsAt, cancelledAt }) => (
              <li key={id}>
                <a href={addressOf('deskMeeting', { ...here, meeting: id })}>{what}</a>
                <span class="soft">
                  {momentWords(startsAt, timeZone)}
                  {cancelledAt ? ', annulée' : ''}
                </span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </DeskPage>
  )
}

/** One meeting: for the calendar, and its notes afterwards. */
export function MeetingPage({
  account,
  territory,
  timeZone,
  form,
  errors,
  notice,
  meeting,
}: Frame & { readonly meeting: Meeting }) {
  const keys = { territory: territory.id, meeting: meeting.id }
  const isOff = meeting.cancelledAt !== undefined
  return (
    <DeskPage
      title={meeting.title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addressOf('deskMeetings', { territory: territory.id })}>Les rencontres</a>}
        lead={`${momentWords(meeting.startsAt, timeZone)}, ${durationWords(meeting.minutes)}, ${meeting.place}.`}
      >
        {meeting.title} {isOff && <Tag>annulée</Tag>}
      </Title>
      <div class="actions">
        <LinkButton href={addressOf('deskMeetingFile', keys)} look="plain" download>
          Mettre dans mon agenda
        </LinkButton>
        <PostButton
          action={addressOf('deskMeetingCancel', keys)}
          fields={{ annuler: isOff ? 'non' : 'oui' }}
          look="quiet"
        >
          {isOff ? 'Rétablir la rencontre' : 'Annuler la rencontre'}
        </PostButton>
      </div>
      <section>
        <h2>Notes et changements</h2>
        <Form errors={errors} method="post" action={addressOf('deskMeeting', keys)} class="form" noValidate>
          <MeetingFields form={form} button="Enregistrer" />
        </Form>
      </section>
    </DeskPage>
  )
}

function MeetingFields({ form, button }: { readonly form: MeetingForm; readonly button: string }) {
  return (
    <>
      <TextField name="quoi" label="De quoi s’agit-il" value={form.quoi} />
      <TextField name="jour" label="Jour" type="date" width="middle" value={form.jour} />
      <TextField name="heure" label="Heure" type="time" width="short" value={form.heure} />
      <TextField name="duree" label="Durée" inputMode="numeric" width="short" unit="minutes" value={form.duree} />
      <TextField name="lieu" label="Où" hint="Une adresse, une salle, un lien." value={form.lieu} />
      <TextField name="qui" label="Avec qui" value={form.qui} />
      <TextArea name="notes" label="Notes" rows={6} value={form.notes} />
      <Button>{button}</Button>
    </>
  )
}
