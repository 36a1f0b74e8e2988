import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addresses, addressOf } from '#/addresses.ts'
import { contactHost } from '#/directory/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { deskExamples, fillDesk, fillProposals } from '../../test/fill-desk.ts'
import { hosts, people, schools } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'
import { readMeetingForm } from './meeting.ts'
import { emptyTask, readTaskForm, subjectOf } from './task.ts'

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
  for (const hostile of [{ jour: '2026-13-01' }, { heure: '25:00' }, { duree: '3' }, { lieu: '' }, { quoi: ' ' }])
    assert.equal((await maud.post(meetings, { ...planned, ...hostile })).status, 422)
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
})

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
