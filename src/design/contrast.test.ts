import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

// The colours of the style sheet itself, in both schemes.
const sheet = readFileSync(new URL('styles/tokens.css', import.meta.url), 'utf8')
const tokens = new Map<string, readonly [light: string, dark: string]>()
for (const [, name, light, dark] of sheet.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g))
  tokens.set(name!, [light!, dark!])
for (const [, name, colour] of sheet.matchAll(/--(heat-\d): (#\w{6})/g)) tokens.set(name!, [colour!, colour!])

const schemes = ['light', 'dark'] as const

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(front: string, back: string, scheme: 0 | 1): number {
  const [a, b] = [front, back].map((name) => {
    const pair = tokens.get(name)
    assert.ok(pair, `--${name} stands in tokens.css`)
    return luminance(pair[scheme])
  })
  return (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05)
}

function check(pairs: readonly (readonly [string, string])[], least: number) {
  const low = pairs.flatMap(([front, back]) =>
    schemes.flatMap((name, scheme) => {
      const ratio = contrast(front, back, scheme === 0 ? 0 : 1)
      return ratio < least ? [`${front} on ${back}, ${name}: ${ratio.toFixed(2)}`] : []
    }),
  )
  assert.deepEqual(low, [])
}

void test('text reaches AAA (7:1) on every ground it stands on', () => {
  const grounds = ['paper', 'raised', 'tint'] as const
  const tinted = ['warm-tint', 'good-tint', 'wait-tint', 'bad-tint'] as const
  check(
    [
      ...grounds.flatMap((ground) =>
        (['ink', 'soft', 'act', 'warm', 'bad'] as const).map((text) => [text, ground] as const),
      ),
      ...tinted.flatMap(
        (ground) =>
          [
            ['ink', ground],
            ['act', ground],
          ] as const,
      ),
      ['warm', 'warm-tint'],
      ['good', 'good-tint'],
      ['wait', 'wait-tint'],
      ['bad', 'bad-tint'],
      ['on-act', 'act'],
      ['on-act', 'act-strong'],
      ['act-strong', 'tint'],
      ['paper', 'ink'],
    ],
    7,
  )
})

void test('edges of fields, focus and marks reach 3:1', () => {
  check(
    ['paper', 'raised', 'tint'].flatMap((ground) =>
      (['rule', 'focus', 'need', 'act'] as const).map((mark) => [mark, ground] as const),
    ),
    3,
  )
  check([['wait-mark', 'paper']], 3)
})

void test('the ink edge of a circle shows on the land and on the sea, whatever its fill', () => {
  check(
    [
      ['ink', 'tint'],
      ['ink', 'paper'],
    ],
    3,
  )
})

void test('the scale goes from light to dark without turning back', () => {
  const steps = Array.from({ length: 7 }, (_, step) => luminance(tokens.get(`heat-${step}`)![0]))
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => b - a),
  )
})
