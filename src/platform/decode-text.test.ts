import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText } from './decode-text.ts'

const text = 'NOM;Prénom;Né(e) le\r\nGUÉRIN;Maël;14/03/2010\r\nLEFÈVRE;Anaïs;02/05/2010\r\nÇELIK;Élise;09/11/2010\r\n'
const bytes = (...hex: readonly string[]): Uint8Array => Uint8Array.from(Buffer.from(hex.join(''), 'latin1'))

test('a text reads whatever wrote it', () => {
  const utf16 = Buffer.from(text, 'utf16le')
  const swapped = Buffer.from(utf16).swap16()
  for (const [name, given] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
    ['UTF-16', Buffer.concat([Buffer.of(0xff, 0xfe), utf16])],
    ['UTF-16, big end first', Buffer.concat([Buffer.of(0xfe, 0xff), swapped])],
    ['UTF-16 without a mark', utf16],
    ['UTF-16 without a mark, big end first', swapped],
  ] as const)
    assert.equal(decodeText(given), text, name)
  // Mac Roman and CP850, in which no library writes.
  assert.equal(decodeText(bytes('GU\x83RIN;Ma\x91l;Ana\x95s;Fran\x8dois')), 'GUÉRIN;Maël;Anaïs;François')
  assert.equal(decodeText(bytes('GU\x90RIN;Ma\x89l;Ana\x8bs;Fran\x87ois')), 'GUÉRIN;Maël;Anaïs;François')
})

test('bytes that are no text fail nobody', () => {
  assert.equal(decodeText(Uint8Array.of()), '')
  assert.equal(typeof decodeText(Uint8Array.from({ length: 300 }, (_, index) => index % 256)), 'string')
})
