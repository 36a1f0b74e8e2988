import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CompiledQuery, sql } from 'kysely'
import { addresses, addressOf } from '#/addresses.ts'
import { contactHost } from '#/directory/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { avoidedOffers, countWaveResults, countWaves, waveResults } from '#/proposals/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { deskExamples, fillDesk, fillProposals } from '../../test/fill-desk.ts'
import { hosts, people, proposals, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'
import { changeNames, countChanges, listChanges } from './changes.ts'
import { countHelped, listHelped, missingWeeksOf } from './help-list.ts'
import { readMeetingForm } from './meeting.ts'
import { nextMeetings } from './meetings.ts'
import { expiringSeats, hostsToThank, silentSchools, unanswered } from './piles.ts'
import { emptyTask, readTaskForm, subjectOf } from './task.ts'
import { listTasks } from './tasks.ts'

const territory = bocage.id
const tasks = addressOf('deskTasks', { territory })
const textOf = async (visitor: Visitor, address: string) =>
  (await (await visitor.get(address)).text()).replaceAll('\u00a0', ' ')
const key = (number: number) => `01980000-0000-7000-8000-00000000090${number}`

eachEngine('a coordinator’s day: what waits, tasks, a meeting, thanks, and handing over', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  await world.people()
  await fillProposals(services)
  await fillDesk(services)
  // Someone of a bassin shares the desk.
  const alix = await world.signedInAs({
    role: 'coordinator',
    territoryId: territory,
    scope: { kind: 'bassin', id: 'vire' },
  })
  const maud = await world.person('maud')
  const desk = await textOf(maud, addresses.desk)
  assert.match(desk, /tâche pour vous/)
  assert.match(desk, /Réunion du bassin de Vire/)
  assert.equal((await alix.get(addresses.desk)).status, 200)
  // The work of the whole territory is handed over by those of the whole territory.
  assert.match(await textOf(maud, tasks), /Transmettre/)
  assert.doesNotMatch(await textOf(alix, tasks), /Transmettre/)

  // A task: once for two clicks, for somebody, done and undone.
  const asked = await textOf(maud, `${tasks}?sujet=school:${schools.vire}&quoi=Appeler`)
  assert.match(asked, /À propos de/)
  const form = { cle: key(1), quoi: 'Appeler le garage', pour: people.maud.id, date: '2026-06-10', notes: '' }
  const given = { ...form, sujet: `host:${hosts.garage}` }
  for (const _ of [1, 2]) assert.equal((await maud.post(tasks, given)).status, 303)
  const team = await textOf(alix, `${tasks}?de=equipe`)
  assert.equal(team.match(/>Appeler le garage</g)?.length, 1)
  assert.match(team, /Garage Hamel/)
  assert.match(team, /en retard/)
  // Of a pupil of the bassin she sees the name, of the others none: here the school has no bassin.
  assert.doesNotMatch(team, /Lina Marchand/)
  const one = addressOf('deskTask', { territory, task: key(1) })
  const done = `${one}/fait`
  for (const _ of [1, 2]) assert.equal((await alix.post(done, { fait: 'oui' })).status, 303)
  assert.match(await textOf(maud, `${tasks}?de=equipe`), /Remettre à faire/)
  await maud.post(done, { fait: 'non' })
  for (const hostile of [
    { quoi: '' },
    { quoi: 'x'.repeat(161) },
    { notes: 'x'.repeat(4001) },
    { date: '2026-02-30' },
    { date: 'demain' },
    { pour: people.karim.id },
    { sujet: 'ville:Vire' },
  ]) {
    const refused = await maud.post(one, { ...given, ...hostile })
    assert.equal(refused.status, 422, JSON.stringify(hostile))
  }
  assert.match(await textOf(maud, one), /Appeler le garage/)
  for (const nobody of ['rien', key(9)])
    assert.equal((await maud.post(addressOf('deskTask', { territory, task: nobody }), given)).status, 404)

  // A meeting, moved, cancelled and back; its file.
  const meetings = addressOf('deskMeetings', { territory })
  const meeting = { cle: key(2), quoi: 'Club d’entreprises', jour: '2026-06-12', heure: '14:30', duree: '90', qui: '' }
  const planned = { ...meeting, lieu: 'Mairie, salle 2', notes: '' }
  for (const _ of [1, 2]) assert.equal((await maud.post(meetings, planned)).status, 303)
  for (const hostile of [{ jour: '2026-13-01' }, { heure: '25:00' }, { duree: '3' }, { lieu: '' }, { quoi: ' ' }]) {
    const refused = await maud.post(meetings, { ...planned, ...hostile })
    assert.equal(refused.status, 422)
    const marked = [...(await refused.text()).matchAll(/<[^>]*name="(\w+)"[^>]*aria-invalid="true"/g)]
    assert.deepEqual(
      marked.map(([, name]) => name),
      Object.keys(hostile),
    )
  }
  const its = addressOf('deskMeeting', { territory, meeting: key(2) })
  await maud.post(its, { ...planned, heure: '15:00' })
  const file = await textOf(maud, `${its}/agenda.ics`)
  assert.match(file, /DTSTART:20260612T130000Z/)
  assert.match(file, /SUMMARY:Club d’entreprises/)
  for (const annuler of ['oui', 'oui', 'non']) await maud.post(`${its}/annuler`, { annuler })
  assert.match(await textOf(maud, meetings), /Club d’entreprises/)

  // Maud leaves: all of it goes to the other in one act, and comes back.
  await services.db.transaction().execute((tx) =>
    contactHost(services, tx, {
      ...{ territoryId: territory, hostId: hosts.mairie, accountId: people.maud.id, note: '', insist: false },
    }),
  )
  const handing = addressOf('deskHandover', { territory })
  const page = await textOf(maud, handing)
  assert.match(page, /Maud Valognes : 2 tâches, 1 structure en contact/)
  const to = /<option value="([^"]+)">Camille Essai/.exec(page)?.[1] ?? ''
  for (const hostile of [
    { de: people.maud.id, a: people.maud.id },
    { de: people.maud.id, a: people.karim.id },
    { de: '', a: to },
    { de: people.karim.id, a: to },
  ])
    assert.equal((await maud.post(handing, { ...hostile, cle: key(3) })).status, 422)
  for (const _ of [1, 2])
    assert.equal((await maud.post(handing, { de: people.maud.id, a: to, cle: key(3) })).status, 303)
  const { db } = services
  const held = () =>
    db.selectFrom('desk_tasks').select(['id', 'assigned_to']).where('assigned_to', 'is not', null).execute()
  assert.ok((await held()).every(({ assigned_to }) => assigned_to === to))
  const contact = () => db.selectFrom('host_contacts').select('account_id').executeTakeFirstOrThrow()
  assert.equal((await contact()).account_id, to)
  // What was done meanwhile stays done.
  await alix.post(done, { fait: 'oui' })
  for (const _ of [1, 2])
    assert.equal((await maud.post(addressOf('deskHandoverUndo', { territory, handover: key(3) }))).status, 303)
  assert.equal((await contact()).account_id, people.maud.id)
  const back = new Map((await held()).map(({ id, assigned_to }) => [id, assigned_to]))
  assert.equal(back.get(deskExamples.task), people.maud.id)
  assert.equal(back.get(key(1)), to)

  const thanks = addressOf('deskThank', { territory })
  for (const _ of [1, 2]) assert.equal((await maud.post(thanks, { structure: hosts.garage })).status, 303)
  assert.equal((await maud.post(thanks, { structure: hosts.salon })).status, 404)
  assert.equal((await db.selectFrom('desk_thanks').selectAll().execute()).length, 1)
  const told = await db.selectFrom('messages').select('recipient').where('mail', '=', 'desk.thanks').execute()
  assert.deepEqual(told, [{ recipient: `account:${people.bruno.id}` }])
  assert.equal((await (await world.person('bruno')).get(tasks)).status, 404)

  // Each number of the desk leads to all that it counts.
  const pile = (name: string, query = '') => `${addressOf('deskPile', { territory, pile: name })}${query}`
  assert.match(await textOf(maud, pile('reponses')), /0 réponse à une proposition/)
  await db
    .updateTable('proposals')
    .set({ state: 'accepted', host_agreed_at: services.clock.now().toString() })
    .where('id', '=', proposals.tomMairie)
    .execute()
  await db
    .updateTable('proposals')
    .set({ expires_at: services.clock.now().add({ hours: 3 }).toString() })
    .execute()
  const again = await textOf(maud, addresses.desk)
  for (const [name, words] of [
    ['reponses', '1 réponse à une proposition'],
    ['demandes', '2 élèves de plus à aider'],
  ] as const)
    assert.ok(again.includes(`href="${pile(name)}">${words}<`), name)
  assert.match(await textOf(maud, pile('reponses')), /Tom .*acceptée par l’un des deux/s)
  assert.match(await textOf(maud, pile('places')), /2 places bientôt perdues.*Lina Marchand/s)
  assert.match(await textOf(maud, pile('merci', '?suite=x')), /structure/)
  for (const name of ['candidatures', 'silencieux', 'signees', 'offres', 'annulees', 'confirmees'])
    assert.equal((await maud.get(pile(name, '?suite=9999'))).status, 200, name)
  for (const name of ['toString', 'autre', '%00']) assert.equal((await maud.get(pile(name))).status, 404, name)
  // Behind the second lock: the school of Lina is in no bassin of hers.
  assert.doesNotMatch(await textOf(alix, pile('places')), /Lina Marchand/)

  // On what 25,000 pupils leave behind, every list of the desk is found by an index.
  await fillLargeTerritory(db)
  const since = services.clock.now().subtract({ hours: 30 })
  const [now, today] = [services.clock.now(), Temporal.PlainDate.from('2026-06-03')]
  const help = { territoryId: territory, fromWeek: '2026-W24' }
  const slice = { offset: 0, limit: 3 }
  const wave = { territoryId: territory, runId: 'run3' }
  const plans = await guarded(services, people.maud, async (tx) => {
    const { db: spied, plans: of } = recorded(tx)
    await countChanges(spied, territory, since)
    for (const kind of changeNames) await listChanges(spied, { territoryId: territory, kind, since }, slice)
    await expiringSeats(spied, { territoryId: territory, now }, slice)
    await unanswered(spied, { territoryId: territory, now }, slice)
    await hostsToThank(spied, { territoryId: territory, today }, slice)
    await countHelped(spied, help)
    await listHelped(spied, help, { only: 'stuck', limit: 3 })
    await countWaves(spied, territory, [deskExamples.wave])
    return of(tx)
  })
  const { db: spied, plans: of } = recorded(db)
  await silentSchools(spied, { territoryId: territory, bassins: undefined }, slice)
  await listTasks(spied, { territoryId: territory, owner: { accountId: people.maud.id } }, { limit: 3 })
  await nextMeetings({ ...services, db: spied }, territory, { limit: 3 })
  await missingWeeksOf(spied, help, 'observation-2de')
  await waveResults(spied, wave, { limit: 25, only: 'found' })
  await countWaveResults(spied, wave)
  await avoidedOffers(spied, { territoryId: territory, pupilIds: [pupils.lina, pupils.noe] })
  const large =
    /Seq Scan on (pupils|applications|agreements|proposals|help_wave_pupils|run_\w+|status_counts|desk_tasks|desk_meetings|hosts|offer_weeks)\b/
  const scanned = [...plans, ...(await of(db))].filter((plan) => large.test(plan))
  assert.equal(scanned.join('\n\n'), '')
})

