import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { ColumnPage, renderPage, Title } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'

/** What people ask first. */
export const helpWeb = (): Hono<Env> =>
  new Hono<Env>().get(addresses.help, (c) => {
    const account = c.get('account')
    const page = (
      <ColumnPage title="Aide" {...(account ? { signed: { name: account.name } } : {})}>
        <Title lead="Ce que Passerelle fait de vos fichiers, et ce qu’elle promet.">Aide</Title>
        <h2>Préparer les fichiers</h2>
        <p>
          Quatre fichiers suffisent : la campagne (<code>campaign.json</code>), les élèves (<code>pupils.csv</code>),
          les offres (<code>offers.csv</code>) et les établissements (<code>schools.csv</code>). Ajoutez les horaires
          des transports (fichiers GTFS en <code>.zip</code>) : sans eux, les trajets sont estimés à vol d’oiseau, et la
          page le dit.
        </p>
        <p>
          Avant d’enregistrer, Passerelle montre les erreurs ligne par ligne et ce qui va changer. Tant que vous
          n’appliquez pas, rien n’est modifié ; après, vous pouvez annuler.
        </p>
        <h2>Comprendre une affectation</h2>
        <p>
          Les places vont d’abord aux élèves dont la priorité est la plus haute, puis selon un tirage au sort que chacun
          peut refaire. Personne ne reste sans place si un échange permettait de le placer sans écarter quelqu’un qui
          passe avant. Ensuite, les trajets de plus de 60 minutes sont les moins nombreux possible, puis ceux de plus de
          45 et de 30 minutes.
        </p>
        <p>
          Une place déjà tenue ne bouge jamais. La page de chaque élève dit pourquoi cette place, ou pourquoi aucune.
        </p>
        <h2>Vérifier soi-même</h2>
        <p>
          Chaque affectation se télécharge avec un certificat. La commande <code>passerelle verify</code> refait les
          calculs avec un autre programme et dit si quelque chose ne tient pas.
        </p>
      </ColumnPage>
    )
    return c.html(renderPage(page))
  })
