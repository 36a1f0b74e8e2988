/** Ways to reach someone outside the platform, as they are found in a text. */
export interface ContactDetail {
  readonly kind: 'email' | 'phone' | 'link' | 'account'
  readonly text: string
}

/**
 * Written out or slightly hidden (« lina arobase exemple point fr », « 06.12 34-56 78 »). Made to say a word before sending, not to
 * stop anybody: a few are missed, and an hour or a year is never taken for a number to call.
 */
const forms: readonly { readonly kind: ContactDetail['kind']; readonly pattern: RegExp }[] = [
  {
    kind: 'email',
    pattern:
      /[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\sarobase\s)\s?[\w-]{1,63}(?:\s?(?:\.|\spoint\s)\s?[\w-]{2,63}){1,4}/giu,
  },
  { kind: 'phone', pattern: /(?<!\d)(?:(?:\+|00)\s?33\s?\(?0?\)?|0)\s?[1-9](?:[\s.\-/]?\d{2}){4}(?!\d)/gu },
  { kind: 'link', pattern: /(?:https?:\/\/|www\.)[^\s<>"»]{3,200}/giu },
  {
    kind: 'account',
    pattern:
      /(?:\b(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|whats\s?app|discord|telegram|facebook)\b\s{0,2}:\s{0,2}|(?<![\w@])@)[\w.]{3,40}/giu,
  },
]

/** The contact details in a text, in the order in which they stand; each stretch of text once. */
export function contactDetails(text: string): readonly ContactDetail[] {
  const found: (ContactDetail & { readonly from: number; readonly to: number })[] = []
  for (const { kind, pattern } of forms)
    for (const { 0: match, index } of text.matchAll(pattern)) {
      const [from, to] = [index, index + match.length]
      if (!found.some((other) => from < other.to && other.from < to)) found.push({ kind, text: match.trim(), from, to })
    }
  return found.toSorted((a, b) => a.from - b.from).map(({ kind, text: said }) => ({ kind, text: said }))
}

/** Whether a text says this first name, as a word of its own. */
export const saysName = (text: string, firstName: string): boolean =>
  new RegExp(`(?<![\\p{L}\\d_])${RegExp.escape(firstName)}(?![\\p{L}\\d_])`, 'iu').test(text)
