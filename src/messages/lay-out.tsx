import { render } from 'preact-render-to-string'
import { BOUND, countWords, THIN } from '#/design/words.ts'
import { LetterHtml } from './letter-html.tsx'
import type { AnyMail, Letter, Reader } from './mail.ts'

/** What one item of a letter says, and its kind. */
export interface Part {
  readonly mail: Pick<AnyMail, 'name' | 'label' | 'because' | 'duty'>
  readonly letter: Letter
}

/** A letter as it is sent and kept. */
export interface Content {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What both forms of a letter say, in order. */
export interface Body {
  readonly greeting: string
  /** Shown by mail programs beside the subject: no more personal than it. */
  readonly preheader: string
  readonly blocks: readonly Block[]
  readonly footer: readonly string[]
  /** The way to the page of preferences. */
  readonly preferences: { readonly label: string; readonly href: string }
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'action'; readonly label: string; readonly href: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** A line of a digest, with where it leads. */
  | { readonly kind: 'line'; readonly text: string; readonly href: string | undefined }

interface Given {
  readonly reader: Reader
  readonly parts: readonly Part[]
  /** The address of this person's page of preferences. */
  readonly preferences: string
}

/** Lays a letter out, in HTML and in text: one item as it was written, several as a digest, a line each. */
export function layOut(given: Given): Content {
  const [first, ...others] = given.parts
  if (!first) throw new Error('A letter has something to say')
  const subject =
    others.length === 0
      ? impersonal(first, given.reader)
      : `${countWords(given.parts.length, 'nouvelle')} sur Passerelle`
  const body = set(others.length === 0 ? alone(first, given) : digest(given))
  return { subject, text: inText(body), html: `<!doctype html>${render(<LetterHtml subject={subject} body={body} />)}` }
}

function alone({ mail, letter }: Part, { reader, preferences }: Given): Body {
  return {
    greeting: greet(reader),
    preheader: mail.label,
    blocks: [
      ...letter.paragraphs.map(
        (paragraph): Block =>
          typeof paragraph === 'string' ? { kind: 'paragraph', text: paragraph } : { kind: 'list', items: paragraph },
      ),
      ...(letter.action ? [{ kind: 'action' as const, ...letter.action }] : []),
    ],
    footer: [because(mail, reader), ...(mail.duty === 'must' ? [owed[reader.voice]] : [])],
    preferences: { label: choose[reader.voice], href: preferences },
  }
}

function digest({ reader, parts, preferences }: Given): Body {
  const byKind = Map.groupBy(parts, ({ mail }) => mail.label)
  return {
    greeting: greet(reader),
    preheader: [...byKind.keys()].join(', '),
    blocks: [...byKind].flatMap(([label, some]): Block[] => [
      { kind: 'heading', text: label },
      ...some.map(({ letter }): Block => ({ kind: 'line', text: letter.digest, href: letter.action?.href })),
    ]),
    footer: [gathered[reader.voice]],
    preferences: { label: choose[reader.voice], href: preferences },
  }
}

/** No line of a letter begins with a sign that French keeps to the word before it. */
const bind = (text: string): string =>
  text
    .replaceAll(/ ([:»])/g, `${BOUND}$1`)
    .replaceAll('« ', `«${BOUND}`)
    .replaceAll(/ ([;!?])/g, `${THIN}$1`)

const set = ({ blocks, footer, ...body }: Body): Body => ({
  ...body,
  footer: footer.map(bind),
  blocks: blocks.map((block) => {
    if (block.kind === 'list') return { ...block, items: block.items.map(bind) }
    return block.kind === 'action' ? { ...block, label: bind(block.label) } : { ...block, text: bind(block.text) }
  }),
})

const greet = ({ name, voice }: Reader): string => {
  const calm = plainName(name)
  const called = voice === 'tu' ? (calm.split(' ')[0] ?? '') : calm
  return called === '' ? 'Bonjour,' : `Bonjour ${called},`
}

/** A name as it is said aloud: one line, nothing that a mail program would take for an address, not endless. */
const plainName = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}<>@:/\\]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 60)

function because({ because: reason }: Part['mail'], { voice }: Reader): string {
  const why = typeof reason === 'string' ? reason : reason[voice]
  const that = /^[aeiouyàâéèêëîïôùû]/i.test(why) ? 'parce qu’' : 'parce que '
  return `${voice === 'tu' ? 'Tu reçois' : 'Vous recevez'} ce message ${that}${why}.`
}

const owed = {
  tu: 'Il fait partie de ce que nous devons te dire : il t’arrive quels que soient tes choix.',
  vous: 'Il fait partie de ce que nous devons vous dire : il vous parvient quels que soient vos choix.',
} as const
const gathered = {
  tu: 'Tu reçois ces nouvelles en un seul message, au rythme que tu as choisi.',
  vous: 'Vous recevez ces nouvelles en un seul message, au rythme que vous avez choisi.',
} as const
const choose = { tu: 'Choisir ce que je reçois', vous: 'Choisir ce que je reçois' } as const

/** The subject, unless it names the reader or quotes an address: then the kind of mail says enough. */
function impersonal({ mail, letter }: Part, { name }: Reader): string {
  const names = plainName(name)
    .toLowerCase()
    .split(' ')
    .filter((word) => word.length > 2)
  const words = letter.subject.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return letter.subject.includes('@') || names.some((word) => words.includes(word)) ? mail.label : letter.subject
}

/** The letter for those who read text: everything in it, links in full. */
function inText({ greeting, blocks, footer, preferences }: Body): string {
  const said = blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return block.text
      case 'list':
        return block.items.map((item) => `– ${item}`).join('\n')
      case 'action':
        return `${block.label} :\n${block.href}`
      case 'heading':
        return block.text.toUpperCase()
      case 'line':
        return `– ${block.text}${block.href === undefined ? '' : `\n  ${block.href}`}`
      default:
        return block satisfies never
    }
  })
  return `${[greeting, ...said, 'Passerelle'].join('\n\n')}\n\n-- \n${footer.join('\n')}\n${preferences.label} :\n${preferences.href}\n`
}