/** What 25,000 pupils leave behind, written without the triggers that count them: the planner looks at sizes, not at truth. */
async function fillLargeTerritory(db: Db): Promise<void> {
  const days = "'2026-06-03'::timestamptz - (n % 200) * interval '1 day'"
  const uuid = (name: string, every = 1) => `md5('${name}' || (n / ${every})::text)::uuid`
  const rows = (table: string, columns: string, values: string, count: number) =>
    sql.raw(`insert into ${table} (${columns}) select ${values} from generate_series(1, ${count}) n`)
  const pupil = `'bocage', ${uuid('pupil')}`
  const placed = `${pupil}, ${uuid('class', 30)}, '9140001A', ${uuid('offer', 9)}, ${uuid('host', 9)}, 'observation-2de', '{2026-W25}'`
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    for (const query of [
      rows('hosts', 'territory_id, id, name, search, created_at', `'bocage', ${uuid('host')}, 'H', 'h', now()`, 3000),
      rows(
        'pupils',
        'territory_id, id, school, class_id, first_name, last_name, birth_date, level',
        `${pupil}, 'S' || n / 300, ${uuid('class', 30)}, 'É', 'L', '2010-01-01', 'seconde'`,
        25_000,
      ),
      rows(
        'applications',
        'id, territory_id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, answers, since, waits_since, expires_at',
        `${uuid('application')}, ${placed}, case when n % 40 = 0 then 'submitted' when n % 40 = 1 then 'accepted' else 'confirmed' end, '{}', ${days}, ${days}, ${days}`,
        25_000,
      ),
      rows(
        'agreements',
        'id, territory_id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, source, state, since, content, first_day, last_day, code, created_at',
        `${uuid('agreement')}, ${placed}, 'online', case when n % 9 = 0 then 'completed' else 'signed' end, ${days}, '{}', now()::date, (${days})::date, 'c' || n, now()`,
        12_000,
      ),
      rows(
        'proposals',
        'id, wave_id, territory_id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, expires_at, since, created_at',
        `${uuid('proposal')}, ${uuid('wave', 100)}, ${placed}, case when n % 20 = 0 then 'proposed' else 'expired' end, ${days}, ${days}, ${days}`,
        5000,
      ),
      rows(
        'help_requests',
        'territory_id, id, pupil_id, consent, asked_at',
        `'bocage', ${uuid('help')}, ${uuid('pupil', 1)}, '', ${days}`,
        150,
      ),
      rows(
        'help_wave_pupils',
        'territory_id, wave_id, pupil_id, weeks, outcome',
        `'bocage', ${uuid('wave', 100)}, ${uuid('pupil')}, '{}', 'proposed'`,
        10_000,
      ),
      rows(
        'run_pupils',
        'territory_id, run_id, pupil, school, level, priority, state, why',
        `'bocage', 'run' || n / 500, 'p' || n, 'S', 'seconde', 0, case when n % 3 = 0 then 'placed' else 'unplaced' end, '[]'`,
        10_000,
      ),
      rows(
        'run_placements',
        'territory_id, run_id, pupil, week, offer, fixed',
        `'bocage', 'run' || n / 500, 'p' || n, 'W', 'o', false`,
        10_000,
      ),
      rows(
        'run_unplaced',
        'territory_id, run_id, pupil, week, code, reason',
        `'bocage', 'run' || n / 500, 'p' || n, 'W', 'c', ''`,
        10_000,
      ),
      rows(
        'status_counts',
        'territory_id, scheme, slice, school, status, source, pupils',
        `'bocage', 'pfmp', 's' || n % 20, 'S' || n / 200, 'silent', n::text, 1`,
        10_000,
      ),
      rows(
        'desk_tasks',
        'territory_id, id, title, created_at, done_at',
        `'bocage', ${uuid('task')}, 'T', now(), now()`,
        8000,
      ),
      rows('desk_thanks', 'territory_id, id, host_id, at', `'bocage', ${uuid('thanks')}, ${uuid('host')}, now()`, 3000),
      rows(
        'desk_meetings',
        'territory_id, id, title, starts_at, minutes, place, created_at',
        `'bocage', ${uuid('meeting')}, 'M', now() - n * interval '1 hour', 60, 'L', now()`,
        5000,
      ),
    ])
      await query.execute(tx)
  })
  await sql`analyze`.execute(db)
}

