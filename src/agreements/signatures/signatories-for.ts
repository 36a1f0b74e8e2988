import { ageOn } from '#/rules/index.ts'
import type { AgreementContent, Contact } from '../content.ts'
import type { Party } from '../tables.ts'
import { type Duty, signingDuties } from './signing-duties.ts'

/** Someone whom a version is put to, before they have a row. */
export interface ExpectedSignatory {
  readonly party: Party
  /** Tells apart several of one party; 0 for the first. */
  readonly rank: number
  readonly name: string
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly takesNote: boolean
  /** Of those with the same word, one signature is enough. */
  readonly anyOf: string | undefined
}

/**
 * Who must sign, and who takes note, on a day: a pupil of age signs for themselves from their eighteenth birthday on. A tutor who signs
 * for the host is not asked twice, nor a companion who is the prescriber's.
 */
export function signatoriesFor(content: AgreementContent, today: Temporal.PlainDate): readonly ExpectedSignatory[] {
  const isAdult = ageOn(Temporal.PlainDate.from(content.pupil.birthDate), today) >= 18
  const age = isAdult ? 'adult' : 'minor'
  return signingDuties[content.scheme]
    .filter((duty) => duty.age === undefined || duty.age === age)
    .flatMap((duty) => peopleOf(duty, content).map((person, rank) => expected(duty, person, rank)))
}

const expected = (duty: Duty, { name, email, phone }: Contact, rank: number): ExpectedSignatory => ({
  party: duty.party,
  rank,
  name,
  email: email?.trim().toLowerCase() || undefined,
  phone: phone?.trim() || undefined,
  takesNote: duty.does === 'takes-note',
  anyOf: duty.anyOf ? duty.party : undefined,
})

function peopleOf({ party }: Duty, content: AgreementContent): readonly Contact[] {
  const { hosts, school, pupil, representatives, prescriber } = content
  switch (party) {
    case 'host':
      return distinct(hosts.map(({ representative }) => representative))
    case 'organiser':
      return [hosts[0].representative]
    case 'tutor':
      return distinct(hosts.flatMap(({ tutor }) => tutor ?? [])).filter(
        (tutor) => !hosts.some(({ representative }) => isSame(tutor, representative)),
      )
    case 'head':
      return school ? [school.head] : []
    case 'representative':
      return representatives
    case 'pupil':
    case 'beneficiary':
      return [{ ...pupil, name: `${pupil.firstName} ${pupil.lastName}` }]
    case 'companion': {
      const { companion } = content
      return companion && !(prescriber && isSame(companion, prescriber)) ? [companion] : []
    }
    case 'prescriber':
    case 'employer':
    case 'chamber':
    case 'referent': {
      const person = content[party]
      return person ? [person] : []
    }
    default:
      return party satisfies never
  }
}

const folded = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

/** By their address where both have one, else by their name. */
const isSame = (one: Contact, other: Contact): boolean =>
  one.email && other.email ? folded(one.email) === folded(other.email) : folded(one.name) === folded(other.name)

const distinct = (people: readonly Contact[]): readonly Contact[] =>
  people.filter((person, index) => people.findIndex((other) => isSame(person, other)) === index)
