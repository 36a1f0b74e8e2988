import { type AddressName, addressOf } from '#/addresses.ts'
import { type Account, entriesOf, type Grant, type PeopleOf, type Place, type RoleName } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { listClasses } from '#/pupils/index.ts'
import { listAreas } from '#/territory/index.ts'
import { nameOfPlace } from '../place-names.ts'
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
}

type Kind = Extract<AddressName, 'territoryPeople' | 'schoolPeople' | 'hostPeople'>

/** Reads what an address of people is about. */
export async function circleOf(services: Services, kind: Kind, place: Place, account: Account): Promise<Circle> {
  const { territoryId, school = '', host = '' } = place
  const entries = entriesOf(account, kind)
  switch (kind) {
    case 'hostPeople': {
      const scope = { kind: 'host', id: host } as const
      return {
        address: addressOf('hostPeople', { host }),
        isDesk: false,
        name: await nameOfPlace(services.db, { territoryId, scope }),
        of: { territoryId, places: [scope] },
        offers: [
          {
            value: 'host',
            label: 'Répondre aux candidatures et tenir les offres',
            grant: { role: 'host', territoryId, scope },
          },
        ],
        entries,
      }
    }
    case 'schoolPeople': {
      const scope = { kind: 'school', id: school } as const
      const classes = await listClasses(services.db, { territoryId, school, limit: 200 })
      const inSchool = (['head', 'ddfpt', 'secretary', 'teacher'] as const).map((role) => ({
        value: role,
        label: role === 'teacher' ? 'Enseignement, pour tout l’établissement' : roleTitle(role),
        grant: { role, territoryId, scope },
      }))
      const inClass = classes.rows.map(({ id, name }) => ({
        value: `teacher:${id}`,
        label: `Enseignement, ${name}`,
        grant: { role: 'teacher' as const, territoryId, scope: { kind: 'class' as const, id } },
      }))
      return {
        address: addressOf('schoolPeople', { territory: territoryId, school }),
        isDesk: true,
        name: await nameOfPlace(services.db, { territoryId, scope }),
        of: { territoryId, places: [scope, ...classes.rows.map(({ id }) => ({ kind: 'class' as const, id }))] },
        offers: [...inSchool, ...inClass],
        entries,
      }
    }
    case 'territoryPeople': {
      const bassins = await listAreas(services.db, territoryId, 'bassin')
      const wide = [
        {
          value: 'coordinator',
          label: 'Coordination, tout le territoire',
          grant: { role: 'coordinator' as const, territoryId },
        },
        { value: 'observer', label: 'Observation', grant: { role: 'observer' as const, territoryId } },
        {
          value: 'operator',
          label: 'Exploitation, toute la plateforme',
          grant: { role: 'operator' as const, territoryId: undefined },
        },
      ]
      const inBassin = bassins.map(({ code, name }) => ({
        value: `coordinator:${code}`,
        label: `Coordination, bassin ${name}`,
        grant: { role: 'coordinator' as const, territoryId, scope: { kind: 'bassin' as const, id: code } },
      }))
      return {
        address: addressOf('territoryPeople', { territory: territoryId }),
        isDesk: true,
        name: await nameOfPlace(services.db, { territoryId }),
        of: {
          territoryId,
          places: [{ kind: '', id: '' }, ...bassins.map(({ code }) => ({ kind: 'bassin' as const, id: code }))],
        },
        offers: [...wide, ...inBassin],
        entries,
      }
    }
  }
}
