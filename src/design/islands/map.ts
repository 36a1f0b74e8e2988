/** Points at a circle and its row together, and opens the moving map (Leaflet) when a person asks for it. */
export function wake(figure: HTMLElement): void {
  const drawing = figure.querySelector<HTMLElement>('.map-drawing')
  if (!drawing) return
  const links = new Map(
    [...drawing.querySelectorAll<SVGAElement>('a[data-circle]')].map((link) => [link.dataset.circle ?? '', link]),
  )
  const rows = new Map(
    [...document.querySelectorAll<HTMLElement>(':is(tr, li)[data-circle]')].map((row) => [
      row.dataset.circle ?? '',
      row,
    ]),
  )
  const listeners = new Set<(id: string | undefined) => void>()
  const point = (id: string | undefined) => {
    for (const [key, link] of links) link.classList.toggle('pointed', key === id)
    for (const [key, row] of rows) row.classList.toggle('pointed', key === id)
    for (const listener of listeners) listener(id)
  }
  for (const [id, element] of [...links, ...rows]) {
    for (const start of ['pointerenter', 'focusin']) element.addEventListener(start, () => point(id))
    for (const end of ['pointerleave', 'focusout']) element.addEventListener(end, () => point(undefined))
  }

  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-plain button-small map-open'
  button.textContent = 'Explorer la carte'
  let close: (() => void) | undefined
  const toggle = async () => {
    if (close) {
      close()
      close = undefined
    } else {
      const { openLiveMap } = await import('./live-map.ts')
      const onPoint = (listener: (id: string | undefined) => void) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }
      close = openLiveMap({ figure, drawing, links, point, onPoint })
    }
    button.textContent = close ? 'Fermer la carte' : 'Explorer la carte'
  }
  button.addEventListener('click', () => void toggle())
  const caption = figure.querySelector('figcaption')
  ;(caption ?? figure).append(button)
  if (figure.dataset.tiles) void toggle()
}
