import assert from 'node:assert/strict'
import { eachEngine } from '../../../test/engines.ts'
import { schools } from '../../../test/people.ts'
import { startPublicService } from '../../../test/public-service.ts'
import { elevesXml, latin9, type SieclePupil } from '../../../test/school-files.ts'
import { bocage, buildWorld } from '../../../test/world.ts'
import { applySchoolImport } from './apply-import.ts'
import { previewOf, previewSchoolFiles } from './preview-files.ts'
import { fileOfBytes } from './school-file.ts'
import { findSchoolImport } from './school-imports.ts'

const grounds = { by: undefined, role: undefined, why: 'platform' }
const pupil = (id: number, lastName: string, street: string): SieclePupil => ({
  ...{ id, lastName, firstName: 'Ada', birth: '01/02/2010', className: '2DE C' },
  address: { street, postcode: '14500', city: 'VIRE NORMANDIE' },
})

eachEngine(
  'homes go to the national service in one file, without a name, and their addresses are then forgotten',
  async (database, t) => {
    const service = await startPublicService(t)
    const bodies: string[] = []
    service.answerBody = (body, response) => {
      bodies.push(body)
      const lines = [...body.matchAll(/^([0-9a-f-]{36}),(.*)$/gm)].map(([, key, address]) =>
        address?.includes('PONT')
          ? `${key},48.8411,-0.8877,0.97,housenumber,14762`
          : `${key},48.5,-0.5,0.9,municipality,14762`,
      )
      response.end(`cle,latitude,longitude,result_score,result_type,result_citycode\n${lines.join('\n')}\n`)
    }
    const { services } = await buildWorld(database, t, { addressUrl: service.url })
    const { db } = database
    const file = elevesXml({ uai: schools.vire }, [pupil(1, 'ALBA', '4 RUE DU PONT'), pupil(2, 'BRUN', 'LIEU PERDU')])
    const at = { territoryId: bocage.id, school: schools.vire }
    const importId = await previewSchoolFiles(services, {
      ...at,
      by: undefined,
      files: [fileOfBytes({ name: 'e.xml', bytes: latin9(file) })],
    })
    const found = await findSchoolImport(db, bocage.id, importId)
    assert.ok(found)
    const fingerprint = (await previewOf(services, found))?.fingerprint()
    assert.deepEqual(await applySchoolImport(services, { territoryId: bocage.id, importId, grounds, fingerprint }), {
      done: true,
    })
    const homes = () =>
      db
        .selectFrom('pupils')
        .select(['last_name', 'lat', 'home_precision'])
        .where('school', '=', schools.vire)
        .orderBy('last_name')
        .execute()
    assert.deepEqual(
      (await homes()).map((home) => home.home_precision),
      ['commune', 'commune'],
    )
    const waiting = await db.selectFrom('pupil_addresses').selectAll().execute()
    assert.equal(waiting.length, 2)
    assert.ok(waiting.every(({ sealed }) => !/RUE|LIEU/.test(sealed)))
    await services.jobs.drain(services)
    assert.equal(bodies.length, 1)
    assert.match(bodies[0] ?? '', /4 RUE DU PONT VIRE NORMANDIE,14500/)
    assert.doesNotMatch(bodies[0] ?? '', /ALBA|Ada/i)
    assert.deepEqual(await homes(), [
      { last_name: 'Alba', lat: 48.8411, home_precision: 'address' },
      { last_name: 'Brun', lat: 48.84, home_precision: 'commune' },
    ])
    assert.equal((await db.selectFrom('pupil_addresses').select('pupil_id').execute()).length, 0)
  },
)
