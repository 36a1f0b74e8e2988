import type { FieldError } from '#/design/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { readDay } from '#/platform/read-day.ts'
import type { SubjectKind } from './tables.ts'

/** Something that the coordination has to do. */
export interface Task {
  readonly territoryId: string
  readonly id: string
  readonly title: string
  readonly notes: string
  readonly subject: { readonly kind: SubjectKind; readonly id: string } | undefined
  /** An account; undefined: of nobody yet. */
  readonly assignedTo: string | undefined
  readonly assignedName: string | undefined
  readonly dueOn: Temporal.PlainDate | undefined
  readonly doneAt: Temporal.Instant | undefined
}

export const subjectKinds = {
  pupil: 'un élève',
  host: 'une structure',
  school: 'un établissement',
  bassin: 'un bassin',
} as const satisfies Readonly<Record<SubjectKind, string>>

const isKind = (text: string): text is SubjectKind => Object.hasOwn(subjectKinds, text)

/** The answers of the form, as they were typed. */
export interface TaskForm {
  readonly quoi: string
  readonly notes: string
  /** `host:0198…`, as links to the form name what it is about. */
  readonly sujet: string
  readonly pour: string
  readonly date: string
}

export const emptyTask: TaskForm = { quoi: '', notes: '', sujet: '', pour: '', date: '' }

/** What the form says, checked: whom it is about and for stands to be looked up. */
export type TaskContent = Pick<Task, 'title' | 'notes' | 'subject' | 'assignedTo' | 'dueOn'>

const [mostOfTitle, mostOfNotes] = [160, 4000]

/** Reads the form, or says what is to be mended. `coordinators`: those whom a task can be given to. */
export function readTaskForm(
  form: TaskForm,
  coordinators: readonly { readonly accountId: string }[],
): { readonly content: TaskContent } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const title = form.quoi.trim()
  if (title === '')
    errors.push({ name: 'quoi', message: 'Écrivez ce qu’il y a à faire, en une ligne. Rien n’a changé.' })
  if (title.length > mostOfTitle)
    errors.push({ name: 'quoi', message: `${mostOfTitle} signes au plus : mettez le détail dans les notes.` })
  if (form.notes.length > mostOfNotes)
    errors.push({ name: 'notes', message: `${mostOfNotes} signes au plus : raccourcissez un peu, rien n’est perdu.` })
  const dueOn = form.date === '' ? undefined : dayOf(form.date)
  if (form.date !== '' && !dueOn)
    errors.push({ name: 'date', message: 'Donnez une date qui existe, ou laissez vide. Rien n’a changé.' })
  const subject = subjectOf(form.sujet)
  if (form.sujet !== '' && !subject)
    errors.push({ name: 'sujet', message: 'Ouvrez la tâche depuis la page de ce dont elle parle, ou laissez vide.' })
  const assignedTo = form.pour === '' ? undefined : form.pour
  if (assignedTo !== undefined && !coordinators.some(({ accountId }) => accountId === assignedTo))
    errors.push({ name: 'pour', message: 'Choisissez quelqu’un de la coordination, ou personne.' })
  return errors.length > 0 ? { errors } : { content: { title, notes: form.notes.trim(), subject, assignedTo, dueOn } }
}

/** `school:0140001A`; undefined for anything else. */
export function subjectOf(text: string): Task['subject'] {
  const [kind = '', id = ''] = text.split(':')
  if (!isKind(kind) || text !== `${kind}:${id}`) return undefined
  const isNamed = kind === 'pupil' || kind === 'host' ? isId(id) : /^[\w-]{1,20}$/.test(id)
  return isNamed ? { kind, id } : undefined
}

const dayOf = (text: string): Temporal.PlainDate | undefined => (text.startsWith('2') ? readDay(text) : undefined)

export const taskFormOf = ({ title, notes, subject, assignedTo, dueOn }: Task): TaskForm => ({
  quoi: title,
  notes,
  sujet: subject ? `${subject.kind}:${subject.id}` : '',
  pour: assignedTo ?? '',
  date: dueOn?.toString() ?? '',
})
