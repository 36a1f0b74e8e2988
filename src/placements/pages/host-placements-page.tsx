import { addressOf } from '#/addresses.ts'
import type { Agreement } from '#/agreements/index.ts'
import { Actions, ColumnPage, capital, daysWords, EmptyState, LinkButton, momentWords, Title } from '#/design/index.ts'
import type { Host } from '#/directory/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import { schemes } from '#/rules/index.ts'
import { pupilNameOf } from '../placement.ts'

/** Those whom a host welcomed, newest first, each with the agreement, and the certificate where there is one. */
export function HostPlacementsPage({
  account,
  host,
  done: { rows, next },
  issued,
  timeZone,
}: {
  readonly account: Account
  readonly host: Host
  readonly done: Paged<Agreement>
  /** Agreement → when its certificate was issued. */
  readonly issued: ReadonlyMap<string, Temporal.Instant>
  readonly timeZone: string
}) {
  const title = 'Les accueils terminés'
  const here = { host: host.id }
  return (
    <ColumnPage title={title} entries={entriesOf(account, 'myHost')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('hostHome', here)}>{host.name}</a>}
        lead="Ils restent ici un an, puis la convention rejoint les archives de qui l’a préparée."
      >
        {title}
      </Title>
      {rows.length === 0 ? (
        <EmptyState
          title="Aucun accueil terminé pour l’instant"
          action={
            <LinkButton href={addressOf('hostHome', here)} look="plain">
              Revenir à ma structure
            </LinkButton>
          }
        >
          <p>Ils arrivent ici d’eux-mêmes, le lendemain de leur dernier jour.</p>
        </EmptyState>
      ) : (
        <ul class="rows">
          {rows.map((agreement) => {
            const params = { agreement: agreement.id }
            const at = issued.get(agreement.id)
            const last = Temporal.PlainDate.from(agreement.lastDay)
            return (
              <li key={agreement.id}>
                <a href={addressOf('agreement', params)}>{pupilNameOf(agreement)}</a>
                <span class="soft">
                  {capital(schemes[agreement.scheme].name)},{' '}
                  {daysWords(Temporal.PlainDate.from(agreement.firstDay), last)} {last.year}
                </span>
                {at ? (
                  <LinkButton href={addressOf('certificate', params)} look="plain" small>
                    Attestation du {momentWords(at, timeZone)}
                  </LinkButton>
                ) : (
                  <LinkButton href={addressOf('placementWelcome', params)} look="plain" small>
                    Présence, bilan et attestation
                  </LinkButton>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {next !== undefined && (
        <Actions>
          <LinkButton href={addressOf('hostPlacements', here, { suite: next })} look="plain">
            Plus anciens
          </LinkButton>
        </Actions>
      )}
    </ColumnPage>
  )
}
