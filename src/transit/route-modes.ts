/** What a traveller calls a vehicle, from the GTFS route type, extended types included. Undefined for an unknown type. */
export function modeOf(type: number): string | undefined {
  const plain = PLAIN[type]
  if (plain) return plain
  return EXTENDED.find(([from, to]) => from <= type && type <= to)?.[2]
}

/** 715: the line runs on demand, as a whole or in part; its trips say which. */
export const DEMAND_RESPONSIVE = 715

const PLAIN: Readonly<Record<number, string>> = {
  0: 'tram',
  1: 'métro',
  2: 'train',
  3: 'bus',
  4: 'bateau',
  5: 'tram à câble',
  6: 'téléphérique',
  7: 'funiculaire',
  11: 'trolleybus',
  12: 'monorail',
}

/** https://developers.google.com/transit/gtfs/reference/extended-route-types */
const EXTENDED: readonly (readonly [from: number, to: number, mode: string])[] = [
  [100, 199, 'train'],
  [200, 299, 'car'],
  [300, 399, 'train'],
  [400, 404, 'métro'],
  [405, 405, 'monorail'],
  [500, 699, 'métro'],
  [700, 799, 'bus'],
  [800, 899, 'trolleybus'],
  [900, 999, 'tram'],
  [1000, 1099, 'bateau'],
  [1100, 1199, 'avion'],
  [1200, 1299, 'bateau'],
  [1300, 1399, 'téléphérique'],
  [1400, 1499, 'funiculaire'],
  [1500, 1599, 'taxi'],
  [1600, 1699, 'véhicule'],
  [1700, 1702, 'véhicule'],
]
