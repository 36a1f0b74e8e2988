import { BOUND } from '#/design/words.ts'
import type { Agreement } from '../agreement.ts'
import type { SignatoryRow } from './signatories.ts'
import { partyWords } from './signing-duties.ts'

/** Something that whoever signs last should look at before signing. */
export interface Anomaly {
  /** Heavier ones come first. */
  readonly weight: number
  readonly words: string
}

/** What stands out in an agreement, the heaviest first: who refuses, what a person let pass, what the rules say, what is missing. */
export function anomaliesOf(
  { content, findings, overrides }: Pick<Agreement, 'content' | 'findings' | 'overrides'>,
  signatories: readonly Pick<SignatoryRow, 'party' | 'name' | 'refusedAt' | 'email' | 'signedVersion'>[],
): readonly Anomaly[] {
  const { hosts, pupil, school } = content
  const parents = signatories.filter(({ party }) => party === 'representative')
  const unreachable =
    parents.length > 0 &&
    parents.every(({ email, signedVersion }) => email === undefined && signedVersion === undefined)
  return [
    ...signatories
      .filter(({ refusedAt }) => refusedAt !== undefined)
      .map(({ name, party }) => ({ weight: 8, words: `${name} (${partyWords[party]}) ne veut pas signer` })),
    ...overrides.map(({ name, reason }) => ({
      weight: 4,
      words: `Alerte levée par ${name} : «${BOUND}${reason}${BOUND}»`,
    })),
    ...findings.map(({ severity, message }) => ({ weight: severity === 'refused' ? 5 : 3, words: message })),
    ...(unreachable
      ? [
          {
            weight: 2,
            words: 'Aucun responsable légal n’a d’adresse au dossier : signature sur papier ou à l’établissement',
          },
        ]
      : []),
    ...(hosts.every(({ insurance }) => insurance) ? [] : [missing('L’assurance de la structure n’est pas indiquée')]),
    ...(pupil.insurance ? [] : [missing('L’assurance de l’élève n’est pas indiquée')]),
    ...(school && !school.boardVote ? [missing('La date du vote du conseil n’est pas indiquée')] : []),
  ].toSorted((a, b) => b.weight - a.weight)
}

const missing = (words: string): Anomaly => ({ weight: 1, words })

/** How far up the list it stands. */
export const weightOf = (anomalies: readonly Anomaly[]): number =>
  anomalies.reduce((sum, { weight }) => sum + weight, 0)

/** What all of several share is told once, so that in each of them stands out what is its own. */
export function shareAnomalies<Row extends { readonly anomalies: readonly Anomaly[] }>(
  rows: readonly Row[],
): { readonly shared: readonly Anomaly[]; readonly rows: readonly Row[] } {
  const [first, ...others] = rows
  if (first === undefined || others.length === 0) return { shared: [], rows }
  const shared = first.anomalies.filter(({ words }) =>
    others.every(({ anomalies }) => anomalies.some((each) => each.words === words)),
  )
  const isShared = ({ words }: Anomaly): boolean => shared.some((each) => each.words === words)
  return { shared, rows: rows.map((row) => ({ ...row, anomalies: row.anomalies.filter((each) => !isShared(each)) })) }
}
