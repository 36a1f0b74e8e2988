/** Campaigns and their input files: the door of this feature. */
import './tables.ts'

export { type ApplyRefusal, applyImport } from './apply-import.ts'
export { type CampaignFile, type CampaignHead, findCampaign, listCampaigns, lockCampaign } from './campaigns.ts'
export { type CreateCampaign, createCampaign } from './create-campaign.ts'
export { kindWords } from './file-kind.ts'
export { importFiles } from './import-files.ts'
export { type PreviewImport, previewImport } from './preview-import.ts'
export { type Room, roomOf } from './room.ts'
export { type CampaignFiles, storedFiles, storedTimetables } from './stored-files.ts'
export type { Cells, FileKind, ImportState } from './tables.ts'
export { type UndoRefusal, undoImport } from './undo-import.ts'
export { campaignsWeb } from './web.tsx'
