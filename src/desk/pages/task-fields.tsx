import { Button, SelectField, TextArea, TextField } from '#/design/index.ts'
import type { Coordinator } from '../coordinators.ts'
import type { TaskForm } from '../task.ts'

export interface TaskFieldsProps {
  readonly form: TaskForm
  readonly coordinators: readonly Coordinator[]
  /** What it is about, in words; the form carries it. */
  readonly about: string | undefined
  /** Of a new task: a second click adds nothing. */
  readonly formKey?: string
  readonly button: string
}

/** What is asked of a task, new or not. */
export function TaskFields({ form, coordinators, about, formKey, button }: TaskFieldsProps) {
  return (
    <>
      {formKey !== undefined && <input type="hidden" name="cle" value={formKey} />}
      <input type="hidden" name="sujet" value={form.sujet} />
      {about && <p>À propos de : {about}</p>}
      <TextField name="quoi" label="Ce qu’il y a à faire" value={form.quoi} />
      <SelectField
        name="pour"
        label="Pour qui"
        value={form.pour}
        choices={[
          { value: '', label: 'Personne encore' },
          ...coordinators.map(({ accountId, name }) => ({ value: accountId, label: name })),
        ]}
      />
      <TextField name="date" label="Pour quand" type="date" width="middle" value={form.date} />
      <TextArea name="notes" label="Notes" rows={4} value={form.notes} />
      <Button>{button}</Button>
    </>
  )
}
