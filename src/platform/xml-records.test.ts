import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latin9 } from '../../test/school-files.ts'
import { readXmlRecords, textOf, type XmlElement, XmlError } from './xml-records.ts'

/** Reads bytes that come in parts of this size. */
async function read(bytes: Uint8Array, size = 7): Promise<XmlElement[]> {
  const found: XmlElement[] = []
  async function* parts() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  await readXmlRecords(parts(), new Set(['P']), (record) => found.push(record))
  return found
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

test('records come whole, with their line, in the encoding that the file declares, however it is cut', async () => {
  const body =
    '<A>\n<P ID="1"><NOM>Éloïse Cœur &amp; fils</NOM><X><NOM>autre</NOM></X></P>\n<n:P xmlns:n="urn:n" ID="2"/></A>'
  for (const [bytes, size] of [
    [latin9(`<?xml version="1.0" encoding="ISO-8859-15"?>\n${body}`), 1],
    [latin9(`<?xml version='1.0' encoding='iso-8859-15' ?>\n${body}`), 300],
    [utf8(`<?xml version="1.0"?>\n${body}`), 3],
    [utf8(`\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${body}`), 5],
    // Saved again by a text editor: what it declares is true no more.
    [utf8(`<?xml version="1.0" encoding="ISO-8859-15"?>\n${body}`), 1],
    [utf8(`\ufeff<?xml version="1.0" encoding="ISO-8859-15"?>\n${body}`), 300],
    [Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>\n${body}`, 'utf16le'), 9],
  ] as const) {
    const [one, two] = await read(bytes, size)
    assert.ok(one && two)
    assert.equal(textOf(one, 'NOM'), 'Éloïse Cœur & fils')
    assert.deepEqual([one.line, two.line, two.attributes.ID], [3, 4, '2'])
  }
})

test('hostile or damaged files are refused in words, with their line', async () => {
  const laughs = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;">]><A><P>&m;</P></A>'
  for (const [bytes, said] of [
    [utf8(laughs), /DOCTYPE/],
    [utf8('<!DOCTYPE a SYSTEM "http://localhost/x"><A/>'), /DOCTYPE/],
    [utf8('<A>\n<P>&inconnue;</P></A>'), /abîmé ou incomplet/],
    [utf8('<A>\n<P><NOM>Lin'), /abîmé ou incomplet/],
    [utf8('<A><P></A></P>'), /abîmé ou incomplet/],
    [utf8('<!DOCTYPE html><html></html>'), /page web/],
    [utf8('<html><table></table></html>'), /page web/],
    [utf8(`<A a="${'x'.repeat(2_100_000)}"/>`), /trop long/],
    [utf8('bonjour'), /abîmé ou incomplet/],
    [utf8(''), /abîmé ou incomplet|vide/],
    [utf8(`<A>${'<B>'.repeat(50)}`), /emboîte trop/],
    [utf8(`<A><P>${'x'.repeat(30_000)}</P></A>`), /trop long/],
    [utf8(`<A><P>${'<X/>'.repeat(6000)}</P></A>`), /trop long/],
    [utf8('<?xml version="1.0" encoding="EBCDIC"?><A/>'), /« EBCDIC » n’est pas lu/],
    [latin9('<?xml version="1.0" encoding="UTF-8"?><A><P>Éloi</P></A>'), /codage/],
  ] as const)
    await assert.rejects(read(bytes, 640), (error) => {
      assert.ok(error instanceof XmlError, String(error))
      assert.match(error.message, said)
      assert.ok(error.line >= 1)
      return true
    })
})
