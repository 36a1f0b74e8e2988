/** The sign of the product: a footbridge that joins two banks. The same arc is the brand, a progress and the empty state's drawing. */
const CURVE = 'M4 30 Q60 -14 116 30'

interface ArcProps {
  /** Width in pixels; the height follows. */
  readonly width: number
  /** How far across, 0 to 1. */
  readonly done?: number
  readonly mini?: boolean
  /** Said to those who do not see it; without it the arc is decoration. */
  readonly label?: string
}

export function Arc({ width, done = 1, mini = false, label }: ArcProps) {
  const share = Math.max(0, Math.min(1, done))
  return (
    <svg
      class={mini ? 'arc arc-mini' : 'arc'}
      viewBox="0 0 120 34"
      width={width}
      height={Math.round((width * 34) / 120)}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <path class="arc-rest" d={CURVE} pathLength="100" />
      {share > 0 && (
        <path class="arc-done" d={CURVE} pathLength="100" stroke-dasharray={`${Math.round(share * 100)} 200`} />
      )}
      <circle class="arc-bank" cx="4" cy="30" r={mini ? 6 : 3.4} />
      <circle class={share === 1 ? 'arc-bank arc-reached' : 'arc-bank'} cx="116" cy="30" r={mini ? 6 : 3.4} />
    </svg>
  )
}

export function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href}>
      <Arc width={30} mini />
      Passerelle
    </a>
  )
}
