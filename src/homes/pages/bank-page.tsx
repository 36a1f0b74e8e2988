import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { KeyFigures, Notice, numberWords, PostButton, RoomPage, Title } from '#/design/index.ts'
import type { BankFigures } from '../take-bank.ts'

/** What the bank would bring to a campaign; the preview follows, and changes nothing either. */
export function BankPage({
  room,
  figures,
  nobody,
}: {
  readonly room: Room
  readonly figures: BankFigures
  /** The press came too late: nobody is left to help. */
  readonly nobody: boolean
}) {
  const { campaign, territoryId } = room
  const toCampaign = { campaign: campaign.id }
  return (
    <RoomPage
      title="Prendre la banque de stages"
      section="files"
      {...room.frame}
      notice={
        nobody && (
          <Notice kind="warning" title="Personne n’est à placer">
            <p>Rien n’a changé : aucun élève qui a demandé de l’aide ne manque de semaine dans cette campagne.</p>
          </Notice>
        )
      }
    >
      <Title lead="Les élèves qui ont accepté d’être aidés et qui manquent encore de semaines, les places encore libres, et les places déjà confirmées, qui ne bougent pas.">
        Prendre la banque de stages
      </Title>
      <KeyFigures
        figures={[
          { label: 'élèves à aider', value: numberWords(figures.helped), need: figures.helped > 0 },
          { label: 'places libres, par semaine', value: numberWords(figures.seats) },
          { label: 'offres ouvertes', value: numberWords(figures.offers) },
          { label: 'places confirmées', value: numberWords(figures.held) },
        ]}
      />
      <div class="narrow">
        {figures.helped > 0 ? (
          <>
            <p>
              Elles deviennent les fichiers pupils.csv, offers.csv et schools.csv de la campagne. Vous voyez d’abord
              l’aperçu : rien ne change avant que vous l’appliquiez, et vous pourrez l’annuler.
            </p>
            <PostButton action={addressOf('campaignBank', toCampaign)}>Voir l’aperçu</PostButton>
          </>
        ) : (
          <p>
            Personne n’est à placer pour l’instant. Les élèves qui ne trouvent rien reçoivent sur leur page une offre
            d’aide ; ceux qui l’acceptent viennent ici.
          </p>
        )}
        <p class="soft">
          Restent à la main : les places à distance, et celles qui sont réservées à un quartier prioritaire ou aux
          élèves sans réseau.
        </p>
        <p>
          <a href={addressOf('helpSettings', { territory: territoryId })}>Choisir quand l’aide est proposée</a>
        </p>
      </div>
    </RoomPage>
  )
}
