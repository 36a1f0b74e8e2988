import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { after, suite } from 'node:test'
import { keepEngines } from './engines.ts'

/**
 * Several test files in one process, each a suite of its own: the application is loaded once for them, and so is the embedded
 * database, which together cost more than most files do.
 */
after(keepEngines())
// At once, not by `import()`: what a file says at its top level belongs to the suite that loads it.
const load = createRequire(import.meta.url)
for (const file of process.argv.slice(2))
  suite(file, () => {
    load(resolve(file))
  })
