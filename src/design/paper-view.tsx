import type { ComponentChildren } from 'preact'

/** A picture of a sheet, and how the sheet lies in it: x = a·left − b·top + dx, y = b·left + a·top + dy, millimetres to points. */
export interface PaperPicture {
  readonly href: string
  readonly width: number
  readonly height: number
  readonly placement: { readonly a: number; readonly b: number; readonly dx: number; readonly dy: number }
}

/** A part of a sheet, set straight and large, cut out of its picture by the browser: millimetres on the sheet. */
export function PaperCrop({
  picture,
  left,
  top,
  width,
  height,
  label,
}: {
  readonly picture: PaperPicture
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly label: string
}) {
  const { a, b, dx, dy } = picture.placement
  // The other way round: from points to millimetres.
  const all = a * a + b * b
  const [c, s] = [a / all, -b / all]
  const matrix = [c, s, -s, c, -(c * dx - s * dy), -(s * dx + c * dy)].map((part) => Number(part.toFixed(6))).join(' ')
  return (
    <svg class="paper-crop" role="img" aria-label={label} viewBox={`${left} ${top} ${width} ${height}`}>
      <rect x={left} y={top} width={width} height={height} fill="#fff" />
      <image
        href={picture.href}
        width={picture.width}
        height={picture.height}
        transform={`matrix(${matrix})`}
        preserveAspectRatio="none"
      />
    </svg>
  )
}

/** A whole sheet, which opens alone in full size. */
export const PaperSheet = ({
  href,
  width,
  height,
  label,
}: {
  readonly href: string
  readonly width: number
  readonly height: number
  readonly label: string
}) => (
  <a class="paper-sheet" href={href} target="_blank" rel="noreferrer">
    <img src={href} width={width} height={height} alt={label} />
  </a>
)

/** Boxes to tick beside what they are about, each with its single key. */
export function KeyedCrops({ children }: { readonly children: ComponentChildren }) {
  return <div class="keyed-crops">{children}</div>
}

export function KeyedCrop({
  name,
  value,
  shortcut,
  isOn,
  label,
  hint,
  children,
}: {
  readonly name: string
  readonly value: string
  /** The key that ticks it. */
  readonly shortcut: string
  readonly isOn: boolean
  readonly label: string
  readonly hint: string
  readonly children: ComponentChildren
}) {
  const id = `crop-${value}`
  return (
    <div class="keyed-crop">
      {children}
      <div class="choice">
        <input
          id={id}
          type="checkbox"
          name={name}
          value={value}
          checked={isOn}
          data-key={shortcut}
          aria-describedby={`${id}-hint`}
        />
        <label for={id}>
          <kbd>{shortcut}</kbd> {label}
        </label>
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  )
}
