import { demonstrationCodes } from '#/demo/index.ts'
import { isRole, listAccounts, type RoleName } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { isDemonstration } from '#/territory/index.ts'

/** An invented person whom anyone may enter as. */
export interface DemonstrationPerson {
  /** Id of the account. */
  readonly account: string
  readonly role: RoleName
  readonly name: string
  /** What one is invited to do as this person. */
  readonly sentence: string
  /** Of a pupil without an e-mail address: what to type at `addresses.signInPupil`, as the school printed it. */
  readonly codes: { readonly class: string; readonly personal: string } | undefined
}

/** What each role is invited to do, in the order of the first page. */
const sentences = {
  pupil: 'Cherche une place qu’un bus rejoint, candidate en une minute, lit les réponses, confirme.',
  representative: 'Suit les démarches de son enfant, sans rien faire à sa place.',
  host: 'Répond aux candidatures, ouvre des places, sait qui vient et quand.',
  teacher: 'Voit sa classe d’un coup d’œil : qui a une place, qui attend, qui est bloqué.',
  head: 'Suit ses classes, imprime les codes, fixe les semaines, invite son équipe.',
  counsellor: 'Prescrit des immersions : une personne, une structure, un objectif, des signatures.',
  coordinator: 'Coordonne : relit les offres, suit les structures, lance une affectation, lit la carte des manques.',
  observer: 'Observe : consulte les mêmes pages sans rien modifier.',
  operator: 'Exploite : suit l’état de la plateforme et ouvre les comptes.',
} as const satisfies { readonly [Role in RoleName]?: string }

const withCodes = 'Sans adresse électronique : entre avec les deux codes que son lycée a imprimés.'

const order: readonly RoleName[] = Object.keys(sentences).filter(isRole)
const sentenceOf = (role: RoleName): string | undefined => new Map<string, string>(Object.entries(sentences)).get(role)

/** The invented people whom anyone may enter as, by role; nobody where the database holds a real territory. */
export async function demonstrationPeople(
  services: Pick<Services, 'db' | 'key'>,
): Promise<readonly DemonstrationPerson[]> {
  const { db } = services
  if (!(await isDemonstration(db))) return []
  const people: DemonstrationPerson[] = []
  for (const { id, name, email, grants } of await listAccounts(db, { demonstration: true })) {
    const role = order.find((each) => grants.some((grant) => grant.startsWith(`${each} `)))
    const sentence = role && sentenceOf(role)
    if (!role || sentence === undefined) continue
    const codes = role === 'pupil' && email === null ? await demonstrationCodes(services, id) : undefined
    people.push({ account: id, role, name, sentence: codes ? withCodes : sentence, codes })
  }
  return people.toSorted(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || Number(!!a.codes) - Number(!!b.codes),
  )
}
