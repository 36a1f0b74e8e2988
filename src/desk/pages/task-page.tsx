import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import { DeskPage, ErrorSummary, type FieldError, Form, PostButton, Tag, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Task } from '../task.ts'
import { TaskFields, type TaskFieldsProps } from './task-fields.tsx'

/** One task: its notes, whom it is for, and done or not. */
export function TaskPage({
  account,
  territory,
  task,
  fields,
  errors,
  subjectHref,
  notice,
}: {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly task: Task
  readonly fields: Omit<TaskFieldsProps, 'button'>
  readonly errors: readonly FieldError[]
  readonly subjectHref: string | undefined
  readonly notice: ComponentChildren
}) {
  const keys = { territory: territory.id, task: task.id }
  return (
    <DeskPage
      title={task.title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title eyebrow={<a href={addressOf('deskTasks', { territory: territory.id })}>Les tâches</a>}>
        {task.title} {task.doneAt && <Tag tone="ok">faite</Tag>}
      </Title>
      {subjectHref !== undefined && (
        <p>
          <a href={subjectHref}>Ouvrir {fields.about}</a>
        </p>
      )}
      <PostButton
        action={addressOf('deskTaskDone', keys)}
        fields={{ fait: task.doneAt ? 'non' : 'oui' }}
        look={task.doneAt ? 'plain' : 'main'}
      >
        {task.doneAt ? 'Remettre à faire' : 'C’est fait'}
      </PostButton>
      <section>
        <h2>Modifier</h2>
        <Form errors={errors} method="post" action={addressOf('deskTask', keys)} class="form" noValidate>
          <TaskFields {...fields} button="Enregistrer" />
        </Form>
      </section>
    </DeskPage>
  )
}
