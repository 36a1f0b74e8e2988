import type { AgreementContent } from '#/agreements/index.ts'
import { agreements } from './people.ts'
import type { World } from './world.ts'

/** What an agreement of the test's people says once it is signed: a tutor with an address, a referent. */
export const signedContent = (
  content: AgreementContent,
  days: { readonly from?: string; readonly to?: string } = {},
): AgreementContent => ({
  ...content,
  hosts: [
    {
      ...content.hosts[0],
      ...days,
      siret: '90000000100018',
      tutor: { name: 'Bruno Hamel', role: 'gérant', email: 'atelier@essai.example', phone: '02 31 00 00 00' },
    },
  ],
  referent: { name: 'Karim Bellec', email: 'karim.bellec@essai.example' },
})

/** Lina's place at the garage (15 to 19 June) as if all had signed. */
export async function signLina({ services: { db }, people: fill }: World): Promise<void> {
  await fill()
  const { content } = await db
    .selectFrom('agreements')
    .select('content')
    .where('id', '=', agreements.linaGarage)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('agreements')
    .set({ state: 'signed', content: JSON.stringify(signedContent(content)) })
    .where('id', '=', agreements.linaGarage)
    .execute()
}
