import type { ComponentChildren } from 'preact'

/** A box for the one thing of a page that stands apart. */
export function Card({ children }: { children: ComponentChildren }) {
  return <section class="card">{children}</section>
}
