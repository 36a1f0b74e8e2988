import { parentPort, workerData } from 'node:worker_threads'
import type { FileRefusal } from './file-kind.ts'
import { type OpenPages, openPages } from './open-pages.ts'
import { type Box, type RecognisedPage, recognisePage } from './recognise-page.ts'
import type { PaperKind } from './tables.ts'

/** What a thread is given: the file, and where people sign. */
export interface ReadInput {
  readonly bytes: Uint8Array
  readonly kind: PaperKind
  readonly boxes: readonly Box[]
}

/** What it tells: how many pages there are, then each page it was asked for. */
export type ReadMessage =
  | { readonly kind: 'opened'; readonly pages: number }
  | { readonly kind: 'refused'; readonly why: FileRefusal }
  | { readonly kind: 'page'; readonly index: number; readonly page: RecognisedPage }
  /** This page cannot be drawn; the others may. */
  | { readonly kind: 'unreadable'; readonly index: number }

if (parentPort) {
  const port = parentPort
  const tell = (message: ReadMessage) => port.postMessage(message)
  // The thread is started by read-file.ts alone, with this very input.
  const { bytes, kind, boxes } = workerData as ReadInput
  const opened = await openPages(bytes, kind)
  if (typeof opened === 'string') tell({ kind: 'refused', why: opened })
  else {
    port.on('message', (index: number) => void readOne(opened, index, boxes).then(tell))
    tell({ kind: 'opened', pages: opened.count })
  }
}

async function readOne(pages: OpenPages, index: number, boxes: readonly Box[]): Promise<ReadMessage> {
  try {
    return { kind: 'page', index, page: await recognisePage((longSide) => pages.draw(index, longSide), boxes) }
  } catch {
    return { kind: 'unreadable', index }
  }
}
