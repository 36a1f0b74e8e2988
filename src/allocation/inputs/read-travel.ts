import type { ProblemList } from '#/platform/input-problems.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { cellsOf } from './cells.ts'

/** Door-to-door minutes of pairs, by index into the pupils and offers they were read against. */
export interface TravelTable {
  readonly pupil: Uint32Array
  readonly offer: Uint32Array
  readonly minutesOut: Uint16Array
  readonly minutesBack: Uint16Array
}

/** Reads travel.csv against the ids of pupils and offers, in the order given. A pair that is absent is out of reach. */
export function readTravel(
  file: NamedBytes,
  ids: { readonly pupils: readonly string[]; readonly offers: readonly string[] },
  problems: ProblemList,
): TravelTable {
  const table = readTable(file, ['pupil', 'offer', 'minutes_out', 'minutes_back'], problems)
  const pupilAt = new Map(ids.pupils.map((id, index) => [id, index]))
  const offerAt = new Map(ids.offers.map((id, index) => [id, index]))
  const size = table.rows.length
  const read = {
    pupil: new Uint32Array(size),
    offer: new Uint32Array(size),
    minutesOut: new Uint16Array(size),
    minutesBack: new Uint16Array(size),
  }
  const lines = new Map<number, number>()
  for (const [index, row] of table.rows.entries()) {
    const cells = cellsOf(table.name, row, problems)
    const [pupil, offer] = [pupilAt.get(cells.text('pupil')), offerAt.get(cells.text('offer'))]
    if (pupil === undefined)
      cells.fail(
        'pupil',
        `l’élève « ${cells.text('pupil')} » n’est pas dans la liste des élèves ; corrigez l’identifiant ou retirez la ligne.`,
      )
    if (offer === undefined)
      cells.fail(
        'offer',
        `l’offre « ${cells.text('offer')} » n’est pas dans la liste des offres ; corrigez l’identifiant ou retirez la ligne.`,
      )
    const minutes = (['minutes_out', 'minutes_back'] as const).map((column) => {
      if (cells.required(column, '35') === undefined) return undefined
      return cells.integer(column, { min: 0, max: 1440 })
    })
    if (pupil === undefined || offer === undefined) continue
    const key = pupil * ids.offers.length + offer
    const before = lines.get(key)
    if (before !== undefined) cells.fail('pupil', `ce trajet est déjà à la ligne ${before} ; gardez une seule ligne.`)
    lines.set(key, row.line)
    read.pupil[index] = pupil
    read.offer[index] = offer
    read.minutesOut[index] = minutes[0] ?? 0
    read.minutesBack[index] = minutes[1] ?? 0
  }
  return read
}
