import { createHash } from 'node:crypto'

/** An identifier of the invented territory that is the same each time it is filled, so that filling again replaces instead of doubling (UUID version 8). */
export function inventedId(
  territory: string,
  kind:
    | 'class'
    | 'pupil'
    | 'host'
    | 'site'
    | 'offer'
    | 'period'
    | 'family'
    | 'application'
    | 'agreement'
    | 'exemption'
    | 'organisation',
  key: string,
): string {
  const hex = createHash('sha256').update(`${territory}\n${kind}\n${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
