import { addressOf } from '#/addresses.ts'
import { Actions, Button, type DeskEntry, DeskPage, Notice, Radios, type Signed, Title } from '#/design/index.ts'
import type { ApplicationSettings } from '../settings.ts'

/** What a territory chooses about applications: one question. */
export function SettingsPage({
  signed,
  entries,
  territory,
  settings,
  saved,
  error,
}: {
  signed: Signed
  entries: readonly DeskEntry[]
  territory: { readonly id: string; readonly name: string }
  settings: ApplicationSettings
  saved: boolean
  error: string | undefined
}) {
  return (
    <DeskPage
      title="Choisir comment arrivent les candidatures"
      signed={signed}
      entries={entries}
      place={territory.name}
      notice={
        saved && (
          <Notice kind="success">
            <p>Votre choix vaut pour les candidatures envoyées à partir de maintenant.</p>
          </Notice>
        )
      }
    >
      <Title
        eyebrow={territory.name}
        lead="Les candidatures déjà envoyées gardent la forme sous laquelle elles sont parties."
      >
        Choisir comment arrivent les candidatures
      </Title>
      <form method="post" action={addressOf('applicationSettings', { territory: territory.id })} class="form">
        <Radios
          name="nom"
          legend="Que voit le lieu d’accueil avant de répondre ?"
          error={error}
          value={settings.anonymousApplications ? 'sans' : 'avec'}
          choices={[
            { value: 'avec', label: 'Le prénom, l’initiale du nom, la classe et le texte' },
            {
              value: 'sans',
              label: 'La classe et le texte, sans le nom',
              hint: 'Le lieu apprend le nom quand il répond oui ou propose d’autres dates.',
            },
          ]}
        />
        <Actions>
          <Button>Enregistrer</Button>
        </Actions>
      </form>
    </DeskPage>
  )
}
