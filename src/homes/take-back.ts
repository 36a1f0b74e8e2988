import type { Services } from '#/platform/services.ts'

/** What someone of a school writes about a pupil, and may take back. */
type Written = 'pupil_advices' | 'pupil_calls'

/** What a form asks to take back, or to put there again; undefined when it asks for neither. `id` is as it was sent. */
export function readTakeBack(
  text: (name: string) => string,
): { readonly id: string; readonly removed: boolean } | undefined {
  const [removed, restored] = [text('retirer'), text('remettre')]
  if (removed !== '') return { id: removed, removed: true }
  return restored === '' ? undefined : { id: restored, removed: false }
}

/** Takes it back, or puts it there again; only of this pupil. Again changes nothing. */
export async function setRemoved(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  table: Written,
  {
    territoryId,
    pupilId,
    id,
    removed,
  }: { readonly territoryId: string; readonly pupilId: string; readonly id: string; readonly removed: boolean },
): Promise<void> {
  await db
    .updateTable(table)
    .set({ removed_at: removed ? clock.now().toString() : null })
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('id', '=', id)
    .execute()
}
