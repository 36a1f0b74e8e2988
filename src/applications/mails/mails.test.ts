import assert from 'node:assert/strict'
import { eachEngine } from '../../../test/engines.ts'
import { applications, people } from '../../../test/people.ts'
import { bocage, buildWorld } from '../../../test/world.ts'
import { saveAdaptations } from '../adaptations.ts'
import { hostDecides } from './host-decides.ts'
import { pupilTold } from './pupil-told.ts'

eachEngine(
  'the host’s mail holds all to decide and a link, nothing personal in the subject, no health data',
  async (database, t) => {
    const { services, people: fill } = await buildWorld(database, t)
    await fill()
    const id = applications.linaGarage
    await saveAdaptations(database.db, { territoryId: bocage.id, id }, { body: 'Traitement', told: 'now' })
    const reader = { name: 'L’accueil', email: 'accueil@essai.example', accountId: undefined, voice: 'vous' } as const
    const data = { application: id, version: 1, occasion: 'new' } as const
    const letter = await hostDecides.write(services, data, reader)
    assert.ok(letter)
    const text = JSON.stringify(letter)
    assert.match(text, /J’aime comprendre/)
    assert.match(text, /2 places|2\u00a0places/)
    assert.match(letter.action?.href ?? '', /\/repondre\//)
    assert.doesNotMatch(text, /Traitement|Marchand/)
    assert.doesNotMatch(`${letter.subject} ${letter.sms ?? ''}`, /Lina|Marchand|Garage/)
    assert.equal(await hostDecides.write(services, { ...data, version: 2 }, reader), undefined, 'it moved on')
    await database.db.updateTable('applications').set({ state: 'withdrawn' }).where('id', '=', id).execute()
    assert.equal(await hostDecides.write(services, data, reader), undefined, 'nothing to answer any more')
  },
)

eachEngine('a pupil is told what holds at the moment of sending', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  await fill()
  const id = applications.noeMairie
  const reader = { name: people.noe.name, email: undefined, accountId: people.noe.id, voice: 'tu' } as const
  const data = { application: id, version: 1, occasion: 'answered' } as const
  const letter = await pupilTold.write(services, data, reader)
  assert.match(JSON.stringify(letter), /t’accepte/)
  assert.equal(letter?.subject, 'Bonne nouvelle pour ta candidature')
  await database.db.updateTable('applications').set({ version: 2, state: 'read' }).where('id', '=', id).execute()
  assert.equal(await pupilTold.write(services, data, reader), undefined, 'the host took its answer back')
})
