import { readdirSync, statSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { assetsFolder } from './assets.ts'

const here = import.meta.dirname
const manifestFile = join(assetsFolder, 'manifest.json')

/** What pages name, and which built file holds it. */
const ENTRIES = { main: join(here, 'islands/main.ts'), styles: join(here, 'styles.css'), arc: join(here, 'arc.svg') }
const PRELOADED = { 'latin.woff2': 'atkinson-hyperlegible-next-latin-wght-normal.woff2' }

/**
 * Bundles the islands and the style sheet into `dist/assets` with hashed names and a manifest; does nothing when they are newer
 * than every source. Returns whether it built. About a second.
 */
export async function buildAssets(options: { force?: boolean } = {}): Promise<boolean> {
  const builtAt = statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (!options.force && builtAt > newestSource()) return false
  // Loaded only when there is something to build: the bundler is heavy.
  const { build } = await import('vite')
  await rm(manifestFile, { force: true })
  const output = await build({
    root: here,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    base: '/assets/',
    build: {
      outDir: assetsFolder,
      emptyOutDir: true,
      assetsDir: '',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      reportCompressedSize: false,
      rollupOptions: { input: ENTRIES },
    },
  })
  const names: Record<string, string> = {}
  for (const { output: files } of [output].flat().filter((one) => 'output' in one))
    for (const file of files) {
      if (file.type === 'chunk' && file.isEntry && file.name === 'main') names['main.js'] = file.fileName
      if (file.type === 'asset') for (const source of file.names) names[plainName(source)] = file.fileName
    }
  await writeFile(manifestFile, JSON.stringify(names, null, 2))
  return true
}

function plainName(source: string): string {
  const name = basename(source)
  const preloaded = Object.entries(PRELOADED).find(([, file]) => file === name)
  return preloaded?.[0] ?? name
}

/** The time of the newest file that goes into the assets. */
function newestSource(): number {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  const lock = statSync(join(here, '../../package-lock.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Math.max(
    lock,
    ...files.filter((file) => /\.(css|ts|svg)$/.test(file)).map((file) => statSync(join(here, file)).mtimeMs),
  )
}
