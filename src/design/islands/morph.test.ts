import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDocument } from '@mixmark-io/domino'
import fc from 'fast-check'
import { morph } from './morph.ts'

const partOf = (html: string): Element => {
  const part = createDocument(`<div id="part">${html}</div>`).getElementById('part')
  assert.ok(part)
  return part
}
const row = (name: string, state = 'cherche') => `<tr><th><a href="/${name}">${name}</a></th><td>${state}</td></tr>`
const table = (...rows: string[]) => partOf(`<table><tbody>${rows.join('')}</tbody></table>`)
const hrefs = (part: Element) => Array.from(part.querySelectorAll('a')).map((each) => each.getAttribute('href'))

test('rows that move, change, come and go keep their elements', () => {
  const here = table(row('lina'), row('noe'), row('ines'))
  const before = new Map(Array.from(here.querySelectorAll('a')).map((each) => [each.getAttribute('href'), each]))
  morph(here, table(row('ines', 'placée'), row('tom'), row('lina')))
  assert.deepEqual(hrefs(here), ['/ines', '/tom', '/lina'])
  for (const each of Array.from(here.querySelectorAll('a')).filter((a) => a.getAttribute('href') !== '/tom'))
    assert.equal(each, before.get(each.getAttribute('href')))
  assert.match(here.innerHTML, /<td>placée<\/td>/)
})

test('a fold that someone opened stays open, and what is written in a field is not taken away', () => {
  const here = partOf('<details open><summary>Plus</summary><p>3</p></details><input name="mot">')
  const field = here.querySelector('input')
  morph(here, partOf('<p>Nouveau</p><details><summary>Plus</summary><p>4</p></details><input name="mot">'))
  assert.ok(here.querySelector('details')?.hasAttribute('open'))
  assert.equal(here.querySelector('input'), field)
  assert.match(here.innerHTML, /Nouveau.*<p>4<\/p>/)
})

test('whatever stood there, the fresh copy stands there then', () => {
  const html = fc
    .array(
      fc.oneof(
        fc.constantFrom('a', 'b', 'c', 'd').map((name) => `<tr><th>${name}</th><td>x</td></tr>`),
        fc.tuple(fc.constantFrom('lina', 'noe', 'tom'), fc.constantFrom('cherche', 'placé')).map((of) => row(...of)),
      ),
      { maxLength: 8 },
    )
    .map((rows) => `<table class="t${rows.length}"><tbody>${rows.join('')}</tbody></table> ${rows.length} élèves`)
  fc.assert(
    fc.property(html, html, (from, to) => {
      const here = partOf(from)
      morph(here, partOf(to))
      assert.equal(here.innerHTML, partOf(to).innerHTML)
    }),
    { numRuns: 40 },
  )
})
