import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { variableNames } from '#/platform/configuration.ts'

const root = join(import.meta.dirname, '..')
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]
const read = (page: string) => readFileSync(join(root, page), 'utf8')

/** Command lines of the `sh` blocks, continued lines joined, comments left out. */
const commandLines = (text: string): string[] =>
  [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => (block ?? '').replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')

const passerelle = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'bin', 'passerelle.js'), ...args], { cwd: root, encoding: 'utf8' })

const lines = pages.flatMap((page) => commandLines(read(page)).map((line) => ({ page, line })))

test('the documentation shows commands at all', () => {
  assert.ok(lines.some(({ line }) => line.startsWith('npx passerelle allocate')))
})

test('every npm script that the documentation names exists', () => {
  const manifest: unknown = JSON.parse(read('package.json'))
  const scripts = typeof manifest === 'object' && manifest !== null && 'scripts' in manifest ? manifest.scripts : {}
  for (const { page, line } of lines) {
    const name = /\bnpm (?:run )?(start|test|run [\w:]+|[\w:]+)/.exec(line)?.[1]?.replace('run ', '')
    if (name === undefined || ['ci', 'install'].includes(name)) continue
    assert.ok(Object.hasOwn(scripts ?? {}, name), `${page}: npm script « ${name} » does not exist`)
  }
})

test('every option that the documentation gives to a command is in its help', () => {
  const helps = new Map<string, string>()
  for (const { page, line } of lines) {
    const match = /^npx passerelle (\S+)(.*)$/.exec(line)
    if (!match) continue
    const [, name = '', rest = ''] = match
    if (!helps.has(name)) helps.set(name, passerelle([name, '--help']).stdout)
    for (const [, option] of rest.matchAll(/(?:^|\s)--([\w-]+)/g))
      assert.match(helps.get(name) ?? '', new RegExp(`--${option}\\b`), `${page}: ${name} has no --${option}`)
  }
})

test('the example of the documentation runs as written, and is verified', () => {
  const out = mkdtempSync(join(tmpdir(), 'passerelle-docs-'))
  const shown = lines.filter(({ page, line }) => page === 'README.md' && line.includes('docs/example'))
  assert.deepEqual(
    shown.map(({ line }) => line.split(' ')[2]),
    ['allocate', 'verify'],
  )
  for (const { line } of shown) {
    const args = line.replaceAll('out/example', join(out, 'example')).split(/\s+/).slice(2)
    const { status, stderr } = passerelle(args)
    assert.equal(status, 0, `${line}\n${stderr}`)
  }
  assert.deepEqual(
    readFileSync(join(out, 'example', 'allocation.csv'), 'utf8')
      .split('\n')[0]
      ?.split(',')
      .slice(0, 3),
    ['pupil', 'offer', 'week'],
  )
})

test('every link between pages of the documentation leads somewhere', () => {
  for (const page of pages)
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
      assert.ok(existsSync(join(root, dirname(page), target)), `${page}: ${target} does not exist`)
})

test('the page on configuration lists each variable that the application reads, and no other', () => {
  const listed = [...read('docs/configuration.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  assert.deepEqual(new Set(listed), new Set(variableNames))
})
