/** How CP850 (« CSV (MS-DOS) ») writes what is beyond ASCII, from 0x80. */
const dos =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

/** What French texts hold beyond ASCII, the more often the heavier. */
const weights: ReadonlyMap<string, number> = new Map(
  [
    ['é', 5],
    ['èêàçï', 3],
    ['ëâîôûùüöäÉœ’°«»', 2],
    ['ÈÊËÀÂÇÎÏÔÛÙÜÖŒñ€–\u00a0', 1],
  ].flatMap(([signs, weight]) => Array.from(String(signs), (sign): [string, number] => [sign, Number(weight)])),
)

/**
 * The text of bytes whose encoding nobody says: what spreadsheets and school software write in France. UTF-8, UTF-16 with its mark or
 * without, else whichever of Windows-1252, Mac Roman and CP850 reads most like French. Never fails.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const sample = bytes.subarray(0, 1_000_000)
    const [best = readers[0]] = readers.toSorted((a, b) => likeness(b(sample)) - likeness(a(sample)))
    return best(bytes)
  }
}

const readers = [
  (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes),
  (bytes: Uint8Array) => new TextDecoder('macintosh').decode(bytes),
  (bytes: Uint8Array) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .replaceAll(/[\u0080-\u00ff]/g, (sign) => dos[sign.charCodeAt(0) - 0x80] ?? sign),
] as const

/** UTF-16 by its mark, else by the zeros that stand at every other place of a text in Latin letters. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2000)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd * 3 > sample.length && even * 20 < sample.length) return 'utf-16le'
  return even * 3 > sample.length && odd * 20 < sample.length ? 'utf-16be' : undefined
}

function likeness(text: string): number {
  let sum = 0
  for (const [sign] of text.matchAll(/[^\0-\x7f]/gu)) sum += weights.get(sign) ?? -2
  // A capital with an accent after a small letter is another sign, badly read.
  for (const _ of text.matchAll(/[a-zàâäçèéêëîïôöùûü][ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜ]/gu)) sum -= 4
  return sum
}
