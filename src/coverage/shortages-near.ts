import type { ShortageRow } from '#/runs/index.ts'

/** The shortages nearest to one of these schools rather than to any other: those of an area. */
export function shortagesNear<Place extends { readonly lat: number | undefined; readonly lon: number | undefined }>(
  shortages: readonly ShortageRow[],
  all: readonly Place[],
  within: ReadonlySet<Place>,
): ShortageRow[] {
  return shortages.filter((shortage) => {
    let best: { place: Place; distance: number } | undefined
    for (const place of all) {
      if (place.lat === undefined || place.lon === undefined) continue
      const east = (place.lon - shortage.lon) * Math.cos((shortage.lat * Math.PI) / 180)
      const distance = Math.hypot(place.lat - shortage.lat, east)
      if (!best || distance < best.distance) best = { place, distance }
    }
    return best !== undefined && within.has(best.place)
  })
}
