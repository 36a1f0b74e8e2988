import { plainText } from '#/applications/index.ts'
import type { FieldError } from '#/design/index.ts'
import { findHost, hostsBySiret, readSiret } from '#/directory/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from './agreement.ts'
import { lockAgreement } from './agreements.ts'
import { askParts } from './ask-parts.ts'
import { insertAgreement } from './draft-agreement.ts'
import { fields, recall } from './fields.ts'
import { type Actor, type MoveServices, moveAgreement } from './move-agreement.ts'
import { answerDefect, isDay } from './read-answers.ts'
import { answersOfHost } from './remembered.ts'
import { openTransitions } from './transitions.ts'

export type Replaced =
  | { readonly agreement: Agreement }
  | { readonly why: 'unknown' | 'changed' }
  | { readonly errors: readonly FieldError[] }

/** The form: the new host, whom to ask there, and from which day. */
export interface NewHost {
  readonly siret: string
  readonly name: string
  readonly address: string
  readonly contactName: string
  readonly email: string
  /** ISO day. */
  readonly from: string
}

/**
 * Another host takes over, midway or before: the old agreement stops the day before, a new one is drafted for what remains, with the same
 * pupil, school and timetable, and the new host is asked for its part.
 */
export async function replaceHost(
  services: MoveServices,
  { agreementId, by, host: given }: { readonly agreementId: string; readonly by: Actor; readonly host: NewHost },
): Promise<Replaced> {
  return services.db.transaction().execute(async (tx): Promise<Replaced> => {
    const before = await lockAgreement(tx, agreementId)
    if (!before) return { why: 'unknown' }
    if (before.amends !== undefined || !openTransitions(before.state, by.kind).includes('replace'))
      return { why: 'changed' }
    const host = {
      siret: given.siret.replaceAll(/\s/g, ''),
      name: plainText(given.name),
      address: plainText(given.address),
      contactName: plainText(given.contactName),
      email: plainText(given.email).toLowerCase(),
      from: given.from,
    }
    const errors = defectsOf(host, before)
    if (errors.length > 0) return { errors }
    const { territoryId, pupilId, classId, school, organisation, content, source } = before
    const hostId = (await hostsBySiret(tx, territoryId, host.siret === '' ? [] : [host.siret])).get(host.siret)
    const found = hostId === undefined ? undefined : await findHost(tx, hostId)
    const today = services.clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(tx, territoryId))
      .toPlainDate()
    const old = content.hosts[0]
    const agreement = await insertAgreement(
      services,
      tx,
      {
        ...{ territoryId, pupilId, classId, school, organisation, hostId },
        source: source === 'outside' ? 'online' : source,
        state: 'draft',
        replaces: before.id,
        content: recall(
          {
            ...content,
            hosts: [
              {
                name: found?.name ?? host.name,
                ...(host.siret === '' ? {} : { siret: host.siret }),
                address: host.address,
                representative: { name: host.contactName, email: host.email },
                activities: '',
                ...(found?.staff === undefined ? {} : { staff: found.staff }),
                from: host.from,
                to: old.to,
                hours: old.hours,
                ...(old.weeks ? { weeks: old.weeks } : {}),
              },
            ],
          },
          hostId === undefined ? {} : await answersOfHost(tx, territoryId, hostId),
        ),
      },
      { what: 'drafted', grounds: by.grounds },
    )
    const eve = Temporal.PlainDate.from(host.from).subtract({ days: 1 }).toString()
    const began = before.firstDay < host.from && before.firstDay <= today.toString()
    await moveAgreement(services, tx, {
      agreementId,
      transition: 'replace',
      by,
      detail: { with: agreement.id },
      set: { reason: 'other-host', ...(began ? { lastDay: eve } : {}) },
    })
    await askParts(services, tx, agreement)
    return { agreement }
  })
}

/** What is wrong with the form, field by field, with how to mend it. */
function defectsOf(host: NewHost, before: Agreement): readonly FieldError[] {
  const email = fields.find(({ name }) => name === 'hostEmail')
  const wrongEmail =
    email &&
    (host.email === ''
      ? 'Écrivez l’adresse e-mail de la personne à qui demander la suite.'
      : answerDefect(email, host.email))
  return [
    ...(host.siret !== '' && !('siret' in readSiret(host.siret))
      ? [{ name: 'siret', message: 'Ce SIRET n’existe pas : il a quatorze chiffres. Vérifiez-le, ou laissez-le vide.' }]
      : []),
    ...needed('name', host.name, 'Écrivez le nom de la nouvelle structure.'),
    ...needed('address', host.address, 'Écrivez l’adresse de la nouvelle structure.'),
    ...needed('contactName', host.contactName, 'Écrivez le nom de la personne qui signera.'),
    ...(wrongEmail === undefined ? [] : [{ name: 'email', message: wrongEmail }]),
    ...(isDay(host.from) && host.from >= before.firstDay && host.from <= before.lastDay
      ? []
      : [{ name: 'from', message: 'Choisissez un jour entre le premier et le dernier.' }]),
  ]
}

const needed = (name: string, value: string, message: string): readonly FieldError[] =>
  value === '' ? [{ name, message }] : value.length > 300 ? [{ name, message: '300 signes au plus.' }] : []
