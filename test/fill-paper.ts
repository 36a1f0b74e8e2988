import { sql } from 'kysely'
import { plainImage, writeJpeg } from '#/paper/grey-image.ts'
import type { Services } from '#/platform/services.ts'
import { agreements, id, people, schools } from './people.ts'
import { bocage } from './world.ts'

/** A batch of the lycée of Vire with Lina's page of signatures, another page that nobody knows, and what was confirmed before. */
export const paper = {
  agreement: id(630),
  batch: id(631),
  known: id(632),
  unknown: id(633),
  confirmation: id(634),
} as const

/** Writes it, as if a stack had been read. */
export async function fillPaper({ db, files, clock }: Services): Promise<void> {
  const here = { territory_id: bocage.id, school: schools.vire }
  const now = clock.now().toString()
  const image = await files.put(await writeJpeg(plainImage(1240, 1754, 245), 50))
  // The same placement again, printed and to be signed by two.
  await sql`insert into agreements (territory_id, id, pupil_id, class_id, school, scheme, source, state, since, content, version, weeks,
      first_day, last_day, code, created_at)
    select territory_id, ${paper.agreement}, pupil_id, class_id, school, scheme, 'paper', 'signing', since, content, 1, weeks,
      first_day, last_day, 'FGHJ2345', created_at
    from agreements where id = ${agreements.linaGarage}`.execute(db)
  const signers = [
    { party: 'host', rank: 0, name: people.bruno.name, takesNote: false },
    { party: 'head', rank: 0, name: people.helene.name, takesNote: false },
  ] as const
  await db
    .insertInto('agreement_versions')
    .values({
      territory_id: bocage.id,
      agreement_id: paper.agreement,
      version: 1,
      text_id: 'observation-2de/2026-1',
      canonical_json: JSON.stringify({ signers }),
      json_sha256: image,
      pdf_sha256: image,
      pages: 2,
      frozen_at: now,
      frozen_by: null,
      sealed_sha256: null,
      sealed_at: null,
    })
    .execute()
  for (const [index, { party, name }] of signers.entries())
    await sql`insert into agreement_signatories (territory_id, id, agreement_id, party, name, asked_version)
      values (${bocage.id}, ${id(635 + index)}, ${paper.agreement}, ${party}, ${name}, 1)`.execute(db)
  await db
    .insertInto('paper_batches')
    .values({
      ...here,
      id: paper.batch,
      made_by: null,
      made_at: now,
      state: 'read',
      stage: 'Lu',
      worker: null,
      started_at: now,
      finished_at: now,
      failure: null,
    })
    .execute()
  const file = id(637)
  await db
    .insertInto('paper_files')
    .values({
      ...here,
      id: file,
      batch_id: paper.batch,
      position: 1,
      file_name: 'pile.pdf',
      kind: 'pdf',
      sha256: image,
      pages: 2,
      refused: null,
      repeats: null,
    })
    .execute()
  const page = {
    ...here,
    batch_id: paper.batch,
    file_id: file,
    image_sha256: image,
    image_width: 1240,
    image_height: 1754,
    settled_by: null,
    settled_at: null,
  }
  const nobody = { placement: null, ink: null, known_by: null, agreement_id: null, version: null, page: null }
  await db
    .insertInto('paper_pages')
    .values([
      {
        ...page,
        id: paper.known,
        position: 1001,
        placement: JSON.stringify({ a: 5.9, b: 0, dx: 0, dy: 0 }),
        ink: [60, 0],
        state: 'known',
        known_by: 'code',
        agreement_id: paper.agreement,
        version: 1,
        page: 2,
      },
      { ...page, ...nobody, id: paper.unknown, position: 1002, state: 'unknown' },
    ])
    .execute()
}
