import { agreements } from './people.ts'
import type { World } from './world.ts'

/** Lina's place at the garage (15 to 19 June) as if all had signed: a tutor with an address, a referent. */
export async function signLina({ services: { db }, people }: World): Promise<void> {
  await people()
  const { content } = await db
    .selectFrom('agreements')
    .select('content')
    .where('id', '=', agreements.linaGarage)
    .executeTakeFirstOrThrow()
  const [host] = content.hosts
  const tutor = { name: 'Bruno Hamel', role: 'gérant', email: 'atelier@essai.example', phone: '02 31 00 00 00' }
  const signed = {
    ...content,
    hosts: [{ ...host, siret: '90000000100018', tutor }],
    referent: { name: 'Karim Bellec', email: 'karim.bellec@essai.example' },
  }
  await db
    .updateTable('agreements')
    .set({ state: 'signed', content: JSON.stringify(signed) })
    .where('id', '=', agreements.linaGarage)
    .execute()
}
