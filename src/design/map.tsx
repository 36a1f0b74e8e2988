import { HEAT_STEPS, type HeatScale, heatScale } from './heat.ts'
import { type LonLat, type Projection, pathOf, projectionOf, type Ring } from './projection.ts'

export interface MapOutline {
  readonly id: string
  readonly name: string
  /** Longitude, latitude. */
  readonly rings: readonly Ring[]
}

export interface MapCircle {
  /** Shared with the table's `circleOf`: pointing at one highlights the other. */
  readonly id: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  /** What the area of the circle stands for. */
  readonly size: number
  /** 0 to 1, its colour; without it the circle is neutral. */
  readonly share?: number
  /** Asks for a person (a shortage): the warm colour instead of the scale. */
  readonly need?: boolean
  /** One can go there: the colour of actions, where nothing is compared. */
  readonly goal?: boolean
  /** The id of what names it elsewhere on the page, read aloud instead of the title. */
  readonly labelledBy?: string
  readonly href: string
  /** Read aloud and shown on hover: « Argentan : 50 % placés, 34 élèves sans rien ». */
  readonly title: string
  /** Written beside the circle; give it to the few worst. */
  readonly label?: string
}

interface MapProps {
  /** What the map shows, in a sentence. */
  readonly label: string
  readonly outlines: readonly MapOutline[]
  readonly circles: readonly MapCircle[]
  /** What a circle and its colour are: « Un rond est un bassin ; sa taille, ses élèves. » */
  readonly words: string
  /** What the scale counts, after its percentages: « placés ». Without it no scale is shown. */
  readonly scaleWords?: string
  /** What they count, where not per cent: « points ». */
  readonly scaleUnit?: string
  /** The table that says the same. */
  readonly tableHref?: string
  /** Outside tiles, only where the site configured some. */
  readonly tiles?: { readonly url: string; readonly attribution: string } | undefined
  /** Of a map that moves with its live page. */
  readonly id?: string
}

const WIDTH = 820
const MAX_HEIGHT = 560
/** Marks that compare nothing stay small. */
const mostGoal = 15
// On a phone the drawing shrinks to less than half: its own labels, larger and so fewer.
const LABEL_SIZES = [
  { name: 'wide', size: 13, most: 8 },
  { name: 'narrow', size: 27, most: 2 },
] as const
// The drawing holds links, so that it is no image; a group with a name.
const GROUP = { role: 'group' } as const

/**
 * Outlines and proportional circles as SVG, a link a circle: works without JavaScript. The island `map` reads this very drawing
 * and puts a map that moves in its place.
 */
