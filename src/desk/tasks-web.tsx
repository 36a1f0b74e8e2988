import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, timeZoneOf } from '#/territory/index.ts'
import { coordinatorsOf } from './coordinators.ts'
import { TaskPage } from './pages/task-page.tsx'
import { TasksPage } from './pages/tasks-page.tsx'
import { textsOf } from './sent-texts.ts'
import { nameSubjects, subjectKey } from './subjects.ts'
import { emptyTask, readTaskForm, subjectOf, type TaskForm, taskFormOf } from './task.ts'
import { addTask, changeTask, countTasks, findTask, listDone, listTasks, setDone } from './tasks.ts'

const [pageSize, doneShown] = [50, 10]

/** The coordination's tasks: a list, and one at a time. */
export function tasksWeb(services: Services): Hono<Env> {
  const { db, clock, newId } = services
  return new Hono<Env>()
    .get(addresses.deskTasks, (c) => {
      const sujet = c.req.query('sujet') ?? ''
      const form = { ...emptyTask, quoi: (c.req.query('quoi') ?? '').slice(0, 160), pour: accountOf(c).id }
      const about = subjectOf(sujet) ? sujet : ''
      return showList(c, { form: { ...form, sujet: about }, errors: [], isOpen: about !== '' || form.quoi !== '' })
    })
    .post(addresses.deskTasks, async (c) => {
      const sent = await textsOf(c)
      const territoryId = territoryOf(c)
      const form = formOf(sent)
      const read = readTaskForm(form, await coordinatorsOf(db, territoryId, clock.now()))
      if ('errors' in read) return showList(c, { form, errors: read.errors, isOpen: true })
      const id = isId(sent.cle ?? '') ? (sent.cle ?? '') : newId()
      await addTask(services, { territoryId, id, by: accountOf(c).id, content: read.content })
      return c.redirect(addressOf('deskTasks', { territory: territoryId }, { fait: 'ajout', de: 'equipe' }), 303)
    })
    .get(addresses.deskTask, (c) => showTask(c, undefined, []))
    .post(addresses.deskTask, async (c) => {
      const { territory, task: id } = keysOf(c)
      const form = formOf(await textsOf(c))
      const read = readTaskForm(form, await coordinatorsOf(db, territory, clock.now()))
      if ('errors' in read) return showTask(c, form, read.errors)
      const changed = isId(id) && (await changeTask(services, { territoryId: territory, id, content: read.content }))
      return changed ? c.redirect(addressOf('deskTask', { territory, task: id }, { fait: 'oui' }), 303) : c.notFound()
    })
    .post(addresses.deskTaskDone, async (c) => {
      const { territory, task: id } = keysOf(c)
      const done = (await textsOf(c)).fait !== 'non'
      const known = isId(id) && (await setDone(services, { territoryId: territory, id, by: accountOf(c).id, done }))
      if (!known) return c.notFound()
      return c.redirect(addressOf('deskTasks', { territory }, done ? { fait: id } : { fait: 'remise' }), 303)
    })

  interface Shown {
    readonly form: TaskForm
    readonly errors: readonly FieldError[]
    readonly isOpen: boolean
  }

  async function showList(c: Context<Env>, { form, errors, isOpen }: Shown): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const territoryId = territory.id
    const de = c.req.query('de')
    const whose = de === 'personne' ? 'nobody' : de === 'equipe' ? 'everyone' : 'mine'
    const of = { territoryId, owner: whose === 'mine' ? { accountId: account.id } : whose } as const
    const today = clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(db, territoryId))
      .toPlainDate()
    const page = await listTasks(db, of, { after: c.req.query('suite'), limit: pageSize })
    const about = subjectOf(form.sujet)
    const subjects = await nameSubjects(services, account, territoryId, [...page.rows, { subject: about }])
    return c.html(
      renderPage(
        <TasksPage
          counts={await countTasks(db, of, today)}
          done={await listDone(db, territoryId, { limit: doneShown })}
          newTask={{
            ...{ form, formKey: newId(), about: about && subjects.get(subjectKey(about))?.words },
            coordinators: await coordinatorsOf(db, territoryId, clock.now()),
          }}
          isFormOpen={isOpen}
          notice={listNotice(territoryId, c.req.query('fait'))}
          {...{ account, territory, whose, page, subjects, today, errors }}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showTask(
    c: Context<Env>,
    typed: TaskForm | undefined,
    errors: readonly FieldError[],
  ): Promise<Response> {
    const account = accountOf(c)
    const keys = keysOf(c)
    const territory = await findTerritory(db, keys.territory)
    const task = territory && isId(keys.task) ? await findTask(db, territory.id, keys.task) : undefined
    if (!territory || !task) return c.notFound()
    const named = [...(await nameSubjects(services, account, territory.id, [task])).values()][0]
    const notice = c.req.query('fait') === 'oui' && <Notice kind="success" title="C’est enregistré" />
    return c.html(
      renderPage(
        <TaskPage
          fields={{
            ...{ form: typed ?? taskFormOf(task), about: named?.words },
            coordinators: await coordinatorsOf(db, territory.id, clock.now()),
          }}
          subjectHref={named?.href}
          {...{ account, territory, task, notice, errors }}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const keysOf = (c: Context<Env>) => ({ territory: territoryOf(c), task: c.req.param('task') ?? '' })

const formOf = (sent: Readonly<Record<string, string | undefined>>): TaskForm => ({
  quoi: sent.quoi ?? '',
  notes: sent.notes ?? '',
  sujet: sent.sujet ?? '',
  pour: sent.pour ?? '',
  date: sent.date ?? '',
})

function listNotice(territory: string, done: string | undefined) {
  if (done === 'ajout') return <Notice kind="success" title="La tâche est ajoutée" />
  if (done === 'remise') return <Notice kind="success" title="La tâche est de nouveau à faire" />
  if (done === undefined || !isId(done)) return undefined
  return (
    <Notice
      kind="success"
      title="C’est fait"
      action={
        <form class="post" method="post" action={addressOf('deskTaskDone', { territory, task: done })}>
          <input type="hidden" name="fait" value="non" />
          <button class="button button-plain button-small" type="submit">
            Annuler
          </button>
        </form>
      }
    />
  )
}
