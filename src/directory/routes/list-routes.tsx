import type { Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, territoryOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { frameOf, hostStaff, staffTerritories } from '../desk.ts'
import { countDuplicates } from '../duplicates.ts'
import { judgeHostForm, readHostForm } from '../host-form.ts'
import { findHost } from '../hosts.ts'
import { HostFormPage } from '../pages/host-form-page.tsx'
import { HostsPage, type HostsState } from '../pages/hosts-page.tsx'
import { placeSite } from '../place-site.ts'
import { checkHost } from '../register-checks.ts'
import { countHosts, type HostQuery, searchHosts } from '../search-hosts.ts'
import { judgeSiteForm, readSiteForm } from '../site-form.ts'
import { addHost } from '../write-host.ts'
import { formBody } from './form-body.ts'

const pageSize = 40

/** The list of hosts, and adding one. */
export function listRoutes(app: Hono<Env>, services: Services): void {
  const { db, clock } = services

  app.get(addresses.hosts, async (c) => {
    const account = accountOf(c)
    const territories = await staffTerritories(db, account)
    const query = (name: string) => (c.req.query(name) ?? '').replaceAll('\0', '').slice(0, 200)
    const territory = territories.find(({ id }) => id === query('territoire')) ?? territories[0]
    if (!territory) return c.notFound()
    const state: HostsState = {
      territoire: territory.id,
      q: query('q').trim(),
      secteur: query('secteur'),
      voir: query('voir'),
    }
    const wanted = wantedOf(territory.id, state)
    const after = c.req.query('apres')
    const coordinates = holds(account, ['coordinator'], { territoryId: territory.id })
    return c.html(
      renderPage(
        <HostsPage
          frame={frameOf(account, 'hosts', territory)}
          territory={territory}
          territories={territories}
          state={state}
          total={await countHosts(db, wanted)}
          hosts={await searchHosts(services, { ...wanted, after, limit: pageSize })}
          today={clock.now().toZonedDateTimeISO(territory.timeZone).toPlainDate().toString()}
          doubles={coordinates ? await countDuplicates(db, territory.id) : undefined}
          further={after !== undefined}
        />,
      ),
    )
  })

  app.get(addresses.hostNew, async (c) => c.html(await newPage(c)))

  app.post(addresses.hostNew, async (c) => {
    const territoryId = territoryOf(c)
    const { text, ticked } = await formBody(c)
    const [form, siteForm] = [readHostForm(text), readSiteForm(text, ticked)]
    const [judged, judgedSite] = [judgeHostForm(form), judgeSiteForm(siteForm)]
    const errors = [...('errors' in judged ? judged.errors : []), ...('errors' in judgedSite ? judgedSite.errors : [])]
    if (!('errors' in judged || 'errors' in judgedSite)) {
      const site = await placeSite(services, territoryId, judgedSite.site)
      if (!site) errors.push(noCommune)
      else {
        const grounds = groundsOf(accountOf(c), ['coordinator'], { territoryId }, hostStaff)
        const named = { ...site, name: judged.host.name }
        const key = text('cle')
        const known = isId(key) ? await findHost(db, key) : undefined
        const id = isId(key) && (!known || known.territoryId === territoryId) ? key : services.newId()
        const saved = await addHost(services, { territoryId, id, host: judged.host, site: named, grounds })
        if (!('why' in saved)) {
          const { siret } = judged.host
          const answer =
            siret === undefined ? undefined : await checkHost(services, { territoryId, hostId: saved.id, siret })
          const fait = answer?.state === 'silent' && answer.why !== 'off' ? 'silence' : 'ajoutee'
          return c.redirect(addressOf('host', { host: saved.id }, { fait }), 303)
        }
        errors.push({ name: 'siret', message: takenWords })
      }
    }
    return c.html(await newPage(c, { form, siteForm, errors }), 422)
  })

  async function newPage(
    c: Parameters<typeof accountOf>[0],
    given?: Pick<Parameters<typeof HostFormPage>[0], 'form' | 'errors'> & { siteForm: ReturnType<typeof readSiteForm> },
  ): Promise<string> {
    const empty = () => ''
    const territory = await findTerritory(db, territoryOf(c))
    return renderPage(
      <HostFormPage
        frame={frameOf(accountOf(c), 'hosts', territory)}
        title="Ajouter une structure"
        lead="Son nom et son adresse suffisent ; le reste peut venir plus tard."
        action={addressOf('hostNew', { territory: territoryOf(c) })}
        back={addresses.hosts}
        form={given?.form ?? readHostForm(empty)}
        newId={services.newId()}
        site={given?.siteForm ?? readSiteForm(empty, () => [])}
        errors={given?.errors ?? []}
      />,
    )
  }
}

export const noCommune = {
  name: 'commune',
  message:
    'Nous ne trouvons pas cette commune dans le territoire. Vérifiez son nom et le code postal, par exemple 14500 et Vire Normandie.',
}

export const takenWords =
  'Une structure du territoire a déjà ce SIRET. Cherchez-la dans la liste, ou vérifiez les cinq derniers chiffres.'

function wantedOf(territoryId: string, { q, secteur, voir }: HostsState): HostQuery {
  return {
    territoryId,
    text: q,
    ...(secteur === '' ? {} : { sector: secteur }),
    ...(voir === 'accord' ? { agreed: true } : {}),
    ...(voir === 'a-verifier' ? { registerState: 'unchecked' as const } : {}),
    ...(voir === 'fermees' ? { registerState: 'closed' as const } : {}),
  }
}
