import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { daysWords } from '#/design/words.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../agreements.ts'
import { missingFields, parts } from '../fields.ts'
import { createFillLink } from '../fill-links.ts'
import { placementWords } from '../placement-words.ts'

/** That an agreement waits for what only this reader knows. Without an account, by a link of their own. */
export const fillAsked = defineMail({
  name: 'agreements.fill-asked',
  schema: z.object({ agreement: z.uuid(), part: z.enum(parts) }),
  label: 'Conventions à compléter',
  because: { tu: 'une convention de stage porte ton nom', vous: 'une convention attend vos réponses' },
  duty: 'must',
  pace: 'now',
  async write(services, { agreement: id, part }, reader) {
    const agreement = await findAgreement(services.db, id)
    if (agreement?.state !== 'draft') return undefined
    const lacking = missingFields(agreement.content).filter((field) => field.part === part)
    if (lacking.length === 0) return undefined
    const { firstName, lastName } = agreement.content.pupil
    const host = agreement.content.hosts[0]
    const words = placementWords(agreement.scheme)
    const dates = daysWords(Temporal.PlainDate.from(host.from), Temporal.PlainDate.from(host.to))
    const origin = originOf(services.configuration)
    const { email, name, accountId } = reader
    const href =
      accountId !== undefined || email === undefined
        ? addressOf('agreementFill', { agreement: id, part })
        : addressOf('fillLink', { token: await createFillLink(services, agreement, { part, email, name }) })
    return {
      subject:
        reader.voice === 'tu' ? 'Ta convention de stage est à compléter' : `Une convention ${words.of} à compléter`,
      paragraphs: [
        part === 'host'
          ? `${firstName} ${lastName.slice(0, 1)}. vient chez vous ${dates}. La convention est presque prête : il y manque ce que vous seul savez.`
          : `La convention de ${firstName} avec ${host.name}, ${dates}, est presque prête. Il y manque quelques réponses.`,
        lacking.slice(0, 6).map(({ label }) => label),
        'Comptez trois minutes, sur un téléphone aussi. Ce que vous écrivez est gardé au fur et à mesure, et proposé de nouveau la prochaine fois.',
      ],
      action: { label: 'Compléter la convention', href: `${origin}${href}` },
      digest: `Une convention ${words.of} attend vos réponses`,
    }
  },
})
