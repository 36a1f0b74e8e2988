import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Chips,
  countWords,
  DeskPage,
  dayWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  PostButton,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf, holds } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import { type NamedSubject, subjectKey } from '../subjects.ts'
import type { Task } from '../task.ts'
import { TaskFields, type TaskFieldsProps } from './task-fields.tsx'

export interface TasksPageProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly whose: 'mine' | 'nobody' | 'everyone'
  readonly counts: { readonly open: number; readonly late: number }
  readonly page: Paged<Task>
  readonly done: readonly Task[]
  readonly subjects: ReadonlyMap<string, NamedSubject>
  readonly today: Temporal.PlainDate
  readonly newTask: Omit<TaskFieldsProps, 'button'>
  readonly errors: readonly FieldError[]
  /** The form was sent, or a link brought something to note. */
  readonly isFormOpen: boolean
  readonly notice: ComponentChildren
}

/** The work of the coordination: what is due, of whom, about what. */
export function TasksPage(props: TasksPageProps) {
  const { account, territory, whose, counts, page, done, subjects, today, newTask, errors, isFormOpen, notice } = props
  const title =
    counts.open === 0
      ? 'Aucune tâche ici'
      : `${countWords(counts.open, 'tâche')}${counts.late > 0 ? `, ${counts.late} en retard` : ''}`
  const here = (query: Record<string, string | undefined>) => addressOf('deskTasks', { territory: territory.id }, query)
  const about = ({ subject }: Task) => {
    const named = subject && subjects.get(subjectKey(subject))
    return named?.href === undefined ? named?.words : <a href={named.href}>{named.words}</a>
  }
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
      <Fold title="Ajouter une tâche" open={isFormOpen}>
        <Form errors={errors} method="post" action={here({})} class="form" noValidate>
          <TaskFields {...newTask} button="Ajouter la tâche" />
        </Form>
      </Fold>
      <Chips
        label="De qui"
        chips={[
          { label: 'À moi', href: here({}), current: whose === 'mine' },
          { label: 'À personne', href: here({ de: 'personne' }), current: whose === 'nobody' },
          { label: 'De toute l’équipe', href: here({ de: 'equipe' }), current: whose === 'everyone' },
        ]}
      />
      <Table
        caption="Tâches à faire, la plus pressée d’abord"
        captionHidden
        rows={page.rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('deskTask', { territory: territory.id, task: id })}
        empty={
          <EmptyState title="Rien à faire ici">
            <p>Une tâche se note en une ligne. Elle peut porter sur un élève, une structure, un établissement.</p>
          </EmptyState>
        }
        columns={[
          { key: 'title', label: 'Quoi', header: true, cell: (task) => task.title },
          { key: 'about', label: 'Sur', cell: (task) => about(task) ?? '–' },
          { key: 'who', label: 'Pour', cell: ({ assignedName }) => assignedName ?? 'personne encore' },
          {
            key: 'due',
            label: 'Échéance',
            cell: ({ dueOn }) =>
              dueOn === undefined ? (
                'sans date'
              ) : Temporal.PlainDate.compare(dueOn, today) < 0 ? (
                <Tag tone="need">en retard, {dayWords(dueOn)}</Tag>
              ) : (
                dayWords(dueOn)
              ),
          },
          {
            key: 'done',
            label: 'Action',
            cell: (task) => (
              <PostButton
                action={addressOf('deskTaskDone', { territory: territory.id, task: task.id })}
                fields={{ fait: 'oui' }}
                look="plain"
                small
              >
                C’est fait<span class="unseen"> : {task.title}</span>
              </PostButton>
            ),
          },
        ]}
      />
      {page.next !== undefined && (
        <p>
          <a
            href={here({
              de: whose === 'mine' ? undefined : whose === 'nobody' ? 'personne' : 'equipe',
              suite: page.next,
            })}
          >
            Tâches suivantes
          </a>
        </p>
      )}
      {done.length > 0 && (
        <Fold title="Ce qui est fait">
          <ul class="rows">
            {done.map((task) => (
              <li key={task.id}>
                {task.title}
                <PostButton
                  action={addressOf('deskTaskDone', { territory: territory.id, task: task.id })}
                  fields={{ fait: 'non' }}
                  look="quiet"
                  small
                >
                  Remettre à faire<span class="unseen"> : {task.title}</span>
                </PostButton>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {holds(account, ['coordinator'], { territoryId: territory.id }) && (
        <p>
          <a href={addressOf('deskHandover', { territory: territory.id })}>
            Transmettre les tâches de quelqu’un qui part
          </a>
        </p>
      )}
    </DeskPage>
  )
}
