import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { assetsFolder } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}

/** The built assets: names hold a hash of their content, so a browser keeps them for a year. Only files listed there are served. */
export function staticAssets(folder = assetsFolder): Hono<Env> {
  return new Hono<Env>().get(addresses.assets, (c) => {
    const file = c.req.param('file')
    const type = types[extname(file)]
    if (type === undefined || !listFiles(folder).has(file)) return c.notFound()
    return c.body(new Uint8Array(readFileSync(join(folder, file))), 200, {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
}

let listed: { readonly folder: string; readonly at: number; readonly files: ReadonlySet<string> } | undefined

/** The files of the folder, read again only when the folder changed (a build during development). */
function listFiles(folder: string): ReadonlySet<string> {
  const at = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
  if (at === undefined) return new Set()
  if (listed?.folder !== folder || listed.at !== at) listed = { folder, at, files: new Set(readdirSync(folder)) }
  return listed.files
}
