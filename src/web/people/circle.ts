import { type AddressName, addressOf } from '#/addresses.ts'
import { type Account, entriesOf, type Grant, type PeopleOf, type Place, type RoleName } from '#/identity/index.ts'
import { listOrganisations } from '#/insertion/index.ts'
import type { Services } from '#/platform/services.ts'
import { listClasses } from '#/pupils/index.ts'
import { listAreas } from '#/territory/index.ts'
import { bassinWords, nameOfPlace } from '../place-names.ts'
import { roleTitle } from './role-words.ts'

/** A role that can be offered, as the form's choice. */
interface Offer {
  readonly value: string
  readonly label: string
  readonly grant: Grant & { readonly role: Exclude<RoleName, 'pupil'> }
}

/** The people around a school, a host or a territory: who counts among them, and which roles they can be given. */
export interface Circle {
  readonly address: string
  /** Whether people there work at a desk: a host's page has one column. */
  readonly isDesk: boolean
  readonly name: string
  readonly of: PeopleOf
  readonly offers: readonly Offer[]
  readonly entries: ReturnType<typeof entriesOf>
  /** People who are kept on a page of their own. */
  readonly aside?: { readonly href: string; readonly label: string }
}

type Kind = Extract<AddressName, 'territoryPeople' | 'schoolPeople' | 'hostPeople'>

/** Reads what an address of people is about. */
export async function circleOf(services: Services, kind: Kind, place: Place, account: Account): Promise<Circle> {
  const circle = await circles[kind](services, place)
  return { ...circle, entries: entriesOf(account, kind) }
}

type Around = (services: Services, place: Place) => Promise<Omit<Circle, 'entries'>>

const circles: Readonly<Record<Kind, Around>> = {
  async hostPeople({ db }, { territoryId, host = '' }) {
    const scope = { kind: 'host', id: host } as const
    const label = 'Répondre aux candidatures et tenir les offres'
    return {
      address: addressOf('hostPeople', { host }),
      isDesk: false,
      name: await nameOfPlace(db, { territoryId, scope }),
      of: { territoryId, places: [scope] },
      offers: [{ value: 'host', label, grant: { role: 'host', territoryId, scope } }],
    }
  },
  async schoolPeople({ db }, { territoryId, school = '' }) {
    const scope = { kind: 'school', id: school } as const
    const { rows: classes } = await listClasses(db, { territoryId, school, limit: 200 })
    const inSchool = (['head', 'ddfpt', 'secretary', 'teacher'] as const).map((role) => ({
      value: role,
      label: role === 'teacher' ? 'Enseignement, pour tout l’établissement' : roleTitle(role),
      grant: { role, territoryId, scope },
    }))
    const inClass = classes.map(({ id, name }) => ({
      value: `teacher:${id}`,
      label: `Enseignement, ${name}`,
      grant: { role: 'teacher', territoryId, scope: { kind: 'class', id } } as const,
    }))
    return {
      address: addressOf('schoolPeople', { territory: territoryId, school }),
      isDesk: true,
      name: await nameOfPlace(db, { territoryId, scope }),
      of: { territoryId, places: [scope, ...classes.map(({ id }) => ({ kind: 'class', id }) as const)] },
      offers: [...inSchool, ...inClass],
    }
  },
  async territoryPeople({ db, clock }, { territoryId }) {
    const organisations = await listOrganisations({ db, clock }, territoryId)
    const bassins = await listAreas(db, territoryId, 'bassin')
    const inBassin = bassins.map(({ code, name }) => ({
      value: `coordinator:${code}`,
      label: `Coordination, ${bassinWords(name)}`,
      grant: { role: 'coordinator', territoryId, scope: { kind: 'bassin', id: code } } as const,
    }))
    return {
      address: addressOf('territoryPeople', { territory: territoryId }),
      isDesk: true,
      aside: {
        href: addressOf('organisations', { territory: territoryId }),
        label: 'Organismes d’insertion et leurs conseillers',
      },
      name: await nameOfPlace(db, { territoryId }),
      of: {
        territoryId,
        places: [
          { kind: '', id: '' },
          ...bassins.map(({ code }) => ({ kind: 'bassin', id: code }) as const),
          ...organisations.map(({ id }) => ({ kind: 'organisation', id }) as const),
        ],
      },
      offers: [
        {
          value: 'coordinator',
          label: 'Coordination, tout le territoire',
          grant: { role: 'coordinator', territoryId },
        },
        { value: 'observer', label: 'Observation', grant: { role: 'observer', territoryId } },
        {
          value: 'operator',
          label: 'Exploitation, toute la plateforme',
          grant: { role: 'operator', territoryId: undefined },
        },
        ...inBassin,
      ],
    }
  },
}
