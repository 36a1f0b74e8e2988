import { momentWords, Timeline } from '#/design/index.ts'
import { awaited, hasSigned } from '../circuit.ts'
import type { SignatoryRow } from '../signatories.ts'
import { partyWords } from '../signing-duties.ts'

/** How a signature was given, after « a signé ». */
const ways: Readonly<Record<string, string>> = {
  account: 'en ligne',
  link: 'en ligne',
  'link-code': 'en ligne',
  paper: 'sur papier',
  'in-person': 'à l’établissement, en main propre',
}

/** Who signed, who is waited for, who only takes note. */
export function CircuitSteps({ signatories, timeZone }: { signatories: readonly SignatoryRow[]; timeZone: string }) {
  const waited = awaited(signatories)
  const steps = signatories.map((each) => {
    const signed = hasSigned(each)
    const isWaited = waited.includes(each)
    return {
      key: each.id,
      title: `${each.name}, ${partyWords[each.party]}`,
      detail:
        signed && each.signedAt
          ? `${each.takesNote ? 'En a pris connaissance' : 'A signé'} ${ways[each.boundBy ?? ''] ?? ''}, ${momentWords(each.signedAt, timeZone)}`
          : each.refusedAt
            ? 'Ne veut pas signer'
            : each.takesNote
              ? 'En prend connaissance, sans signer'
              : isWaited
                ? 'Sa signature est attendue'
                : 'Peut encore signer',
      when: signed ? ('done' as const) : isWaited ? ('now' as const) : ('next' as const),
    }
  })
  const order = { done: 0, now: 1, next: 2 }
  return <Timeline label="Signatures" steps={steps.toSorted((a, b) => order[a.when] - order[b.when])} />
}
