import { kilometres, type Point, rounded } from '../place.ts'
import type { Stop } from './line.ts'

/** Stops by cell, so that lines that pass near each other share theirs. */
export class StopBook {
  readonly #cells = new Map<string, Stop[]>()
  readonly #names = new Map<string, number>()
  readonly stops: Stop[] = []
  readonly #prefix: string
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** The stop within `mergeKm`, or a new one. A name used before gets a number. */
  at(point: Point, name: () => string, mergeKm = 0.15): Stop {
    const known = this.#near(point).filter((stop) => kilometres(stop, point) <= mergeKm)
    if (known[0]) return known.reduce((a, b) => (kilometres(b, point) < kilometres(a, point) ? b : a))
    const base = name()
    const times = (this.#names.get(base) ?? 0) + 1
    this.#names.set(base, times)
    const stop: Stop = {
      id: `${this.#prefix}${this.stops.length + 1}`,
      name: times > 1 ? `${base} ${times}` : base,
      ...rounded(point),
    }
    this.stops.push(stop)
    const key = cell(point, 0, 0)
    const list = this.#cells.get(key)
    if (list) list.push(stop)
    else this.#cells.set(key, [stop])
    return stop
  }

  #near(point: Point): Stop[] {
    const around = [-1, 0, 1]
    return around.flatMap((row) => around.flatMap((column) => this.#cells.get(cell(point, row, column)) ?? []))
  }
}

const cell = ({ lat, lon }: Point, row: number, column: number): string =>
  `${Math.floor(lat / 0.01) + row}/${Math.floor(lon / 0.015) + column}`
