import assert from 'node:assert/strict'
import { eachEngine } from '../../test/engines.ts'
import { hosts, offers, people } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'
import { keepDraft } from './offer-drafts.ts'
import { addImage } from './offer-images.ts'
import { sweepDrafts } from './sweep-drafts.ts'

eachEngine('drafts left for ninety days go with their images, once; others stay', async (database, t) => {
  const { services, people: fill, later } = await buildWorld(database, t)
  await fill()
  const { db, newId } = services
  const of = { territoryId: bocage.id, hostId: hosts.garage }
  const image = { mediaType: 'image/png', bytes: Uint8Array.of(1), width: 1, height: 1 } as const
  const draft = async (offerId: string, holds: boolean) => {
    const photo = await addImage(services, db, { ...of, offerId, image })
    const answers = holds ? { [`photo-${photo}`]: 'Un atelier' } : {}
    await keepDraft(services, db, { ...of, id: newId(), offerId, answers, base: undefined, writtenBy: people.bruno.id })
  }
  await draft(newId(), true)
  await draft(offers.garage, false)
  later({ hours: 24 * 80 })
  await draft(newId(), true)
  const never = new AbortController().signal
  assert.deepEqual(await sweepDrafts(services, never), { drafts: 0, images: 0 })
  later({ hours: 24 * 11 })
  assert.deepEqual(await sweepDrafts(services, never), { drafts: 2, images: 2 })
  assert.deepEqual(await sweepDrafts(services, never), { drafts: 0, images: 0 })
  const left = async (table: 'offer_drafts' | 'offer_images') =>
    (await db.selectFrom(table).select('id').execute()).length
  assert.deepEqual([await left('offer_drafts'), await left('offer_images')], [1, 1])
})
