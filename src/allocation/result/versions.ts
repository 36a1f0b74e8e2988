import { readFileSync } from 'node:fs'

/** Versions that made a result, for the summary. */
export function softwareVersions(): { readonly passerelle: string; readonly node: string } {
  const packageFile: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  const version = packageFile instanceof Object && 'version' in packageFile ? String(packageFile.version) : 'inconnue'
  return { passerelle: version, node: process.version }
}
