import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAgreement } from '#/agreements/index.ts'
import { accountFor, addGrants } from '#/identity/index.ts'
import { platformGrounds } from '#/journal/index.ts'
import { changeVisit, markPresence, planVisits, tellIncident, visitsOfClass } from '#/placements/index.ts'
import type { Services } from '#/platform/services.ts'
import { writeTable } from '#/platform/write-table.ts'
import {
  applySchoolImport,
  chooseReferents,
  confirmColumns,
  importSchoolFiles,
  listClasses,
  listClassPupils,
  type Pupil,
  proposeReferents,
  type SchoolClass,
  teachersOfClass,
} from '#/pupils/index.ts'
import { castClass } from './bank/cast.ts'
import { inventedId } from './bank/identifier.ts'
import { pastMoment } from './bank/past-days.ts'
import { servicesAt } from './bank/past-services.ts'
import { openDayOf } from './bank/write-by-days.ts'
import { type Random, seededRandom } from './random.ts'
import type { Territory } from './territory.ts'

/** Who else teaches in the school of the story, two to a class. */
const teachers = [
  'Anne Delaunay',
  'Paul Marchand',
  'Claire Hauteville',
  'Omar Benali',
  'Lucie Tanquerel',
  'Yves Lecarpentier',
  'Sonia Delacroix',
  'Marc Hébert',
]
/** How many days ago the list of the class of a trade came. */
const listSent = 9
/** Classes whose pupils have somebody who follows them. */
const mostTaught = 4
/** Whose presence is said: enough for a page, few enough for a quick first start. */
const mostMarked = 10
const most = 200

interface Place {
  readonly territoryId: string
  readonly school: string
  readonly random: Random
}

/**
 * What the school of the story did by itself: a list given as a file that may still be taken back, who follows whom, groups, and what was
 * said of placements that have begun. By the use cases that forms call. Safe to start again.
 */
export async function fillSchool(
  services: Services,
  { territoryId, territory, folder }: { territoryId: string; territory: Territory; folder: string },
): Promise<void> {
  const { db } = services
  const { school, className } = castClass(territory.pupils)
  const place: Place = { territoryId, school, random: seededRandom(`${territory.seed}/school`) }
  const { rows: classes } = await listClasses(db, { territoryId, school, limit: most })
  const played = classes.find(({ name }) => name === className)
  const trade = classes.find(({ level }) => level !== 'seconde')
  const taught = [...new Set([played, trade, ...classes.slice(0, mostTaught)])].flatMap((each) => each ?? [])
  // The class of the story keeps its one teacher, whom its agreements name.
  for (const [index, { id }] of taught.filter((each) => each !== played).entries())
    for (const number of [2 * index, 2 * index + 1]) {
      const name = teachers[number % teachers.length] ?? ''
      const email = `${name.toLowerCase().replaceAll('é', 'e').replaceAll(' ', '.')}@demonstration.example`
      const account = await accountFor(services, db, { name, email })
      await addGrants(services, account, [{ role: 'teacher', territoryId, scope: { kind: 'class', id } }])
    }
  if (trade) await giveList(services, place, { trade, folder })
  for (const each of taught) await followPupils(services, each)
  if (trade) await accompany(services, place, trade)
}

/** The list of the class of a trade, as the school's software gives it: one pupil came, one name was misspelled, and two groups. */
async function giveList(
  services: Services,
  { territoryId, school, random }: Place,
  { trade, folder }: { readonly trade: SchoolClass; readonly folder: string },
): Promise<void> {
  const known = await services.db
    .selectFrom('school_imports')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .executeTakeFirst()
  if (known) return
  const { rows: pupils } = await listClassPupils(services.db, { territoryId, classId: trade.id, limit: most })
  const path = join(folder, 'liste-de-classe.csv')
  const lines = pupils.map(({ lastName, firstName, birthDate }: Pupil, index) => [
    ...[lastName.toUpperCase(), firstName, frenchDay(birthDate), trade.name],
    `Atelier ${index % 2 === 0 ? 'A' : 'B'}`,
  ])
  const came = ['LEMARCHAND', 'Inès', frenchDay(pupils[0]?.birthDate ?? '2010-03-14'), trade.name, 'Atelier B']
  const table = [['Nom', 'Prénom', 'Né(e) le', 'Classe', 'Groupes'], ...lines, came]
  writeFileSync(path, await writeTable('csv', 'liste', table))
  const moment = pastMoment(services.clock.now(), listSent, 'host', random)
  await openDayOf(services.db, territoryId, moment)
  const [then, at] = [servicesAt(services, moment), { territoryId, school, by: undefined }]
  const report = await importSchoolFiles(then, { ...at, paths: [path], dryRun: false, partial: false })
  if (report.state !== 'columns') return
  // Once for these headings: which column says what.
  const chosen = [
    { lastName: 'Nom', firstName: 'Prénom', birthDate: 'Né(e) le', className: 'Classe', groups: 'Groupes' },
  ]
  await confirmColumns(then, { ...at, importId: report.import, chosen, classes: [undefined] })
  await applySchoolImport(then, {
    ...{ territoryId, importId: report.import, grounds: platformGrounds, fingerprint: undefined },
  })
}

