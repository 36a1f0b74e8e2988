import type { AgreementContent } from '#/agreements/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import type { OfferHours } from '#/offers/index.ts'
import { pupilName } from '../names.ts'
import type { Random } from '../random.ts'

/** What a host types in an agreement. */
export function hostAnswers(random: Random): Readonly<Record<string, string>> {
  const { firstName, lastName } = pupilName(random)
  const name = `${firstName} ${lastName}`
  const email = `direction-${random.below(9000) + 1000}@demonstration.example`
  return {
    ...{ hostName: name, hostRole: random.pick(['gérante', 'directeur', 'responsable']), hostEmail: email },
    ...{
      tutorName: name,
      risks: 'Aucun risque particulier',
      insurance: `Assureur, contrat ${random.below(9000) + 1000}`,
    },
  }
}

/** What the school types. */
export const schoolAnswers = {
  schoolAddress: '1 rue des Écoles',
  headName: 'Hélène Vautier',
  headRole: 'proviseure',
  boardVote: '2025-11-27',
  schoolInsurance: 'L’État est son propre assureur',
  referentName: 'Karim Bellec',
} as const

/** What is known of a placement before anybody types. */
export interface Known {
  readonly pupil_id: string
  readonly school: string
  readonly weeks: readonly string[]
  readonly first_name: string
  readonly last_name: string
  readonly birth_date: string
  readonly hours: OfferHours
  readonly activities: string
  readonly description: string
  readonly host_name: string
  readonly siret: string | null
  readonly class_name: string
  readonly school_name: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly city: string | null
}

/** An agreement as it stands once drafted, or filled. */
export function contentOf(
  known: Known,
  scheme: AgreementContent['scheme'],
  filled: boolean,
  random: Random,
): AgreementContent {
  const mondays = known.weeks.toSorted().flatMap((week) => mondayOf(week) ?? [])
  const address = `${known.street ?? ''}, ${known.postcode ?? ''} ${known.city ?? ''}`.replace(/^, /, '').trim()
  const { firstName, lastName } = pupilName(random)
  const { hostName: name, hostRole: role, hostEmail: email, risks, insurance } = hostAnswers(random)
  return {
    scheme,
    hosts: [
      {
        name: known.host_name,
        ...(known.siret === null ? {} : { siret: known.siret }),
        address,
        representative: filled ? { name: name ?? '', role: role ?? '', email: email ?? '' } : { name: '' },
        tutor: { name: `${firstName} ${lastName}` },
        activities: known.activities === '' ? known.description : known.activities,
        ...(filled ? { risks: risks ?? '', insurance: insurance ?? '' } : {}),
        from: (mondays[0] ?? Temporal.PlainDate.from('2026-06-15')).toString(),
        to: (mondays.at(-1) ?? Temporal.PlainDate.from('2026-06-15')).add({ days: 4 }).toString(),
        hours: known.hours,
      },
    ],
    school: {
      uai: known.school,
      name: known.school_name ?? known.school,
      address: filled ? schoolAnswers.schoolAddress : '',
      head: { name: 'La direction' },
      ...(filled ? { boardVote: schoolAnswers.boardVote, insurance: schoolAnswers.schoolInsurance } : {}),
    },
    pupil: {
      id: known.pupil_id,
      firstName: known.first_name,
      lastName: known.last_name,
      birthDate: known.birth_date,
      className: known.class_name,
    },
    representatives: [],
    ...(filled ? { referent: { name: 'L’équipe pédagogique' } } : {}),
  }
}
