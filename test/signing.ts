import { sql } from 'kysely'
import { findAgreement } from '#/agreements/agreements.ts'
import { freezeVersion } from '#/agreements/document/index.ts'
import type { AgreementContent, Party } from '#/agreements/index.ts'
import { openSigning } from '#/agreements/signatures/open-signing.ts'
import { listSignatories, type SignatoryRow } from '#/agreements/signatures/signatories.ts'
import { agreements, people, pupils, schools } from './people.ts'
import { bocage, type World } from './world.ts'

/** Lina’s fortnight at the garage, complete: both parents, a tutor, a referent. */
export const linaContent: AgreementContent = {
  scheme: 'observation-2de',
  hosts: [
    {
      name: 'Garage Hamel',
      siret: '82161143100015',
      address: '1 rue du Moulin, 14500 Vire',
      representative: { name: people.bruno.name, role: 'gérant', email: people.bruno.email },
      tutor: { name: 'Nadia Leroy', role: 'cheffe d’atelier', email: 'nadia.leroy@essai.example' },
      activities: 'Découverte de l’atelier : l’accueil, le diagnostic, une réparation suivie du devis aux clés.',
      risks: 'Bruit et outils : l’élève regarde, sans toucher aux machines.',
      equipment: 'Chaussures de sécurité prêtées.',
      insurance: 'Mutuelle des artisans, contrat 2214',
      from: '2026-06-15',
      to: '2026-06-19',
      hours: Object.fromEntries(
        [1, 2, 3, 4, 5].map((day) => [day, { start: 540, end: 960, lunch: { start: 720, end: 780 } }]),
      ),
    },
  ],
  school: {
    uai: schools.vire,
    name: 'Lycée de Vire',
    address: '2 avenue du Lycée, 14500 Vire',
    head: { name: people.helene.name, role: 'proviseure', email: people.helene.email },
    boardVote: '2025-11-27',
    insurance: 'L’État est son propre assureur',
  },
  pupil: {
    id: pupils.lina,
    firstName: 'Lina',
    lastName: 'Marchand',
    birthDate: '2010-03-02',
    className: '2de A',
    insurance: 'MAE, contrat 88',
  },
  representatives: [{ name: people.sandrine.name }, { name: 'Gilles Marchand' }],
  referent: { name: people.karim.name, email: people.karim.email },
}

/**
 * The agreement of Lina with the garage as it is once it was sent to signature: its document frozen, and everyone asked.
 * Another of hers where `id` names one. Returns the signatory of a party (of its rank).
 */
export async function openLinaSigning(
  world: World,
  content: AgreementContent = linaContent,
  id: string = agreements.linaGarage,
): Promise<(party: Party, rank?: number) => Promise<SignatoryRow>> {
  await world.people()
  const { services } = world
  const { db } = services
  const now = services.clock.now().toString()
  if (id !== agreements.linaGarage)
    await sql`
      insert into agreements (territory_id, id, pupil_id, class_id, school, scheme, host_id, source, state, since, content, weeks, first_day,
        last_day, code, created_at)
      select territory_id, ${id}, pupil_id, class_id, school, scheme, host_id, source, state, since, content, weeks, first_day,
        last_day, 'K7QM2XRF', created_at
      from agreements where id = ${agreements.linaGarage}`.execute(db)
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('agreements')
      .set({
        state: 'signing',
        since: now,
        code: id === agreements.linaGarage ? 'K7QM2XRD' : 'K7QM2XRF',
        content: JSON.stringify(content),
      })
      .where('id', '=', id)
      .execute()
    const agreement = await findAgreement(tx, id)
    if (!agreement) throw new Error('Lina has no agreement')
    const { version } = await freezeVersion(services, tx, agreement, undefined)
    await tx.updateTable('agreements').set({ version }).where('id', '=', id).execute()
    await openSigning(services, tx, { ...agreement, version })
  })
  return async (party, rank = 0) => {
    const found = (await listSignatories(db, { territoryId: bocage.id, id })).find(
      (each) => each.party === party && each.rank === rank,
    )
    if (!found) throw new Error(`nobody signs as ${party} ${rank}`)
    return found
  }
}

/** A row of a frozen version, without its typesetting. */
export const versionRow = (version: number, pdfSha256: string, at: string) => ({
  territory_id: bocage.id,
  agreement_id: agreements.linaGarage,
  version,
  text_id: 'observation-2de/2026-1',
  canonical_json: JSON.stringify({ content: linaContent }),
  json_sha256: 'a'.repeat(64),
  pdf_sha256: pdfSha256,
  pages: 3,
  frozen_at: at,
  frozen_by: null,
})
