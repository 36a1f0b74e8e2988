import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { rulesPage } from './rules-page.ts'

test('docs/rules.md says what the tables say', () => {
  const file = join(import.meta.dirname, '../../docs/rules.md')
  if (process.env.UPDATE_DOCS) writeFileSync(file, rulesPage())
  assert.equal(readFileSync(file, 'utf8'), rulesPage(), 'run UPDATE_DOCS=1 npm test -- rules-page')
})
