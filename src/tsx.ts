// Node runs .ts by stripping types; .tsx needs its JSX compiled. Loaded with `--import` before anything else.
import { readFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'oxc-transform'

// Compiled code is kept between processes: half the start of a command or of a test file. Where it cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../.cache/compile', import.meta.url)))

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context)
    const path = fileURLToPath(url)
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
      jsx: { runtime: 'automatic', importSource: 'preact' },
    })
    const [error] = errors
    if (error) throw new SyntaxError(error.message)
    return { format: 'module', source: code, shortCircuit: true }
  },
})
