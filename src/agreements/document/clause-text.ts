import type { Clause } from './clause.ts'

/** A clause's body as people write it: a paragraph a line, the entries of a list each after a dash. */
export const clauseText = (body: Clause['body']): string =>
  body.map((part) => (typeof part === 'string' ? part : part.map((entry) => `– ${entry}`).join('\n'))).join('\n')

/** The body that such a text says. */
export function readClauseText(text: string): Clause['body'] {
  const body: (string | string[])[] = []
  for (const line of text.split(/\r?\n/).map((each) => each.trim().replaceAll(/[ \t]+/g, ' '))) {
    const entry = /^[–—-]\s+(.+)$/.exec(line)?.[1]
    const last = body.at(-1)
    if (entry !== undefined && Array.isArray(last)) last.push(entry)
    else if (entry !== undefined) body.push([entry])
    else if (line !== '') body.push(line)
  }
  return body
}
