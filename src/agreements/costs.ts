import type { AgreementContent } from './content.ts'

type Cost = 'meals' | 'transport' | 'lodging'
/** How a form reads and writes one line of the financial annex. */
export const onCost = (key: Cost) => ({
  read: ({ costs }: AgreementContent): string => costs?.[key] ?? '',
  /** An empty answer is one that nobody gave: the annex then says what is usual. */
  write(content: AgreementContent, value: string): AgreementContent {
    const { [key]: _, ...costs } = content.costs ?? {}
    return { ...content, costs: value === '' ? costs : { ...costs, [key]: value } }
  },
})

/** « 15 », « 12,50 € », « 12.5 »: euros with their cents, above nothing. Undefined: no amount. */
export function readAmount(text: string): number | undefined {
  const typed = /^(\d{1,4})(?:[,.](\d{1,2}))?\s*(?:€|euros?)?$/u.exec(text.trim())
  const [, euros = '', cents = ''] = typed ?? []
  const amount = Number(`${euros}.${cents || '0'}`)
  return typed && amount > 0 ? amount : undefined
}

/** As it is typed: « 15 », « 12,50 ». */
const amountText = (amount: number): string =>
  Number.isInteger(amount) ? String(amount) : amount.toFixed(2).replace('.', ',')

/** The State's allowance, in euros for each day of presence: it is there once an amount is. */
export const onAllowance = {
  read: ({ costs }: AgreementContent): string =>
    costs?.allowanceEurosPerDay === undefined ? '' : amountText(costs.allowanceEurosPerDay),
  write(content: AgreementContent, value: string): AgreementContent {
    const { allowanceEurosPerDay: _, ...costs } = content.costs ?? {}
    const amount = readAmount(value)
    return { ...content, costs: amount === undefined ? costs : { ...costs, allowanceEurosPerDay: amount } }
  },
}
