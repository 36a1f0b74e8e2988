import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { parseSync } from 'oxc-parser'

/** The features, in the order in which they may know each other: each imports only from those above it. */
const order: readonly string[] = [
  ...['platform', 'design', 'territory', 'messages', 'identity', 'journal', 'calendar', 'rules', 'pupils'],
  ...['directory', 'partners', 'offers', 'applications', 'agreements', 'placements', 'paper'],
  ...['transit', 'allocation', 'digital-weeks', 'insertion', 'campaigns', 'runs', 'coverage', 'proposals'],
  ...['indicators', 'search', 'homes', 'desk', 'keeping', 'exchange', 'demo', 'api', 'web'],
]

/** Files of a feature that put the application together: others may load them, and they may load anything. */
const entries = ['cli', 'jobs', 'api', 'web']
/** Second doors, for those who must not load what stands behind the first. */
const sideDoors = ['design/words.ts', 'design/build.ts']
/** At the root of src: addresses know nothing, the rest compose. */
const composition = ['cli.ts', 'server.ts', 'tsx.ts']
const leaves = ['addresses.ts']
/** Modules of the platform that touch the world: a pure file imports their types at most. */
const effects =
  /^platform\/(clock|database|jobs|log|metrics|migrations|notifications|secret|identifiers|output-folder|folder-lock)\.ts$/

const root = import.meta.dirname

interface Import {
  readonly from: string
  /** Inside src: `identity/index.ts`; else the package. */
  readonly to: string
  readonly isPackage: boolean
  readonly isType: boolean
  readonly line: number
}

const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.d.ts'))
const imports = files.flatMap(importsOf)
const product = imports.filter(({ from }) => !from.includes('.test.'))

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const { module, errors } = parseSync(file, text)
  assert.deepEqual(errors, [], file)
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries: names, start }) => ({
      path: moduleRequest.value,
      isType: names.length > 0 && names.every((name) => name.isType),
      start,
    })),
    ...module.staticExports.flatMap(({ entries: names, start }) => {
      const [first] = names
      return first?.moduleRequest
        ? [{ path: first.moduleRequest.value, isType: names.every((name) => name.isType), start }]
        : []
    }),
    ...module.dynamicImports.flatMap(({ moduleRequest, start }) => {
      const path = /^['"](.+)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
      return path === undefined ? [] : [{ path, isType: false, start }]
    }),
  ]
  return found.map(({ path, isType, start }) => ({
    from: file,
    to: path.startsWith('#/')
      ? path.slice(2)
      : path.startsWith('.')
        ? relative(root, join(root, dirname(file), path))
        : path,
    isPackage: !path.startsWith('#/') && !path.startsWith('.'),
    isType,
    line: text.slice(0, start).split('\n').length,
  }))
}

const featureOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '')
const nameOf = (file: string): string => basename(file).replace(/\.tsx?$/, '')
const rank = (feature: string): number => order.indexOf(feature)
const isEntry = (file: string): boolean => file.split('/').length === 2 && entries.includes(nameOf(file))
const say = ({ from, line, to }: Import): string => `src/${from}:${line} imports ${to}`
const inside = product.filter(({ isPackage }) => !isPackage)

test('the rules below looked at the whole of src', () => {
  assert.ok(files.length > 150, `only ${files.length} files were seen`)
  assert.ok(imports.length > 600, `only ${imports.length} imports were seen`)
  assert.ok(inside.some(({ from, to }) => from === 'web/create-app.ts' && to === 'identity/index.ts'))
  assert.ok(
    product.some(({ from, to }) => from === 'cli.ts' && to === 'web/cli.ts'),
    'dynamic imports are seen',
  )
})

test('every folder of src has its place in the order', () => {
  const folders = new Set(files.map(featureOf).filter((feature) => feature !== ''))
  assert.deepEqual(
    [...folders].filter((folder) => rank(folder) === -1),
    [],
  )
})

