import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { countWords, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { findSchool, type School } from '#/territory/index.ts'
import { answerImport, applySchoolImport, dropSchoolImport } from './apply-import.ts'
import { readColumnAnswers } from './column-answers.ts'
import { ColumnsPage } from './pages/columns-page.tsx'
import { type ListNotice, ListPage, type ListView, type PreviewView, whoName } from './pages/list-page.tsx'
import { ListsPage } from './pages/lists-page.tsx'
import { linesOf } from './plan-words.ts'
import { confirmColumns, previewOf, previewSchoolFiles, todayAt, waitingTables } from './preview-files.ts'
import { fileOfBytes } from './school-file.ts'
import {
  canUndo,
  findSchoolImport,
  forgetImports,
  listSchoolImports,
  type SchoolImport,
  undoDays,
} from './school-imports.ts'
import { readSchool } from './stored-school.ts'
import type { ImportAnswers } from './tables.ts'
import { undoSchoolImport } from './undo-import.ts'

const arrangers = ['head', 'ddfpt', 'secretary'] as const
const importsShown = 20
const mostFiles = 10

/** A school's files of pupils: preview, questions, apply, undo. */
export function importsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.schoolLists, (c) => listsPage(c, undefined))

  app.post(addresses.schoolLists, async (c) => {
    const account = accountOf(c)
    const { fichiers } = await c.req.parseBody({ all: true })
    const sent = (Array.isArray(fichiers) ? fichiers : [fichiers]).filter(
      (file): file is File => file instanceof File && (file.size > 0 || file.name !== ''),
    )
    if (sent.length === 0) return listsPage(c, 'Choisissez d’abord un fichier. Rien n’a changé.')
    if (sent.length > mostFiles) return listsPage(c, `${mostFiles} fichiers au plus à la fois. Rien n’a changé.`)
    await forgetImports(services)
    const at = atOf(c)
    const files = (await Promise.all(sent.map(named))).map(fileOfBytes)
    const list = await previewSchoolFiles(services, { ...at, by: account.id, files })
    return c.redirect(addressOf('schoolList', paramsOf(at, list)), 303)
  })

  app.get(addresses.schoolList, async (c) => {
    const found = await importOf(c)
    const school = found && (await schoolOf(found))
    if (!found || !school) return c.notFound()
    if (found.state === 'columns') {
      const { tables } = await waitingTables(services, found)
      const today = await todayAt(services, found.territoryId)
      const props = { account: accountOf(c), school, found, tables, today }
      return c.html(renderPage(<ColumnsPage {...props} />))
    }
    return listPage(c, found, school, noticeOf(c), found.state === 'refused' ? 422 : 200)
  })

  app.post(addresses.schoolListColumns, async (c) => {
    const [found, account, sent] = [await importOf(c), accountOf(c), await c.req.parseBody()]
    const school = found && (await schoolOf(found))
    if (!found || !school) return c.notFound()
    const { tables } = await waitingTables(services, found)
    const { chosen, classes, errors } = readColumnAnswers(sent, tables)
    if (errors.length > 0) {
      const today = await todayAt(services, found.territoryId)
      const props = { account, school, found, tables, today, chosen, classes, errors }
      return c.html(renderPage(<ColumnsPage {...props} />), 422)
    }
    await confirmColumns(services, { ...atOf(c), by: account.id, importId: found.id, chosen, classes })
    return c.redirect(addressOf('schoolList', paramsOf(atOf(c), found.id)), 303)
  })

  app.post(addresses.schoolListAnswers, async (c) => {
    const found = await importOf(c)
    if (!found) return c.notFound()
    const answers = readAnswers(await c.req.parseBody(), found.answers)
    await answerImport(services, { territoryId: found.territoryId, importId: found.id, answers })
    return back(c, found, { fait: 'answered' })
  })

  app.post(addresses.schoolListApply, async (c) => {
    const found = await importOf(c)
    if (!found) return c.notFound()
    const { apercu } = await c.req.parseBody()
    const applied = await applySchoolImport(services, {
      ...actOn(c, found),
      fingerprint: typeof apercu === 'string' ? apercu : '',
    })
    return back(c, found, 'why' in applied ? { fait: applied.why } : {})
  })

  app.post(addresses.schoolListUndo, async (c) => {
    const found = await importOf(c)
    const school = found && (await schoolOf(found))
    if (!found || !school) return c.notFound()
    const undone = await undoSchoolImport(services, actOn(c, found))
    if (!('why' in undone) || undone.why !== 'built-on') return back(c, found, {})
    // Names do not go into an address.
    const { names, later } = undone
    const first = later && {
      files: later.files.map(({ name }) => name).join(', '),
      href: addressOf('schoolList', paramsOf(atOf(c), later.id)),
    }
    return listPage(c, found, school, { what: 'built-on', names, first }, 409)
  })

  app.post(addresses.schoolListDrop, async (c) => {
    const found = await importOf(c)
    if (!found) return c.notFound()
    await dropSchoolImport(services, { territoryId: found.territoryId, importId: found.id })
    return c.redirect(addressOf('schoolLists', paramsOf(atOf(c), found.id)), 303)
  })

  return app

  /** Of this school and no other, as far as the one who asks may read. */
  async function importOf(c: Context<Env>): Promise<SchoolImport | undefined> {
    const { territoryId, school } = atOf(c)
    const id = c.req.param('list') ?? ''
    const found = isId(id)
      ? await guarded(services, accountOf(c), (tx) => findSchoolImport(tx, territoryId, id))
      : undefined
    return found?.school === school ? found : undefined
  }

  function schoolOf({
    territoryId,
    school,
  }: Pick<SchoolImport, 'territoryId' | 'school'>): Promise<School | undefined> {
    return findSchool(db, territoryId, school)
  }

  async function listsPage(c: Context<Env>, refused: string | undefined): Promise<Response> {
    const at = atOf(c)
    const school = await schoolOf(at)
    if (!school) return c.notFound()
    const imports = await guarded(services, accountOf(c), (tx) => listSchoolImports(tx, { ...at, limit: importsShown }))
    const props = { account: accountOf(c), territoryId: at.territoryId, school, imports, refused }
    return c.html(renderPage(<ListsPage {...props} />), refused === undefined ? 200 : 422)
  }

  async function listPage(
    c: Context<Env>,
    found: SchoolImport,
    school: School,
    notice: ListNotice,
    status: 200 | 409 | 422,
  ): Promise<Response> {
    const { appliedAt } = found
    const view: ListView = {
      ...{ school, found, preview: await previewView(found) },
      canUndo: canUndo(found, clock.now()),
      undoUntil: appliedAt?.add({ hours: undoDays * 24 }),
    }
    return c.html(renderPage(<ListPage account={accountOf(c)} view={view} notice={notice} />), status)
  }

  async function previewView(found: SchoolImport): Promise<PreviewView | undefined> {
    const preview = await previewOf(services, found)
    if (!preview) return undefined
    const { plan, list, counts, questions, classless, homeless, respelt, fingerprint } = preview
    const { classes } = await readSchool(db, found, plan.schoolYear)
    const names = new Map([...classes, ...plan.classes].map(({ id, name }) => [id, name]))
    const lines = (sort: Parameters<typeof linesOf>[1]) => linesOf(plan, sort, names)
    const present = counts.same + counts.changed + counts.moved + counts.left
    return {
      ...{ fingerprint: fingerprint(), questions, newClasses: plan.classes.map(({ name }) => name) },
      changes: {
        new: lines('new'),
        returned: lines('returned'),
        moved: lines('moved'),
        changed: lines('changed'),
        left: lines('left'),
      },
      manyLeave: counts.left > 10 && counts.left * 5 >= present,
      remarks: [
        ...list.remarks,
        ...respelt.map(({ written, name }) => `« ${written} » est lu comme la classe « ${name} ».`),
        ...remarksOf(
          { ...list.leftOut, same: counts.same, classless, homeless },
          plan.addresses.length,
          plan.pupils.some(({ next }) => next.home_precision === 'commune'),
        ),
      ],
    }
  }
}

