import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  Button,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  FileDrop,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { OfferImport } from '../offer-imports.ts'

interface Frame {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly host: { readonly id: string; readonly name: string }
}

const stateWords: Readonly<Record<OfferImport['state'], string>> = {
  refused: 'refusé',
  previewed: 'à appliquer',
  applied: 'appliqué',
  undone: 'annulé',
}

/** Give a table of offers, and what was given before. */
export function OfferImportsPage({
  imports,
  refused,
  ...frame
}: Frame & { readonly imports: readonly OfferImport[]; readonly refused: string | undefined }) {
  const { host, signed, entries } = frame
  return (
    <ColumnPage title="Importer un tableau d’offres" signed={signed} entries={entries}>
      <Steps host={host} />
      <Title lead="Une offre par ligne. Rien ne change avant que vous ayez vu l’aperçu, et tout s’annule.">
        Importer un tableau d’offres
      </Title>
      <form method="post" action={addressOf('offerImports', { host: host.id })} enctype="multipart/form-data">
        <FileDrop
          name="fichier"
          label="Choisir un tableau"
          hint="Un classeur XLSX ou ODS à une seule feuille, ou un fichier « CSV UTF-8 » ; 2 Mo au plus."
          accept={['.csv', '.xlsx', '.ods']}
          multiple={false}
          error={refused}
        />
        <Actions>
          <Button>Voir l’aperçu</Button>
        </Actions>
      </form>
      <details>
        <summary>Quelles colonnes ?</summary>
        <p>
          Obligatoires : <b>titre</b>, <b>description</b>, <b>places</b> (par exemple « 2026-W25:2|2026-W26:1 »).
        </p>
        <p>
          Selon vos besoins : offre (votre identifiant), secteur, métiers, stages, niveaux, durée, groupe, âge minimum,
          accessibilité, établissements, arrivée, départ, pause, lieu, tenue, repas, équipement, contact, courriel.
          Plusieurs valeurs : séparez-les par « | ».
        </p>
      </details>
      {imports.length > 0 && (
        <section>
          <h2>Fichiers déjà donnés</h2>
          <ul class="rows">
            {imports.map(({ id, fileName, madeAt, state }) => (
              <li key={id}>
                <a href={addressOf('offerImport', { host: host.id, import: id })}>{fileName}</a>
                <span class="soft">
                  {capital(momentWords(madeAt))}, {stateWords[state]}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </ColumnPage>
  )
}

/** What a file would change, what it changed, or every line to mend. */
export function OfferImportPage({
  found,
  notNow,
  ...frame
}: Frame & { readonly found: OfferImport; readonly notNow: boolean }) {
  const { host, signed, entries } = frame
  const { state, problems, plans, fileName } = found
  const added = plans.filter(({ version }) => version === undefined)
  const changed = plans.filter(({ version }) => version !== undefined)
  const title = titleOf(found)
  const action = { host: host.id, import: found.id }
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <Steps host={host} />
      {notNow && (
        <Notice kind="warning" title="Des offres ont changé depuis">
          <p>
            Rien n’a été enregistré. Déposez de nouveau le fichier : l’aperçu sera refait sur ce qui existe maintenant.
          </p>
        </Notice>
      )}
      <Title eyebrow={fileName} lead={leadOf(found)}>
        {title}
      </Title>
      {problems.length > 0 && (
        <ul class="rows">
          {problems.slice(0, 200).map(({ line, column, message }, index) => (
            <li key={`${index} ${message}`}>
              <b>
                {line === undefined ? 'Tout le fichier' : `Ligne ${line}`}
                {column && `, colonne ${column}`}
              </b>
              <p>{capital(message)}</p>
            </li>
          ))}
        </ul>
      )}
      {[
        { label: 'nouvelle', rows: added },
        { label: 'modifiée', rows: changed },
      ].map(
        ({ label, rows }) =>
          rows.length > 0 && (
            <section key={label}>
              <h2>{countWords(rows.length, `offre ${label}`, `offres ${label}s`)}</h2>
              <ul class="rows">
                {rows.map(({ reference, content }) => (
                  <li key={reference}>
                    {content.title}
                    <span class="soft">
                      {reference},{' '}
                      {countWords(
                        content.weeks.reduce((sum, { seats }) => sum + seats, 0),
                        'place',
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      <Actions>
        {state === 'previewed' && plans.length > 0 && (
          <PostButton action={addressOf('offerImportApply', action)}>Appliquer</PostButton>
        )}
        {state === 'applied' && (
          <PostButton look="plain" action={addressOf('offerImportUndo', action)}>
            Annuler cet import
          </PostButton>
        )}
        <LinkButton look={state === 'refused' ? 'main' : 'quiet'} href={addressOf('offerImports', { host: host.id })}>
          {state === 'refused' ? 'Déposer le fichier corrigé' : 'Revenir aux fichiers'}
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}

const Steps = ({ host }: Pick<Frame, 'host'>) => (
  <Breadcrumb steps={[{ label: host.name, href: addressOf('hostOffers', { host: host.id }) }, { label: 'Importer' }]} />
)

function titleOf({ state, problems, plans }: OfferImport): string {
  switch (state) {
    case 'refused':
      return `${countWords(problems.length, 'erreur')} à corriger`
    case 'previewed':
      return plans.length === 0 ? 'Rien ne changerait' : 'Voici ce qui changerait'
    case 'applied':
      return 'Import appliqué'
    case 'undone':
      return 'Import annulé'
    default:
      return state satisfies never
  }
}

function leadOf({ state }: OfferImport): string {
  switch (state) {
    case 'refused':
      return 'Rien n’a été enregistré, et rien n’est perdu. Corrigez votre fichier, puis déposez-le de nouveau.'
    case 'previewed':
      return 'Rien n’est encore enregistré. Les offres absentes du fichier restent comme elles sont.'
    case 'applied':
      return 'Vos offres sont à jour.'
    case 'undone':
      return 'Tout est comme avant ; les offres que le fichier avait ajoutées sont dans l’archive.'
    default:
      return state satisfies never
  }
}
