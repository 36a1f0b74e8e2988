import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where `buildAssets` writes, and the server reads: hashed names, so they never change. */
export const assetsFolder = join(import.meta.dirname, '../../dist/assets')
const manifestFile = join(assetsFolder, 'manifest.json')

let known: { readonly at: number; readonly names: ReadonlyMap<string, string> } | undefined

/** The address of an asset by its plain name (`styles.css`, `main.js`); the plain address where nothing was built (tests). */
export function asset(name: string): string {
  return `/assets/${manifest().get(name) ?? name}`
}

function manifest(): ReadonlyMap<string, string> {
  const at = statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (known?.at === at) return known.names
  const parsed: unknown = at === 0 ? {} : JSON.parse(readFileSync(manifestFile, 'utf8'))
  const names = new Map<string, string>()
  if (typeof parsed === 'object' && parsed !== null)
    for (const [key, file] of Object.entries(parsed)) if (typeof file === 'string') names.set(key, file)
  known = { at, names }
  return names
}
