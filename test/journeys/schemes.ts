import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { Page } from 'playwright-core'

/** All that the pages of a document say, in one line of words. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
  const library = await PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer })
  const document = await library.loadDocument(bytes)
  const text = [...document.pages()].map((page) => page.getText()).join(' ')
  document.destroy()
  library.destroy()
  return text.replaceAll(/\s+/g, ' ')
}

interface Stop {
  readonly name: string
  readonly type: string
  readonly value: string
}

/** Fills a page's form without a mouse, stop by stop of the tab key, and sends it from its button. */
export async function byKeyboard(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  const left = new Map(Object.entries(answers))
  await page.evaluate(() => document.querySelector('main')?.setAttribute('tabindex', '-1'))
  await page.locator('main').focus()
  for (let stops = 0; stops < 100; stops++) {
    await page.keyboard.press('Tab')
    const { name, type, value } = await stopOf(page)
    if (type === 'submit') {
      assert.deepEqual([...left.keys()], [], 'the tab key does not come to these fields')
      await page.keyboard.press('Enter')
      return
    }
    const answer = left.get(name)
    if (answer === undefined) continue
    left.delete(name)
    if (type === 'radio') await choose(page, value, answer)
    else if (type === 'date') await typeDay(page, answer)
    else await page.keyboard.type(answer)
  }
  assert.fail('the tab key does not come to the button')
}

const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const { activeElement: at } = document
    const isField =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLButtonElement
    return isField && at.closest('main')
      ? { name: at.name, type: at.type, value: at.value }
      : { name: '', type: '', value: '' }
  })

async function choose(page: Page, first: string, answer: string): Promise<void> {
  await page.keyboard.press('Space')
  for (let at = first; at !== answer; at = (await stopOf(page)).value) await page.keyboard.press('ArrowDown')
}

/** In the order of the browser's own language. */
async function typeDay(page: Page, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  for (const order of [date + month, month + date]) {
    await page.keyboard.type(order + year)
    if ((await stopOf(page)).value === day) return
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowLeft')
  }
  assert.fail(`${day} cannot be typed`)
}
