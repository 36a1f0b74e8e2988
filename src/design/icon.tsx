import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { JSX } from 'preact'

const resolve = createRequire(import.meta.url).resolve

/** The whole family: few icons, always beside a word. Names are ours, so that a change of drawing touches one line. */
const FILES = {
  success: 'circle-check',
  warning: 'triangle-alert',
  error: 'octagon-alert',
  info: 'info',
  walk: 'footprints',
  ride: 'bus',
  file: 'file-text',
  drop: 'upload',
  download: 'download',
  print: 'printer',
  sorted_up: 'arrow-up',
  sorted_down: 'arrow-down',
  next: 'chevron-right',
  previous: 'chevron-left',
  outside: 'external-link',
  search: 'search',
  camera: 'camera',
} as const
export type IconName = keyof typeof FILES

const drawings = new Map<IconName, string>()

function drawingOf(name: IconName): string {
  const known = drawings.get(name)
  if (known !== undefined) return known
  const text = readFileSync(resolve(`lucide-static/icons/${FILES[name]}.svg`), 'utf8')
  const inside = text.slice(text.indexOf('>', text.indexOf('<svg')) + 1, text.lastIndexOf('</svg>')).trim()
  drawings.set(name, inside)
  return inside
}

/** An icon inlined at render: decoration beside its word, which carries the meaning. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
      class={`icon icon-${name.replace('_', '-')}`}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: drawingOf(name) }}
    />
  )
}
