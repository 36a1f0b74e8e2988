import { InputProblems } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { applyImport } from './apply-import.ts'
import { type PreviewImport, previewImport } from './preview-import.ts'

/**
 * Previews and applies in one go, for commands and the demonstration: each file replaces what the campaign holds of its kind.
 * Returns the import's id, by which it is undone.
 * @throws InputProblems with everything that is wrong; nothing changed.
 */
export async function importFiles(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, campaignId, by, files }: PreviewImport,
): Promise<string> {
  const previewed = await previewImport(services, { territoryId, campaignId, by, files })
  if (!previewed) throw new Error(`The territory has no campaign ${campaignId}`)
  if (previewed.state === 'refused') throw new InputProblems(previewed.problems)
  const applied = await applyImport(services, { territoryId, importId: previewed.importId, by })
  if ('why' in applied) throw new Error(`The import was not applied: ${applied.why}`)
  return previewed.importId
}
