import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'
import { pdfHeaders } from '#/platform/pdf-headers.ts'
import type { Services } from '#/platform/services.ts'
import type { SigningView } from './view-signing.ts'

/** Sends the PDF that is to be signed, or the finished one: shown in the browser, kept by nobody on the way. */
export async function serveDocument(
  c: Context<Env>,
  { files }: Pick<Services, 'files'>,
  { document, agreement }: Pick<SigningView, 'document' | 'agreement'>,
): Promise<Response> {
  const bytes = await files.get(document.sealedSha256 ?? document.sha256)
  if (!bytes) return c.notFound()
  return c.body(Uint8Array.from(bytes), 200, pdfHeaders(`convention-${agreement.code}`))
}
