import { daysWords } from '#/design/index.ts'
import { schemes } from '#/rules/index.ts'
import type { AgreementContent } from '../content.ts'

export const pupilName = ({ pupil }: AgreementContent): string => `${pupil.firstName} ${pupil.lastName}`

/** « Garage du Bocage », or both hosts of a split seconde. */
export const hostNames = ({ hosts }: AgreementContent): string =>
  [...new Set(hosts.map(({ name }) => name))].join(', puis ')

/** « 15 au 26 juin »: from the first day at the first host to the last at the last. */
export function placementDays({ hosts }: AgreementContent): string {
  const days = hosts.flatMap(({ from, to }) => [from, to]).toSorted()
  return daysWords(
    Temporal.PlainDate.from(days[0] ?? hosts[0].from),
    Temporal.PlainDate.from(days.at(-1) ?? hosts[0].to),
  )
}

/** « Lina Marchand, séquence d’observation en seconde, du 15 au 26 juin, chez Garage du Bocage ». */
export const sayAgreement = (content: AgreementContent): string =>
  `${pupilName(content)}, ${schemes[content.scheme].name}, du ${placementDays(content)}, chez ${hostNames(content)}`
