import { addresses, addressOf } from '#/addresses.ts'
import {
  Bar,
  countWords,
  type DeskEntry,
  EmptyState,
  LinkButton,
  numberWords,
  RoomPage,
  type Signed,
  shareWords,
  Title,
  weeksWords,
} from '#/design/index.ts'
import type { CampaignState, TerritoryCampaigns } from '../list-campaign-states.ts'

interface CampaignsPageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly mayCreate: boolean
  /** Territories whose choices this person makes. */
  readonly settings: readonly { readonly id: string; readonly name: string }[]
  readonly territories: readonly TerritoryCampaigns[]
}

/** The choice of a campaign, each with the state it is in. */
export function CampaignsPage({ signed, entries, mayCreate, settings, territories }: CampaignsPageProps) {
  const create = <LinkButton href={addresses.campaignNew}>Créer une campagne</LinkButton>
  const none = territories.every(({ campaigns }) => campaigns.length === 0)
  return (
    <RoomPage
      title="Vos campagnes"
      territory={territories.map(({ name }) => name).join(', ')}
      signed={signed}
      entries={entries}
    >
      {none ? (
        <>
          <h1 class="unseen">Vos campagnes</h1>
          <EmptyState title="Aucune campagne" action={mayCreate && create}>
            <p>
              Une campagne réunit les élèves d’un territoire, les semaines de leur stage et les places offertes.
              {!mayCreate && ' Demandez à la coordination de votre territoire d’en créer une.'}
            </p>
          </EmptyState>
        </>
      ) : (
        <>
          <Title>Choisir une campagne</Title>
          {territories.map(({ id, name, campaigns }) => (
            <section key={id}>
              {territories.length > 1 && <h2>{name}</h2>}
              <ul class="campaigns">
                {campaigns.map((state) => (
                  <Choice key={state.campaign.id} {...state} heading={territories.length > 1 ? 'h3' : 'h2'} />
                ))}
              </ul>
            </section>
          ))}
          {mayCreate && (
            <p class="after-list">
              <LinkButton href={addresses.campaignNew} look="plain">
                Créer une campagne
              </LinkButton>
            </p>
          )}
        </>
      )}
      {settings.map(({ id, name }) => (
        <p key={id} class="soft">
          {settings.length > 1 ? `${name} : ` : ''}
          <a href={addressOf('applicationSettings', { territory: id })}>Comment arrivent les candidatures</a>
          {' · '}
          <a href={addressOf('helpSettings', { territory: id })}>Quand l’aide est proposée</a>
          {' · '}
          <a href={addressOf('documentSettings', { territory: id })}>Ce que disent les conventions</a>
          {' · '}
          <a href={addressOf('territoryPeople', { territory: id })}>Les personnes</a>
        </p>
      ))}
    </RoomPage>
  )
}

function Choice({ campaign, last, result, heading: Heading }: CampaignState & { readonly heading: 'h2' | 'h3' }) {
  const figures = result?.figures
  return (
    <li>
      <div>
        <Heading>
          <a href={addressOf('campaign', { campaign: campaign.id })}>{campaign.name}</a>
        </Heading>
        <p class="soft">{campaign.weeks.length > 0 ? weeksWords(campaign.weeks) : 'dates à fixer'}</p>
      </div>
      <div>
        <p>{stateWords({ campaign, last, result })}</p>
        {figures && (
          <Bar
            total={figures.pupils}
            parts={[
              { label: 'placés', value: figures.placed, tone: 'held' },
              { label: 'en partie', value: figures.partly, tone: 'wait' },
              { label: 'sans place', value: figures.unplaced, tone: 'need' },
            ]}
          />
        )}
      </div>
    </li>
  )
}

function stateWords({ campaign, last, result }: CampaignState): string {
  if (last?.state === 'queued' || last?.state === 'running') return `L’affectation n°\u00a0${last.number} est en cours.`
  if (result) {
    const { pupils, placed } = result.figures
    return `Avec l’affectation calculée, ${numberWords(placed)} élèves sur ${numberWords(pupils)} auraient une place, soit ${shareWords(placed, pupils)}.`
  }
  const pupils = campaign.files.find(({ kind }) => kind === 'pupils')
  if (!pupils) return 'Attend ses fichiers.'
  return `${countWords(pupils.rowCount, 'élève')}, pas encore d’affectation.`
}
