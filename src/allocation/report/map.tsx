import type { Position } from '#/transit/index.ts'
import type { AllocationResult } from '../allocate.ts'
import type { OpenShortage, Spot } from '../result/open-shortages.ts'
import { sayCount, sayKilometres, sayNumber, sayShare } from './french.ts'

const [width, height, margin] = [760, 520, 34]
/** Pupils are drawn by cells of this many pixels, hosts by smaller ones: the page stays light for a whole country. */
const [pupilCell, hostCell] = [18, 7]
const [leastRadius, mostRadius] = [2.2, 13]
const labelsShown = 8
/** From the fewest placed to the most: readable by colour-blind people. */
const scale = ['#fde788', '#c4b77a', '#7e837e', '#4a5c78', '#143762'] as const

interface Point {
  readonly x: number
  readonly y: number
}

/** Where pupils, hosts and shortages are, without any outside tile. */
export function TerritoryMap({ result, shortages }: { result: AllocationResult; shortages: readonly OpenShortage[] }) {
  const { pupils, offers } = result.inputs
  const project = projection([...pupils.map(({ position }) => position), ...offers.map(({ position }) => position)])
  const cells = pupilCells(result, project.at)
  const most = Math.max(1, ...cells.map(({ pupils: count }) => count))
  const hosts = cellsOf(
    offers.map(({ position }) => project.at(position)),
    hostCell,
  )
  const drawn = lackingSpots(shortages).map((spot) => ({
    ...spot,
    ...project.at(spot),
    radius: Math.min(34, 7 + 3 * Math.sqrt(spot.pupils)),
  }))
  return (
    <figure>
      <svg
        class="map"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`Carte : ${sayCount(pupils.length, 'élève')}, ${sayCount(offers.length, 'offre')}, ${sayCount(shortages.length, 'manque')}. Les mêmes chiffres sont dans les tableaux.`}
      >
        {hosts.map(({ x, y, members }) => (
          <rect
            class="host"
            x={round(x - 1.5)}
            y={round(y - 1.5)}
            width={members.length > 3 ? 4 : 3}
            height={members.length > 3 ? 4 : 3}
          />
        ))}
        {cells.map(({ x, y, pupils: count, weeks, placed }) => (
          <circle
            class="dot"
            cx={round(x)}
            cy={round(y)}
            r={round(leastRadius + (mostRadius - leastRadius) * Math.sqrt(count / most))}
            fill={shade(placed / weeks)}
          >
            <title>{`${sayCount(count, 'élève')}, ${sayShare(placed, weeks)} des semaines ont une place`}</title>
          </circle>
        ))}
        {drawn.map(({ x, y, radius, name, pupils: lacking }) => (
          <circle class="ring" cx={round(x)} cy={round(y)} r={round(radius)}>
            <title>{`${name} : ${sayCount(lacking, 'place manque', 'places manquent')}`}</title>
          </circle>
        ))}
        {apart(drawn)
          .slice(0, labelsShown)
          .map(({ x, y, radius, name, pupils: lacking }) => (
            <text class="lab" x={round(Math.min(width - 60, Math.max(60, x)))} y={round(Math.max(16, y - radius - 6))}>
              {name} · {sayNumber(lacking)}
            </text>
          ))}
        <Ruler pixelsPerKm={project.pixelsPerKm} />
      </svg>
      <figcaption>
        <span>
          Semaines placées : peu <i class="scale" /> toutes
        </span>
        <span>Un rond : les élèves d’un voisinage ; sa taille, leur nombre</span>
        <span>
          <i class="key square" /> offres
        </span>
        <span>
          <i class="key ringed" /> places qui manquent là où habitent les élèves
        </span>
      </figcaption>
    </figure>
  )
}

function Ruler({ pixelsPerKm }: { pixelsPerKm: number }) {
  const km = [500, 200, 100, 50, 20, 10, 5, 2, 1].find((each) => each * pixelsPerKm <= 160) ?? 1
  const length = round(km * pixelsPerKm)
  return (
    <g>
      <path class="ruler" d={`M16 ${height - 22}v6h${length}v-6`} />
      <text class="axis" x={22 + length} y={height - 14}>
        {sayKilometres(km)}
      </text>
    </g>
  )
}

/** Where places miss, all weeks added, the most crowded first. */
function lackingSpots(shortages: readonly OpenShortage[]): readonly Spot[] {
  const byName = Map.groupBy(
    shortages.flatMap(({ spots }) => spots),
    ({ name }) => name,
  )
  return [...byName.values()]
    .map((same) => ({ ...same[0]!, pupils: same.reduce((sum, spot) => sum + spot.pupils, 0) }))
    .toSorted((a, b) => b.pupils - a.pupils || (a.name < b.name ? -1 : 1))
}

/** Degrees to pixels, longitudes shortened by the latitude, all points inside the frame. */
function projection(positions: readonly Position[]): {
  readonly at: (position: Position) => Point
  readonly pixelsPerKm: number
} {
  let [south, north, west, east] = [90, -90, 180, -180]
  for (const { lat, lon } of positions) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
    west = Math.min(west, lon)
    east = Math.max(east, lon)
  }
  if (positions.length === 0) [south, north, west, east] = [46, 47, 2, 3]
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180))
  const spanLat = Math.max(north - south, 0.02)
  const spanLon = Math.max((east - west) * shrink, 0.02)
  const perDegree = Math.min((width - 2 * margin) / spanLon, (height - 2 * margin) / spanLat)
  return {
    pixelsPerKm: perDegree / 111.2,
    at: ({ lat, lon }) => ({
      x: width / 2 + (lon - (west + east) / 2) * shrink * perDegree,
      y: height / 2 - (lat - (south + north) / 2) * perDegree,
    }),
  }
}

function cellsOf(points: readonly Point[], size: number) {
  const cells = Map.groupBy(points.keys(), (index) => {
    const { x, y } = points[index]!
    return Math.floor(y / size) * 1000 + Math.floor(x / size)
  })
  return [...cells]
    .toSorted(([a], [b]) => a - b)
    .map(([, members]) => ({
      members,
      x: members.reduce((sum, index) => sum + points[index]!.x, 0) / members.length,
      y: members.reduce((sum, index) => sum + points[index]!.y, 0) / members.length,
    }))
}

function pupilCells({ inputs, placements }: AllocationResult, at: (position: Position) => Point) {
  const placed = new Uint16Array(inputs.pupils.length)
  for (const { pupil } of placements) placed[pupil]!++
  return cellsOf(
    inputs.pupils.map(({ position }) => at(position)),
    pupilCell,
  ).map(({ members, x, y }) => ({
    x,
    y,
    pupils: members.length,
    weeks: members.reduce((sum, pupil) => sum + inputs.pupils[pupil]!.weeks.length, 0),
    placed: members.reduce((sum, pupil) => sum + placed[pupil]!, 0),
  }))
}

/** Labels that would lie on one above are left out: the list beside the map has them all. */
function apart<T extends Point & { readonly radius: number }>(labels: readonly T[]): T[] {
  const kept: T[] = []
  for (const label of labels)
    if (
      kept.every(
        (other) =>
          Math.abs(other.x - label.x) > 110 || Math.abs(other.y - other.radius - (label.y - label.radius)) > 18,
      )
    )
      kept.push(label)
  return kept
}

const shade = (share: number): string => scale[Math.min(scale.length - 1, Math.floor(share * scale.length))]!
const round = (pixels: number): number => Math.round(pixels * 10) / 10