/** The same database, which remembers each statement it is asked for. */
function recorded(db: Db): { readonly db: Db; readonly plans: (on: Db) => Promise<readonly string[]> } {
  const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
  const spied = db.withPlugin({
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return {
    db: spied,
    async plans(on) {
      const plans: string[] = []
      for (const { sql: text, parameters } of asked.splice(0)) {
        const { rows } = await on.executeQuery<{ 'QUERY PLAN': string }>(
          CompiledQuery.raw(`explain ${text}`, [...parameters]),
        )
        plans.push([text, ...rows.map((row) => row['QUERY PLAN'])].join('\n'))
      }
      return plans
    },
  }
}

test('what a task is about is one of four kinds, by what names it', () => {
  assert.deepEqual(subjectOf('school:9140001A'), { kind: 'school', id: '9140001A' })
  for (const text of ['', 'school:', 'pupil:x', 'host:../x', 'school:a:b', 'toString:x', `school:${'x'.repeat(21)}`])
    assert.equal(subjectOf(text), undefined, text)
})

test('forms are read whole or not at all', () => {
  assert.ok('errors' in readTaskForm(emptyTask, []))
  assert.ok('content' in readTaskForm({ ...emptyTask, quoi: 'Appeler' }, []))
  const form = { quoi: 'Réunion', jour: '2026-03-29', heure: '02:30', duree: '60', lieu: 'Ici', qui: '', notes: '' }
  // An hour that summer time skips is the hour after.
  const read = readMeetingForm(form, 'Europe/Paris')
  assert.ok('content' in read && read.content.startsAt.toString() === '2026-03-29T01:30:00Z')
})
