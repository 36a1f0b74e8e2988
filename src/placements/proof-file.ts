/** A file handed in as the proof of an agreement: what it is, by its own bytes. */
export interface ProofFile {
  readonly bytes: Uint8Array
  readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png'
}

/** A photo of a phone, or some scanned pages. */
const mostBytes = 15_000_000

const kinds: readonly { readonly mediaType: ProofFile['mediaType']; readonly magic: readonly number[] }[] = [
  { mediaType: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/jpeg', magic: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
]

/** Recognises a proof by its first bytes, never by its name. The message says how to mend what is refused. */
export function readProofFile(bytes: Uint8Array): ProofFile | { readonly refused: string } {
  if (bytes.length > mostBytes)
    return { refused: 'Ce fichier pèse plus de 15 Mo. Enregistrez-le en qualité moyenne, puis envoyez-le de nouveau.' }
  const kind = kinds.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))
  if (!kind || bytes.length < leastBytes)
    return { refused: 'Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Donnez l’un des trois.' }
  return { bytes, mediaType: kind.mediaType }
}

/** Shorter than this, no file of these kinds holds anything. */
const leastBytes = 60

/** `pdf`, `jpg`, `png`: how the file's name ends when it is given back. */
export const endingOf: Readonly<Record<ProofFile['mediaType'], string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}
