import { Canvas, CircleMarker, LatLngBounds, LayerGroup, Map as LeafletMap, Polygon, TileLayer, Tooltip } from 'leaflet'
import 'leaflet/dist/leaflet.css'

interface LiveMapOptions {
  readonly figure: HTMLElement
  /** The drawing of the server: its outlines, circles and colours are the data. */
  readonly drawing: HTMLElement
  readonly links: ReadonlyMap<string, SVGAElement>
  readonly point: (id: string | undefined) => void
  readonly onPoint: (listener: (id: string | undefined) => void) => () => void
}

type Place = (x: number, y: number) => [lat: number, lon: number]

/**
 * Puts a map that zooms and moves in the drawing's place. The drawing's links stay in the page, unseen: by keyboard they are
 * visited one by one and the map follows; on the canvas a click does what the link does. Returns what closes it.
 */
export function openLiveMap({ figure, drawing, links, point, onPoint }: LiveMapOptions): () => void {
  const place = placeOf(figure.dataset.projection ?? '')
  const container = document.createElement('div')
  container.className = 'map-live'
  container.style.height = `${drawing.clientHeight}px`
  container.setAttribute(
    'aria-label',
    `${figure.dataset.label ?? ''} Flèches pour déplacer, plus et moins pour zoomer.`,
  )
  container.setAttribute('role', 'application')
  drawing.before(container)

  const coarse = matchMedia('(pointer: coarse)').matches
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = new LeafletMap(container, {
    renderer: new Canvas({ padding: 0.5 }),
    preferCanvas: true,
    attributionControl: Boolean(figure.dataset.tiles),
    scrollWheelZoom: false,
    // One finger scrolls the page; two move the map.
    dragging: !coarse,
    zoomSnap: 0.25,
    zoomAnimation: !still,
    fadeAnimation: !still,
  })
  // The wheel scrolls the page until a person steps into the map.
  map.on('focus', () => map.scrollWheelZoom.enable())
  map.on('blur', () => map.scrollWheelZoom.disable())

  const bounds = new LatLngBounds([])
  const tiles = figure.dataset.tiles
  if (tiles) new TileLayer(tiles, { attribution: figure.dataset.attribution ?? '' }).addTo(map)
  for (const path of drawing.querySelectorAll<SVGPathElement>('path.land')) {
    const outline = new Polygon(ringsOf(path.getAttribute('d') ?? '', place), {
      ...coloursOf(path),
      fillOpacity: tiles ? 0.15 : 1,
      weight: 2,
      interactive: false,
    })
    bounds.extend(outline.getBounds())
    outline.addTo(map)
  }

  const markers = new Map<string, CircleMarker>()
  for (const [id, link] of links) {
    const circle = link.querySelector('circle')
    if (!circle) continue
    const centre = place(Number(circle.getAttribute('cx')), Number(circle.getAttribute('cy')))
    const marker = new CircleMarker(centre, { fillOpacity: 1, weight: 1 })
    marker.bindTooltip('', { direction: 'top' })
    marker.on('click', () => location.assign(link.href.baseVal))
    marker.on('mouseover', () => point(id))
    marker.on('mouseout', () => point(undefined))
    bounds.extend(centre)
    markers.set(id, marker)
    marker.addTo(map)
  }
  const names = new LayerGroup().addTo(map)
  /** What the drawing says now: a live page changes it. */
  const read = (): void => {
    names.clearLayers()
    for (const [id, marker] of markers) {
      const link = links.get(id)
      const circle = link?.querySelector('circle')
      if (!link || !circle) continue
      marker.setStyle(coloursOf(circle))
      marker.setRadius(Number(circle.getAttribute('r')))
      marker.setTooltipContent(plainText(circle.querySelector('title')?.textContent ?? ''))
      if (link.dataset.name === undefined) continue
      new Tooltip({ permanent: true, direction: 'top', className: 'map-name', offset: [0, -marker.getRadius()] })
        .setLatLng(marker.getLatLng())
        .setContent(plainText(link.dataset.name))
        .addTo(names)
    }
  }
  read()
  const drawn = new MutationObserver(read)
  drawn.observe(drawing, {
    ...{ subtree: true, childList: true, characterData: true },
    attributeFilter: ['data-name', 'r', 'class'],
  })
  map.fitBounds(bounds, { animate: false, padding: [12, 12] })
  drawing.classList.add('unseen')

  const stopPointing = onPoint((id) => {
    for (const [key, marker] of markers) {
      marker.setStyle({ weight: key === id ? 3 : 1 })
      if (key !== id) marker.closeTooltip()
      else if (!marker.isTooltipOpen()) marker.openTooltip()
    }
    const marker = id === undefined ? undefined : markers.get(id)
    if (marker && drawing.contains(document.activeElement))
      map.panInside(marker.getLatLng(), { padding: [60, 60], animate: !still })
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', read)
  container.focus({ preventScroll: true })
  return () => {
    stopPointing()
    drawn.disconnect()
    matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', read)
    map.remove()
    container.remove()
    drawing.classList.remove('unseen')
  }
}

/** Leaflet takes a string for HTML: names are anybody's, so that they come as text. */
function plainText(text: string): HTMLElement {
  const element = document.createElement('span')
  element.textContent = text
  return element
}

/** Colours are the style sheet's: read from the drawing, since a canvas knows no classes. */
function coloursOf(element: SVGElement): { color: string; fillColor: string } {
  const { stroke, fill } = getComputedStyle(element)
  return { color: stroke, fillColor: fill }
}

/** Back from the drawing's units to degrees (see `projection.ts`). */
function placeOf(projection: string): Place {
  const [scale = 1, left = 0, top = 0] = projection.split(' ').map(Number)
  return (x, y) => {
    const lon = (x / scale + left - 0.5) * 360
    const lat = (Math.atan(Math.exp(2 * Math.PI * (0.5 - (y / scale + top)))) * 360) / Math.PI - 90
    return [lat, lon]
  }
}

function ringsOf(path: string, place: Place): [number, number][][] {
  return path
    .split('Z')
    .filter(Boolean)
    .map((ring) =>
      ring
        .slice(1)
        .split('L')
        .map((pair) => {
          const [x = 0, y = 0] = pair.split(' ').map(Number)
          return place(x, y)
        }),
    )
}