const actOn = (c: Context<Env>, { territoryId, id }: SchoolImport) => ({
  ...{ territoryId, importId: id },
  grounds: groundsOf(accountOf(c), arrangers, placeOf(c)),
})

const back = (c: Context<Env>, { id }: SchoolImport, query: Readonly<Record<string, string>>): Response =>
  c.redirect(addressOf('schoolList', paramsOf(atOf(c), id), query), 303)

const atOf = (c: Context<Env>) => ({ territoryId: placeOf(c).territoryId, school: c.req.param('school') ?? '' })

const paramsOf = ({ territoryId, school }: ReturnType<typeof atOf>, list: string) => ({
  territory: territoryId,
  school,
  list,
})

/** A file as it was sent, by its own name without any folder. */
async function named(file: File): Promise<NamedBytes> {
  const name = file.name
    .replace(/^.*[/\\]/, '')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 120)
    .toWellFormed()
  return { name: name === '' ? 'fichier' : name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

function readAnswers(sent: Readonly<Record<string, unknown>>, before: ImportAnswers): ImportAnswers {
  const who: Record<string, string> = { ...before.who }
  for (let index = 0; ; index++) {
    const [key, answer] = [sent[`${whoName(index)}-ligne`], sent[whoName(index)]]
    if (typeof key !== 'string') break
    if (typeof answer === 'string' && (answer === 'new' || isId(answer))) who[key.slice(0, 200)] = answer
  }
  const { absents } = sent
  return { who, absent: absents === 'left' || absents === 'stay' ? absents : before.absent }
}

const noticeOf = (c: Context<Env>): ListNotice => {
  const what = (['answered', 'unanswered', 'changed-since'] as const).find((each) => each === c.req.query('fait'))
  return what && { what }
}

interface Remarked {
  readonly apprentices: number
  readonly levels: number
  readonly gone: number
  readonly same: number
  readonly classless: number
  readonly homeless: number
}

/** What a preview says beside the difference. */
function remarksOf(counts: Remarked, asked: number, hasCentres: boolean): readonly string[] {
  const { apprentices, levels, gone, same, classless, homeless } = counts
  return [
    same > 0 && `${countWords(same, 'élève reste comme il est', 'élèves restent comme ils sont')}.`,
    levels > 0 && `${countWords(levels, 'élève')} d’un niveau sans stage : laissés de côté, rien n’en est gardé.`,
    apprentices > 0 && `${countWords(apprentices, 'apprenti')} : laissés de côté, ils ont déjà un employeur.`,
    gone > 0 && `${countWords(gone, 'élève est sorti', 'élèves sont sortis')} d’après le fichier.`,
    classless > 0 &&
      `${countWords(classless, 'élève n’a', 'élèves n’ont')} pas encore de classe : ils attendent le prochain fichier.`,
    asked > 0 &&
      `${countWords(asked, 'domicile')} : placés d’abord au centre de la commune, puis à l’adresse par le service national, en quelques minutes. L’adresse est ensuite oubliée.`,
    hasCentres &&
      asked === 0 &&
      'Les domiciles connus sont placés au centre de la commune : le service national des adresses n’est pas branché, ou le fichier ne donne pas de rue nouvelle.',
    homeless > 0 && `${countWords(homeless, 'élève')} sans domicile connu : les trajets partiront de l’établissement.`,
  ].filter((remark) => remark !== false)
}
