import { addresses, addressOf } from '#/addresses.ts'
import {
  ColumnPage,
  type DeskEntry,
  EmptyState,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { SavedSearch } from '../saved-searches.ts'

interface AlertsPageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly searches: readonly SavedSearch[]
  readonly voice: 'tu' | 'vous'
  readonly stopped: string | undefined
  readonly tooMany: boolean
  /** Without an address, nobody can be told. */
  readonly hasEmail: boolean
}

/** Searches that one is told about. */
export function AlertsPage({ signed, entries, searches, voice, stopped, tooMany, hasEmail }: AlertsPageProps) {
  const title = voice === 'tu' ? 'Tes alertes' : 'Vos alertes'
  return (
    <ColumnPage
      title={title}
      signed={signed}
      entries={entries}
      notice={
        <>
          {stopped !== undefined && (
            <Notice
              kind="success"
              title="Alerte arrêtée"
              action={
                <PostButton
                  action={addresses.alerts}
                  fields={{ alerte: stopped, faire: 'reprendre' }}
                  look="plain"
                  small
                >
                  Annuler
                </PostButton>
              }
            />
          )}
          {tooMany && (
            <Notice kind="warning" title="Dix alertes au plus">
              <p>Arrêter une alerte fait la place d’une autre. Rien n’a été perdu.</p>
            </Notice>
          )}
        </>
      }
    >
      <Title lead="Un e-mail par jour au plus, seulement quand une place nouvelle répond à une recherche.">
        {title}
      </Title>
      {!hasEmail && (
        <Notice kind="warning" title="Aucune adresse e-mail">
          <p>
            {voice === 'tu'
              ? 'Ton compte n’a pas d’adresse : ouvre tes recherches ici pour voir ce qui est nouveau.'
              : 'Votre compte n’a pas d’adresse : ouvrez vos recherches ici pour voir ce qui est nouveau.'}
          </p>
        </Notice>
      )}
      {searches.length === 0 ? (
        <EmptyState
          title={
            voice === 'tu'
              ? 'Fais une recherche, puis demande à être prévenu'
              : 'Faites une recherche, puis demandez à être prévenu'
          }
          action={<LinkButton href={addresses.search}>Chercher une place</LinkButton>}
        />
      ) : (
        <ol class="offers">
          {searches.map(({ id, title: name, query, savedAt }) => (
            <li key={id}>
              <h2>
                <a href={query === '' ? addresses.search : `${addresses.search}?${query}`}>{name}</a>
              </h2>
              <p class="soft">depuis {momentWords(savedAt)}</p>
              <PostButton action={addresses.alerts} fields={{ alerte: id, faire: 'arreter' }} look="plain" small>
                Arrêter
                <span class="unseen">{` : ${name}`}</span>
              </PostButton>
            </li>
          ))}
        </ol>
      )}
    </ColumnPage>
  )
}

interface StopPageProps {
  readonly token: string
  readonly search: (SavedSearch & { readonly stopped: boolean }) | undefined
}

/** From a letter: mail scanners follow links, so that a person confirms here. */
export const StopAlertPage = ({ search, token }: StopPageProps) => {
  const title = !search
    ? 'Ce lien n’est pas le bon'
    : search.stopped
      ? 'Cette alerte est arrêtée'
      : 'Arrêter cette alerte ?'
  return (
    <ColumnPage title={title}>
      <Title lead={search?.title}>{title}</Title>
      {!search ? (
        <p>Recopiez l’adresse entière depuis l’e-mail, ou connectez-vous : vos alertes sont dans votre compte.</p>
      ) : search.stopped ? (
        <p>Vous ne recevrez plus d’e-mail pour cette recherche. Vos autres messages ne changent pas.</p>
      ) : (
        <div class="actions">
          <PostButton action={addressOf('alertStop', { token })}>Arrêter l’alerte</PostButton>
        </div>
      )}
    </ColumnPage>
  )
}
