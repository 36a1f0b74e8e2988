import { availableParallelism } from 'node:os'
import { pageCode, readPageCode, signaturePage } from '#/agreements/index.ts'
import { seededRandom } from '#/demo/index.ts'
import type { GreyImage } from '#/paper/grey-image.ts'
import { openPages } from '#/paper/open-pages.ts'
import { readFile } from '#/paper/read-file.ts'
import { serverKey } from '#/platform/server-key.ts'
import { comeBack, printExample, sign, stackOf } from '../test/paper-stack.ts'

export const title = 'Reading a stack of signed paper'

const key = serverKey('the key of the benchmark')
const { left, top, width, height, columnGap, rowGap } = signaturePage
const boxes = Array.from({ length: 10 }, (_, index) => ({
  left: left + (index % 2) * (width + columnGap),
  top: top + Math.floor(index / 2) * (height + rowGap),
  width,
  height,
}))

/** 300 pages of our own documents, damaged one by one; the reference is what drawing those pages alone takes on one thread. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 30 : 300
  const images: GreyImage[] = []
  const expected: string[] = []
  const signed: boolean[] = []
  const boxPage: boolean[] = []
  for (let number = 0; images.length < count; number++) {
    const code = `BCDF${String(2222 + number).replaceAll(/[01]/g, 'Z')}`
    const { pages, zones } = await printExample(key, code)
    const isSigned = number % 3 !== 0
    const zone = zones[0]
    const page = zone && pages[zone.page - 1]
    if (isSigned && page) sign(page, zone, seededRandom(`pen/${code}`))
    for (const [index, each] of pages.entries()) {
      if (images.length >= count) break
      images.push(await comeBack(each, seededRandom(`scan/${images.length}`)))
      expected.push(pageCode(key, { code, version: 1, page: index + 1 }))
      signed.push(isSigned)
      boxPage.push(index + 1 === zone?.page)
    }
  }
  const bytes = await stackOf(images)
  print(`${count} pages, ${(bytes.length / 1e6).toFixed(1)} MB as a PDF, ${availableParallelism()} threads`)
  let started = performance.now()
  const opened = await openPages(bytes, 'pdf')
  if (typeof opened === 'string') throw new Error(opened)
  for (let index = 0; index < Math.min(30, count); index++) await opened.draw(index, 1754)
  opened.close()
  const drawn = ((performance.now() - started) / Math.min(30, count)) * count
  started = performance.now()
  const lost: number[] = []
  const inked: number[] = []
  const clean: number[] = []
  let kept = 0
  await readFile(
    { bytes, kind: 'pdf', boxes },
    {
      signal: new AbortController().signal,
      async page(index, page) {
        kept += page?.jpeg.length ?? 0
        const text = page?.codes[0] ?? ''
        if (text !== expected[index] || readPageCode(key, text) === undefined) lost.push(index)
        else if (page?.ink && boxPage[index]) (signed[index] ? inked : clean).push(page.ink[0] ?? 0)
      },
    },
  )
  const taken = performance.now() - started
  print(
    `read in ${(taken / 1000).toFixed(1)} s, ${(taken / count).toFixed(0)} ms a page: ${(taken / drawn).toFixed(2)} × drawing alone on one thread`,
  )
  print(
    `known: ${count - lost.length} of ${count} (${((100 * (count - lost.length)) / count).toFixed(2)} %); lost: ${lost.join(', ') || 'none'}`,
  )
  print(`pictures kept: ${Math.round(kept / count / 1000)} kB a page`)
  print(
    `least ink of a signed box ${Math.min(...inked)} ‰, of ${inked.length}; most of an empty one ${Math.max(...clean)} ‰, of ${clean.length}`,
  )
}