const frenchDay = (day: string): string => day.split('-').toReversed().join('/')

/** Each pupil gets somebody of the class's teachers, but for those who came last. */
async function followPupils(services: Services, of: SchoolClass): Promise<void> {
  const { db, clock } = services
  const now = clock.now()
  const { rows: pupils } = await listClassPupils(db, { territoryId: of.territoryId, classId: of.id, limit: most })
  const proposal = proposeReferents(
    pupils.slice(0, -2).map(({ id, home }) => ({ pupilId: id, at: home, accountId: undefined })),
    await teachersOfClass(db, of, now),
  )
  const then = servicesAt(services, now.subtract({ hours: 24 * 8 }))
  await chooseReferents(then, { of, chosen: proposal, grounds: platformGrounds })
}

/** Placements that have begun: the host says each week that all went well, a day was missed, somebody fell; teachers visit and call. */
async function accompany(services: Services, { territoryId, random }: Place, trade: SchoolClass): Promise<void> {
  const { db, clock } = services
  const now = clock.now()
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const rows = await db
    .selectFrom('agreements')
    .select(['id', 'first_day', 'last_day'])
    .where('territory_id', '=', territoryId)
    .where('class_id', '=', trade.id)
    .where('state', 'in', ['running', 'completed'])
    .orderBy('id')
    .limit(most)
    .execute()
  const [teacher] = await teachersOfClass(db, trade, now)
  if (!teacher) return
  const begun = rows.flatMap(({ id, first_day, last_day }) =>
    first_day && last_day && first_day < today.toString() ? [{ id, first: first_day, last: last_day }] : [],
  )
  const at = (day: Temporal.PlainDate, hour: number): Services =>
    servicesAt(services, day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: { hour } }).toInstant())
  for (const { id, first, last } of begun.slice(0, mostMarked)) {
    const monday = Temporal.PlainDate.from(first)
    for (let friday = monday.add({ days: 5 - monday.dayOfWeek }); ; friday = friday.add({ days: 7 })) {
      if (friday.toString() > last || Temporal.PlainDate.compare(friday, today) >= 0) break
      const by = { account: undefined, party: 'host' } as const
      // One host forgot the last week.
      if (id === begun[2]?.id && Temporal.PlainDate.compare(friday.add({ days: 7 }), today) >= 0) break
      await markPresence(at(friday, 17), { agreementId: id, by, saying: { fineThisWeek: true } })
    }
  }
  const agreements = (await Promise.all(begun.slice(0, 8).map(({ id }) => findAgreement(db, id)))).flatMap(
    (each) => each ?? [],
  )
  const [missed, hurt] = agreements
  const [day] = begun.map(({ first }) => Temporal.PlainDate.from(first).add({ days: 1 }))
  if (!missed || !hurt || !day || Temporal.PlainDate.compare(day, today) >= 0) return
  const halves = [{ day: day.toString(), half: 'am' as const }]
  const school = { account: teacher.accountId, party: 'school' } as const
  await markPresence(at(day, 18), { agreementId: missed.id, by: school, saying: { halves, present: false } })
  await tellIncident(at(day, 16), {
    agreement: hurt,
    id: inventedId(territoryId, 'agreement', `incident ${hurt.id}`),
    incident: {
      ...{ kind: 'incident', day: day.toString(), minute: 14 * 60 + 20, health: undefined },
      facts: {
        ...{ place: 'À l’atelier', what: 'A glissé sur un sol mouillé, sans se faire mal.' },
        ...{ doing: 'Rangeait le matériel.', witnesses: 'Le tuteur', measures: 'Sol séché, panneau posé.' },
      },
    },
    by: { grounds: { by: undefined, role: 'host', why: 'link' }, party: 'host', name: 'L’accueil' },
  })
  const by = { account: teacher.accountId, name: teacher.name }
  const past = day.add({ days: 2 })
  const plans = [
    { kind: 'call', day: past, agreements: agreements.slice(0, 4) },
    { kind: 'visit', day: nextWorkday(today.add({ days: 2 })), agreements: agreements.slice(2, 6) },
  ] as const
  for (const { kind, day: on, agreements: some } of plans)
    await db
      .transaction()
      .execute((tx) => planVisits(at(day, 9), tx, { agreements: some, kind, day: on.toString(), by }))
  if (Temporal.PlainDate.compare(past, today) >= 0) return
  const notes = ['Tout va bien, le tuteur est content.', 'Horaires respectés. Rapport à commencer.', '']
  for (const { id, kind } of await visitsOfClass(db, { territoryId, classId: trade.id }))
    if (kind === 'call')
      await changeVisit(at(past, 15), db, {
        ...{ territoryId, classId: trade.id, id },
        ...{ state: 'done', notes: random.pick(notes) },
      })
}

const nextWorkday = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day
