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

/** The State's allowance, in euros for each day of presence: it is there once an amount is. */
export const onAllowance = {
  read: ({ costs }: AgreementContent): string =>
    costs?.allowanceEurosPerDay === undefined ? '' : String(costs.allowanceEurosPerDay),
  write(content: AgreementContent, value: string): AgreementContent {
    const { allowanceEurosPerDay: _, ...costs } = content.costs ?? {}
    return { ...content, costs: value === '' ? costs : { ...costs, allowanceEurosPerDay: Number(value) } }
  },
}
