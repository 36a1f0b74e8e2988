import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import { agreementStates, type PrescribedAgreement, waitingWords } from '#/agreements/index.ts'
import {
  Actions,
  Chips,
  countWords,
  DeskPage,
  daysWords,
  EmptyState,
  LinkButton,
  StepLine,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Organisation } from '../organisations.ts'

/** The PMSMP that an organisation prescribes: those that wait for somebody first. */
export function ImmersionsPage({
  account,
  organisations,
  of,
  immersions: { rows, next },
  notice,
}: {
  readonly account: Account
  /** All that the account counsels for. */
  readonly organisations: readonly Organisation[]
  readonly of: Organisation | undefined
  readonly immersions: Paged<PrescribedAgreement>
  readonly notice?: ComponentChildren
}) {
  const waiting = rows.filter((row) => row.waiting.for !== 'nothing').length
  const title =
    rows.length === 0
      ? 'Vos immersions'
      : waiting === 0
        ? 'Aucune immersion ne vous attend'
        : `${countWords(waiting, 'immersion')} en préparation`
  const start = (
    <LinkButton href={addressOf('immersionNew', {}, { organisme: of?.id })}>Prescrire une immersion</LinkButton>
  )
  return (
    <DeskPage title={title} entries={entriesOf(account, 'immersions')} signed={account} notice={notice}>
      <Title eyebrow={of?.name ?? ''} lead="Périodes de mise en situation en milieu professionnel (PMSMP).">
        {title}
      </Title>
      {organisations.length > 1 && (
        <Chips
          label="Organisme"
          chips={organisations.map(({ id, name }) => ({
            label: name,
            href: addressOf('immersions', {}, { organisme: id }),
            current: id === of?.id,
          }))}
        />
      )}
      {rows.length > 0 && <Actions>{start}</Actions>}
      <div class="agreements">
        <Table
          caption="Les immersions, celles qui attendent quelqu’un en tête"
          captionHidden
          rows={rows}
          keyOf={({ agreement }) => agreement.id}
          hrefOf={({ agreement }) => addressOf('agreement', { agreement: agreement.id })}
          empty={
            <EmptyState title="Aucune immersion pour l’instant" action={of && start}>
              <p>
                {of
                  ? 'Une personne, une structure, un objectif, des dates : la convention se prépare et se signe ici.'
                  : 'Votre rôle n’est lié à aucun organisme : demandez à la coordination du territoire de vous inviter.'}
              </p>
            </EmptyState>
          }
          columns={[
            { key: 'name', label: 'Personne', header: true, cell: ({ name }) => name },
            { key: 'host', label: 'Structure', cell: ({ agreement }) => agreement.content.hosts[0].name },
            {
              key: 'days',
              label: 'Dates',
              cell: ({ agreement: { firstDay, lastDay, content } }) => (
                <>
                  {daysWords(Temporal.PlainDate.from(firstDay), Temporal.PlainDate.from(lastDay))}
                  {content.renewal && <span class="soft"> (renouvellement)</span>}
                </>
              ),
            },
            {
              key: 'steps',
              label: 'Étapes',
              cell: ({ steps, name, agreement: { state } }) =>
                agreementStates[state].stands ? <StepLine small label={`Étapes de ${name}`} steps={steps} /> : null,
            },
            {
              key: 'waits',
              label: 'Où elle en est',
              cell: ({ waiting: waits, agreement: { state } }) =>
                waits.for === 'nothing' ? (
                  <Tag tone={agreementStates[state].stands ? 'ok' : 'plain'}>{stateWords(state)}</Tag>
                ) : (
                  waitingWords(waits, 'pmsmp')
                ),
            },
            {
              key: 'next',
              label: 'Suite',
              cell: ({ agreement, name }) =>
                isRenewable(agreement, rows) ? (
                  <a href={addressOf('immersionRenew', { agreement: agreement.id })}>
                    Renouveler<span class="unseen"> l’immersion de {name}</span>
                  </a>
                ) : null,
            },
          ]}
        />
      </div>
      {of && (
        <Actions>
          {next !== undefined && (
            <LinkButton href={addressOf('immersions', {}, { organisme: of.id, suite: next })} look="plain">
              Plus anciennes
            </LinkButton>
          )}
          <LinkButton href={addressOf('immersionPeople', {}, { organisme: of.id })} look="plain" small>
            Les personnes, et ce qui est gardé sur elles
          </LinkButton>
        </Actions>
      )}
    </DeskPage>
  )
}

/** Once only: not a renewal, nor one that was renewed. */
const isRenewable = (
  { id, state, content, amends }: PrescribedAgreement['agreement'],
  others: readonly PrescribedAgreement[],
): boolean =>
  ['signed', 'running', 'completed'].includes(state) &&
  content.renewal === undefined &&
  amends === undefined &&
  !others.some(({ agreement }) => agreement.content.renewal?.of === id && agreementStates[agreement.state].stands)

const stateWords = (state: PrescribedAgreement['agreement']['state']): string =>
  state === 'running' ? 'en cours' : state === 'completed' ? 'terminée' : agreementStates[state].label