test('imports go one way', () => {
  const wrong = inside.filter(({ from, to }) => {
    if (composition.includes(from) || leaves.includes(to)) return false
    if (leaves.includes(from)) return true
    if (composition.includes(to)) return !isEntry(from)
    return rank(featureOf(to)) > rank(featureOf(from)) && !(isEntry(from) && featureOf(from) !== 'platform')
  })
  assert.deepEqual(wrong.map(say), [])
})

/** Features that have no door yet are entered by file; the rule holds from the day the door is there. */
const doorless = order.filter(
  (feature) => files.some((file) => featureOf(file) === feature) && !files.includes(`${feature}/index.ts`),
)

test('every feature but the platform and the composition has a door', () => {
  assert.deepEqual(
    doorless.filter((feature) => !['platform', 'web', 'api'].includes(feature)),
    [],
  )
})

test('a feature is entered by its door, or by an entry that composition loads', () => {
  const wrong = inside.filter(({ from, to }) => {
    const [here, there] = [featureOf(from), featureOf(to)]
    if (there === '' || here === there || there === 'platform') return false
    if (to === `${there}/index.ts` || sideDoors.includes(to) || doorless.includes(there)) return false
    const composes = here === '' || here === 'web' || here === 'api' || isEntry(from)
    return !(composes && (isEntry(to) || there === 'web'))
  })
  assert.deepEqual(wrong.map(say), [])
})

test('a file of pages or words touches no database by itself, and a pure file nothing at all', () => {
  // A file that imports neither services nor SQL, in a feature, is a rule: data in, data out.
  const byFile = Map.groupBy(inside, ({ from }) => from)
  const pure = [
    'area',
    'school',
    'role',
    'account',
    'access',
    'decide',
    'scheme',
    'level',
    'eligibility',
    'close-groups',
    'shortages',
    'profiles',
  ]
  const checked = [...byFile.keys()].filter((file) => pure.includes(nameOf(file)) || /^allocation\/solver\//.test(file))
  assert.ok(checked.length > 8, `only ${checked.length} pure files were seen`)
  const wrong = checked.flatMap((file) =>
    (byFile.get(file) ?? []).filter(({ to, isType }) => !isType && effects.test(to)),
  )
  assert.deepEqual(wrong.map(say), [])
  const effectful = product.filter(
    ({ from, to, isType }) => checked.includes(from) && !isType && /^node:(fs|net|http|child_process)/.test(to),
  )
  assert.deepEqual(effectful.map(say), [])
})

test('the platform knows no feature, and no feature speaks to a driver', () => {
  assert.deepEqual(
    inside.filter(({ from, to }) => featureOf(from) === 'platform' && featureOf(to) !== 'platform').map(say),
    [],
  )
  const drivers = /^(pg|@electric-sql\/|pg-boss|pino)/
  assert.deepEqual(
    product
      .filter(({ from, to, isPackage }) => isPackage && drivers.test(to) && featureOf(from) !== 'platform')
      .map(say),
    [],
  )
})

test('nobody reads the clock or draws a number but the platform’s edge', () => {
  const readers = files.filter(
    (file) =>
      !file.includes('.test.') &&
      !['platform/clock.ts', 'platform/identifiers.ts', 'platform/secret.ts'].includes(file) &&
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\brandomUUID/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
  )
  assert.deepEqual(readers, [])
})

/** Pairs of files that share a constant the wrong way round; to be mended, not to be joined by others. */
const knownCircles = [
  'transit/latest-departures.ts transit/walks.ts',
  'allocation/solver/auction.ts allocation/solver/cheapest-seating.ts',
  'allocation/solver/cheapest-seating.ts allocation/solver/shortest-augmenting-paths.ts',
]

test('no circle of imports', () => {
  const next = Map.groupBy(
    inside.filter(({ isType }) => !isType),
    ({ from }) => from,
  )
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      const circle = path.slice(path.indexOf(file))
      if (!knownCircles.includes(circle.toSorted().join(' '))) circles.push([...circle, file].join(' -> '))
      return
    }
    state.set(file, 'open')
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
    state.set(file, 'done')
  }
  for (const file of next.keys()) visit(file, [])
  assert.deepEqual(circles, [])
})
