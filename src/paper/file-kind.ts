import type { PaperKind } from './tables.ts'

/** Why a file is not read. Words in words.ts. */
export type FileRefusal = 'kind' | 'empty' | 'damaged' | 'locked' | 'pages' | 'too-large' | 'slow'

/** More pages than any copier takes at once. */
export const mostPages = 300

/** What the first bytes say a file is, whatever its name: undefined for what is neither a PDF nor an image that copiers and phones write. */
export function kindOf(bytes: Uint8Array): PaperKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff'
  // Some copiers write a few bytes of their own first.
  return head.includes('%PDF-') ? 'pdf' : undefined
}
