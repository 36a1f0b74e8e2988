import type { ComponentChildren } from 'preact'

export interface WeekOfSeats {
  readonly key: string
  /** « 15 au 19 juin » */
  readonly label: string
  readonly seats: number
  readonly taken: number
  readonly closed: boolean
  /** Buttons: one more, one less, close. */
  readonly actions?: ComponentChildren
}

/** Weeks as a small calendar: taken, free, closed; figures in words, squares beside them. */
export function WeekSeats({ weeks }: { readonly weeks: readonly WeekOfSeats[] }) {
  return (
    <ul class="week-seats">
      {weeks.map(({ key, label, seats, taken, closed, actions }) => (
        <li key={key} class={closed ? 'week-closed' : taken >= seats ? 'week-full' : ''}>
          <p class="week-label">{label}</p>
          <p class="week-words">
            {closed ? 'Fermée' : taken >= seats ? 'Complet' : `${seats - taken} libre${seats - taken > 1 ? 's' : ''}`}
            <span class="soft">
              {' '}
              {taken} sur {seats}
            </span>
          </p>
          <svg class="seat-squares" viewBox={`0 0 ${Math.min(seats, most) * 16} 14`} aria-hidden="true">
            {Array.from({ length: Math.min(seats, most) }, (_, seat) => (
              <rect
                key={seat}
                class={seat < taken ? 'seat-taken' : 'seat-free'}
                x={seat * 16 + 1}
                y="1"
                width="12"
                height="12"
                rx="3"
              />
            ))}
          </svg>
          {actions && <div class="week-actions">{actions}</div>}
        </li>
      ))}
    </ul>
  )
}

/** Squares that still tell something at a glance. */
const most = 12
