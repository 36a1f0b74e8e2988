import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { dayWords, momentWords } from '#/design/index.ts'
import {
  codeOfRequest,
  findInvitation,
  inspectRequest,
  invited,
  linkToken,
  requestLife,
  roleChanged,
  roles,
  signInAsked,
} from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import { defineMail, originOf, post } from '#/messages/index.ts'
import { reactTo } from '#/platform/events.ts'
import { nameOfPlace } from './place-names.ts'

/**
 * The mails of identity stand here, in the composition: identity comes before messages in the order of imports, and says what happened
 * by events (docs/decisions/0011). What opens a door is derived from an id at the moment of writing: no table ever holds it.
 */
export const signInMail = defineMail({
  name: 'identity.sign-in',
  schema: z.object({ requestId: z.uuid() }),
  label: 'Connexion',
  because: {
    vous: 'quelqu’un a demandé à se connecter avec votre adresse',
    tu: 'quelqu’un a demandé à se connecter avec ton adresse',
  },
  duty: 'must',
  pace: 'now',
  async write(services, { requestId }, { voice }) {
    if ((await inspectRequest(services, requestId, 'link')) !== 'good') return undefined
    const code = codeOfRequest(services.key, requestId)
    const minutes = requestLife.total('minutes')
    const isTu = voice === 'tu'
    return {
      subject: 'Votre connexion à Passerelle',
      paragraphs: [
        isTu
          ? `Ton code de connexion : ${code.slice(0, 3)} ${code.slice(3)}`
          : `Votre code de connexion : ${code.slice(0, 3)} ${code.slice(3)}`,
        isTu
          ? `Recopie-le sur la page où tu l’as demandé, ou ouvre le lien ci-dessous sur le même appareil. Il sert une fois, pendant ${minutes} minutes.`
          : `Recopiez-le sur la page où vous l’avez demandé, ou ouvrez le lien ci-dessous sur le même appareil. Il sert une fois, pendant ${minutes} minutes.`,
        isTu
          ? 'Tu n’as rien demandé ? Ne donne ce code à personne et ignore ce message : sans lui, personne n’entre.'
          : 'Vous n’avez rien demandé ? Ne donnez ce code à personne et ignorez ce message : sans lui, personne n’entre.',
      ],
      action: {
        label: 'Se connecter',
        href:
          originOf(services.configuration) +
          addressOf('signInMail', { token: linkToken(services.key, 'sign-in', requestId) }),
      },
      digest: 'Une connexion a été demandée',
    }
  },
})

export const invitationMail = defineMail({
  name: 'identity.invitation',
  schema: z.object({ invitationId: z.uuid(), sent: z.int() }),
  label: 'Invitations',
  because: 'une personne vous propose un rôle sur Passerelle',
  duty: 'must',
  pace: 'now',
  async write(services, { invitationId }) {
    const invitation = await findInvitation(services, invitationId)
    if (invitation?.state !== 'good') return undefined
    const { grant, by, until, isLent } = invitation
    const where = await nameOfPlace(services.db, grant)
    const { label, does } = roles[grant.role]
    const row = await services.db
      .selectFrom('invitations')
      .select('expires_at')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow()
    return {
      subject: 'Une invitation sur Passerelle',
      paragraphs: [
        by === undefined
          ? `Vous êtes invité à rejoindre Passerelle : rôle ${label}, ${where}.`
          : isLent
            ? `${by} vous prête son rôle : ${label}, ${where}.`
            : `${by} vous invite : rôle ${label}, ${where}.`,
        `Avec ce rôle, une personne ${does}.`,
        ...(until === undefined
          ? []
          : [`Il prendra fin le ${dayWords(until.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { year: true })}.`]),
        `Le lien sert une fois, jusqu’au ${momentWords(row.expires_at)}. Si vous ne connaissez pas cette personne, ne faites rien : aucun rôle n’est pris sans votre accord.`,
      ],
      action: {
        label: 'Voir l’invitation',
        href:
          originOf(services.configuration) +
          addressOf('invitation', { token: linkToken(services.key, 'invitation', invitationId) }),
      },
      digest: 'Un rôle vous est proposé',
    }
  },
})

export const identityMails = [signInMail, invitationMail] as const

/** What follows when identity says that something happened: a mail, a line of the journal. */
export const identityReactions = [
  reactTo(signInAsked, async (services, tx, { requestId, accountId }) => {
    await post(services, tx, signInMail, { to: { accountId }, data: { requestId }, once: `sign-in:${requestId}` })
  }),
  reactTo(invited, async (services, tx, { invitationId, accountId, sent }) => {
    await post(services, tx, invitationMail, {
      to: { accountId },
      data: { invitationId, sent },
      once: `invitation:${invitationId}:${sent}`,
    })
  }),
  reactTo(roleChanged, async (services, tx, { what, grant, accountId, by }) => {
    await record(services, tx, {
      territoryId: grant.territoryId ?? '*',
      what: `role.${what}`,
      about: { kind: 'account', id: accountId },
      by: by.accountId,
      role: by.role,
      why: by.why,
    })
  }),
]
