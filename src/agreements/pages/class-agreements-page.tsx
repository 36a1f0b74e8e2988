import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Chips,
  countWords,
  DeskPage,
  daysWords,
  EmptyState,
  LinkButton,
  PostButton,
  plural,
  StepLine,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { fullName, type SchoolClass } from '#/pupils/index.ts'
import type { ClassAgreement, ClassAgreements } from '../read-class-agreements.ts'
import { waitingWords } from '../waiting-words.ts'

export const classFilters = ['attendent', 'verifier', 'signature', 'signees'] as const
export type ClassFilter = (typeof classFilters)[number]

const filters: Readonly<
  Record<ClassFilter, { readonly label: string; readonly keeps: (row: ClassAgreement) => boolean }>
> = {
  attendent: { label: 'À compléter', keeps: ({ waiting }) => waiting.for === 'answers' },
  verifier: { label: 'À vérifier', keeps: ({ waiting }) => waiting.for === 'check' },
  signature: {
    label: 'En signature',
    keeps: ({ waiting }) => waiting.for === 'signatures' || waiting.for === 'refusal',
  },
  signees: { label: 'Signées', keeps: ({ waiting }) => waiting.for === 'nothing' },
}

/** The agreements of a class: blockers first, one action each. */
export function ClassAgreementsPage({
  account,
  of,
  schoolName,
  agreements,
  only,
  notice,
}: {
  readonly account: Account
  readonly of: SchoolClass
  readonly schoolName: string
  readonly agreements: ClassAgreements
  readonly only: ClassFilter | undefined
  readonly notice: ComponentChildren
}) {
  const { rows, without } = agreements
  const signed = rows.filter(filters.signees.keeps).length
  const blocked = rows.filter(({ waiting }) => waiting.for === 'answers' || waiting.for === 'signatures').length
  const inSigning = rows.filter(({ agreement }) => agreement.state === 'signing').length
  const title =
    rows.length === 0
      ? 'Aucune convention pour l’instant'
      : `${countWords(rows.length, 'convention')}, ${signed} ${plural(signed, 'signée')}`
  const shown = only ? rows.filter(filters[only].keeps) : rows
  const params = { class: of.id }
  return (
    <DeskPage
      title={`${of.name} : ${title}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={schoolName}
      notice={notice}
    >
      <Title
        eyebrow={
          <>
            <a href={addressOf('class', params)}>{of.name}</a> · {schoolName}
          </>
        }
      >
        {title}
      </Title>
      {rows.length > 0 && (
        <>
          <div class="unprinted">
            <Actions>
              {blocked > 0 && (
                <PostButton action={addressOf('classAgreementsRemind', params)}>
                  Relancer {countWords(blocked, 'convention')} en attente
                </PostButton>
              )}
              {inSigning > 0 && (
                <LinkButton href={addressOf('classAgreementsFile', { ...params, format: 'pdf' })} look="plain">
                  Imprimer les conventions à signer ({inSigning})
                </LinkButton>
              )}
              <LinkButton href={addressOf('classAgreementsFile', { ...params, format: 'csv' })} look="quiet" download>
                Liste en CSV
              </LinkButton>
              <LinkButton href={addressOf('classAgreementsFile', { ...params, format: 'ods' })} look="quiet" download>
                Liste en ODS
              </LinkButton>
            </Actions>
          </div>
          <Chips
            label="Montrer"
            chips={[
              {
                label: 'Toutes',
                href: addressOf('classAgreements', params),
                count: rows.length,
                current: only === undefined,
              },
              ...classFilters.map((name) => ({
                label: filters[name].label,
                href: addressOf('classAgreements', params, { montrer: name }),
                count: rows.filter(filters[name].keeps).length,
                current: only === name,
              })),
            ]}
          />
        </>
      )}
      <div class="agreements">
        <Table
          caption="Les conventions de la classe, celles qui bloquent en tête"
          captionHidden
          rows={shown}
          keyOf={({ agreement }) => agreement.id}
          hrefOf={({ agreement }) => addressOf('agreement', { agreement: agreement.id })}
          empty={
            <EmptyState title="Rien à montrer ici">
              <p>Une convention se prépare d’elle-même dès qu’un élève confirme une place.</p>
            </EmptyState>
          }
          columns={[
            { key: 'name', label: 'Élève', header: true, cell: ({ name }) => name },
            { key: 'host', label: 'Structure', cell: ({ agreement }) => agreement.content.hosts[0].name },
            { key: 'days', label: 'Dates', cell: ({ agreement }) => shortDates(agreement) },
            {
              key: 'steps',
              label: 'Étapes',
              cell: ({ steps, name }) => <StepLine small label={`Étapes de ${name}`} steps={steps} />,
            },
            {
              key: 'waits',
              label: 'Où elle en est',
              cell: ({ waiting, onPaper, agreement }) => (
                <>
                  {waiting.for === 'nothing' ? (
                    <Tag tone="ok">signée</Tag>
                  ) : (
                    <span
                      class={
                        waiting.for === 'refusal' || (waiting.for === 'check' && waiting.refused > 0) ? 'warm' : ''
                      }
                    >
                      {waitingWords(waiting, agreement.scheme)}
                    </span>
                  )}
                  {(agreement.source === 'outside' || onPaper) && ' '}
                  {agreement.source === 'outside' ? <Tag>faite ailleurs</Tag> : onPaper && <Tag>papier</Tag>}
                </>
              ),
            },
            { key: 'act', label: 'Faire', cell: (row) => <RowAction row={row} /> },
          ]}
        />
      </div>
      {without.length > 0 && only === undefined && (
        <section>
          <h2>{countWords(without.length, 'élève')} sans convention</h2>
          <ul class="names">
            {without.map((pupil) => (
              <li key={pupil.id}>
                <a href={addressOf('pupilFollow', { pupil: pupil.id })}>{fullName(pupil)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskPage>
  )
}

const shortDates = ({ firstDay, lastDay }: ClassAgreement['agreement']): string =>
  daysWords(Temporal.PlainDate.from(firstDay), Temporal.PlainDate.from(lastDay))

/** The one thing to do about a line. */
function RowAction({ row: { agreement, waiting } }: { readonly row: ClassAgreement }) {
  const params = { agreement: agreement.id }
  switch (waiting.for) {
    case 'answers':
      return waiting.parts.length === 1 && waiting.parts[0] === 'school' ? (
        <LinkButton href={addressOf('agreementFill', { ...params, part: 'school' })} look="plain" small>
          Compléter
        </LinkButton>
      ) : (
        <PostButton action={addressOf('agreementRemind', params)} look="plain" small>
          Relancer
        </PostButton>
      )
    case 'signatures':
      return (
        <PostButton action={addressOf('agreementRemind', params)} look="plain" small>
          Relancer
        </PostButton>
      )
    case 'check':
    case 'refusal':
      return (
        <LinkButton href={addressOf('agreement', params)} look="plain" small>
          {waiting.for === 'check' ? 'Vérifier' : 'Ouvrir'}
        </LinkButton>
      )
    case 'nothing':
      return null
    default:
      return waiting satisfies never
  }
}
