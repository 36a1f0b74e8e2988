import { addresses, addressOf } from '#/addresses.ts'
import { schemeIds, schemes } from '#/allocation/index.ts'
import {
  Actions,
  countWords,
  EmptyState,
  LinkButton,
  numberWords,
  RoomPage,
  type Signed,
  Table,
  Title,
} from '#/design/index.ts'
import type { CampaignHead } from '../campaigns.ts'
import { datesOf } from '../room.ts'

export interface ListedCampaign {
  readonly territory: string
  readonly campaign: CampaignHead
}

interface Props {
  readonly signed: Signed
  readonly campaigns: readonly ListedCampaign[]
  readonly mayCreate: boolean
}

/** The campaigns one may open, the newest first. */
export function CampaignsPage({ signed, campaigns, mayCreate }: Props) {
  const territories = [...new Set(campaigns.map(({ territory }) => territory))]
  const create = <LinkButton href={addresses.campaignNew}>Créer une campagne</LinkButton>
  return (
    <RoomPage
      title={campaigns.length === 0 ? 'Aucune campagne' : countWords(campaigns.length, 'campagne')}
      territory={territories.length === 1 ? (territories[0] ?? '') : 'Vos territoires'}
      signed={signed}
    >
      <Title lead="Une campagne, c’est un dispositif, des semaines, des élèves à placer et des places à pourvoir.">
        Choisir une campagne
      </Title>
      <Table
        caption="Campagnes"
        captionHidden
        rows={campaigns}
        keyOf={({ campaign }) => campaign.id}
        hrefOf={({ campaign }) => addressOf('campaign', { campaign: campaign.id })}
        columns={[
          { key: 'name', label: 'campagne', header: true, cell: ({ campaign }) => campaign.name },
          { key: 'territory', label: 'territoire', cell: ({ territory }) => territory },
          { key: 'scheme', label: 'dispositif', wideOnly: true, cell: ({ campaign }) => schemeWords(campaign.scheme) },
          { key: 'dates', label: 'semaines', cell: ({ campaign }) => datesOf(campaign) },
          { key: 'pupils', label: 'élèves', numeric: true, cell: ({ campaign }) => rows(campaign, 'pupils') },
          { key: 'offers', label: 'offres', numeric: true, cell: ({ campaign }) => rows(campaign, 'offers') },
        ]}
        empty={
          <EmptyState title="Aucune campagne pour l’instant" {...(mayCreate ? { action: create } : {})}>
            <p>
              {mayCreate
                ? 'Créez la première : choisissez les semaines, puis déposez la liste des élèves et celle des offres.'
                : 'Le coordonnateur de votre territoire en créera une.'}
            </p>
          </EmptyState>
        }
      />
      {mayCreate && campaigns.length > 0 && <Actions>{create}</Actions>}
    </RoomPage>
  )
}

function schemeWords(scheme: string | undefined): string {
  const known = schemeIds.find((id) => id === scheme)
  return known ? schemes[known].name : '–'
}

const rows = ({ files }: CampaignHead, kind: 'pupils' | 'offers'): string => {
  const file = files.find((each) => each.kind === kind)
  return file ? numberWords(file.rowCount) : '–'
}