export function TerritoryMap({
  label,
  outlines,
  circles,
  words,
  scaleWords,
  scaleUnit = '%',
  tableHref,
  tiles,
  id,
}: MapProps) {
  const projection = projectionOf(pointsOf(outlines, circles), WIDTH, MAX_HEIGHT)
  const scale = heatScale(circles.map(({ share }) => share))
  const largest = Math.max(1, ...circles.map(({ size }) => size))
  // Many circles share the land: smaller ones, so that most stay apart.
  const room = Math.sqrt((projection.width * projection.height) / Math.max(1, circles.length))
  const most = Math.max(9, Math.min(32, room * 0.2))
  const drawn = circles
    .map((circle) => ({
      circle,
      ...projection.at([circle.lon, circle.lat]),
      radius: Math.max(5, Math.min(circle.goal ? mostGoal : most, Math.sqrt(circle.size / largest) * most)),
    }))
    .toSorted((a, b) => b.radius - a.radius)
  return (
    <figure
      class="map"
      data-island="map"
      data-tiles={tiles?.url}
      data-attribution={tiles?.attribution}
      data-label={label}
      data-projection={projectionData(projection)}
    >
      <div class="map-drawing">
        <svg
          {...livePart(id, 'dessin')}
          viewBox={`0 0 ${projection.width} ${projection.height}`}
          preserveAspectRatio="xMinYMid meet"
          {...GROUP}
          aria-label={label}
        >
          {outlines.map(({ id: outline, name, rings }) => (
            <path key={outline} class="land" d={pathOf(rings, projection)}>
              <title>{name}</title>
            </path>
          ))}
          {drawn.map(({ circle, x, y, radius }) => (
            <a
              key={circle.id}
              href={circle.href}
              data-circle={circle.id}
              data-name={circle.label}
              {...(circle.labelledBy ? { 'aria-labelledby': circle.labelledBy } : { 'aria-label': circle.title })}
            >
              <circle
                class={circle.need ? 'heat-need' : circle.goal ? 'map-goal' : scale.classOf(circle.share)}
                cx={round(x)}
                cy={round(y)}
                r={round(radius)}
              >
                <title>{circle.title}</title>
              </circle>
            </a>
          ))}
          {LABEL_SIZES.map(({ name, size, most: labels }) => (
            <g key={name} class={`map-labels map-labels-${name}`}>
              {placeLabels(worstFirst(drawn), projection, size, labels).map(({ id: circle, text, x, y }) => (
                <text key={circle} x={round(x)} y={round(y)} font-size={size}>
                  {text}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <figcaption class="soft">
        {scaleWords && (
          <span class="heat-key" {...livePart(id, 'echelle')}>
            <HeatKey scale={scale} unit={scaleUnit} words={scaleWords} />
          </span>
        )}
        <span>{words}</span>
        {tableHref && <a href={tableHref}>Voir le tableau</a>}
      </figcaption>
    </figure>
  )
}

/** What the live island takes anew; the button that another island adds beside it stays. */
const livePart = (id: string | undefined, part: string) =>
  id === undefined ? {} : { id: `${id}-${part}`, 'data-live': true }

/** The scale with its two ends in words. */
function HeatKey({ scale, unit, words }: { scale: HeatScale; unit: string; words: string }) {
  const width = 20
  return (
    <>
      <svg width={HEAT_STEPS * width} height="12" aria-hidden="true">
        {Array.from({ length: HEAT_STEPS }, (_, step) => (
          <rect key={step} class={`heat-${step}`} x={step * width} width={width} height="12" />
        ))}
      </svg>
      {`jaune : ${scale.from}\u202f${unit}, bleu foncé : ${scale.to}\u202f${unit} ${words}`}
    </>
  )
}

interface Drawn {
  readonly circle: MapCircle
  readonly x: number
  readonly y: number
  readonly radius: number
}
interface Label {
  readonly id: string
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Where there is room for few names, those who need it most. */
const worstFirst = (drawn: readonly Drawn[]) =>
  drawn.toSorted((a, b) => (a.circle.share ?? 1) - (b.circle.share ?? 1) || b.radius - a.radius)

/** Above its circle, else below, else beside, and nowhere when it would cover another label or a circle. */
function placeLabels(drawn: readonly Drawn[], { width, height }: Projection, size: number, most: number): Label[] {
  const placed: (Label & { half: number })[] = []
  for (const { circle, x, y, radius } of drawn) {
    if (circle.label === undefined || placed.length >= most) continue
    const half = circle.label.length * size * 0.29
    const inside = Math.max(half + 2, Math.min(width - half - 2, x))
    const spots = [
      { x: inside, y: y - radius - size * 0.45 },
      { x: inside, y: y + radius + size * 1.15 },
      { x: Math.min(width - half - 2, x + radius + half + 5), y: y + size * 0.3 },
      { x: Math.max(half + 2, x - radius - half - 5), y: y + size * 0.3 },
    ]
    const free = spots.find(
      (spot) =>
        spot.y > size &&
        spot.y < height - 4 &&
        placed.every(
          (other) => Math.abs(other.y - spot.y) > size * 1.5 || Math.abs(other.x - spot.x) > other.half + half + 6,
        ) &&
        drawn.every(
          (other) =>
            Math.hypot(
              Math.max(0, Math.abs(other.x - spot.x) - half),
              Math.max(0, Math.abs(other.y - spot.y + size * 0.3) - size * 0.5),
            ) >= other.radius,
        ),
    )
    if (free) placed.push({ id: circle.id, text: circle.label, half, ...free })
  }
  return placed
}

function* pointsOf(outlines: readonly MapOutline[], circles: readonly MapCircle[]): Generator<LonLat> {
  for (const { rings } of outlines) for (const ring of rings) yield* ring
  for (const { lon, lat } of circles) yield [lon, lat]
}

const round = (value: number) => Math.round(value * 10) / 10
const projectionData = ({ scale, left, top }: Projection) => [scale, left, top].join(' ')
