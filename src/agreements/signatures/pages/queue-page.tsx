import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Breadcrumb,
  Button,
  type Chip,
  Chips,
  countWords,
  type DeskEntry,
  DeskPage,
  EmptyState,
  LinkButton,
  numberWords,
  plural,
  type Signed,
  Table,
  Title,
} from '#/design/index.ts'
import { shareAnomalies } from '../anomalies.ts'
import type { QueueRow } from '../review-queue.ts'
import { hostNames, placementDays } from '../say-agreement.ts'
import { partyWords } from '../signing-duties.ts'
import { Remarks, SharedRemarks } from './remarks.tsx'

export interface QueuePageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly notice?: ComponentChildren
  readonly school: { readonly territoryId: string; readonly uai: string; readonly name: string }
  /** Those of the chosen class, or all. */
  readonly rows: readonly QueueRow[]
  readonly classes: readonly { readonly id: string; readonly name: string; readonly waiting: number }[]
  readonly classId: string | undefined
  /** Their own name is not needed to look: only who holds the role signs. */
  readonly maySign: boolean
}

/** What waits for the head of a school: what stands out first; some or all of it is signed with one code. */
export function QueuePage({ signed, entries, notice, school, rows: all, classes, classId, maySign }: QueuePageProps) {
  const { shared, rows } = shareAnomalies(all)
  const here = { territory: school.territoryId, school: school.uai }
  const queue = addressOf('reviewQueue', here)
  const odd = rows.filter(({ anomalies }) => anomalies.length > 0).length
  const title =
    rows.length === 0
      ? 'Aucune convention n’attend votre signature'
      : `${countWords(rows.length, 'convention')} ${plural(rows.length, 'attend', 'attendent')} votre signature`
  const chips: readonly Chip[] = [
    { label: 'Toutes les classes', href: queue, current: classId === undefined },
    ...classes.map(({ id, name, waiting }) => ({
      label: name,
      count: waiting,
      href: addressOf('reviewQueue', here, { classe: id }),
      current: id === classId,
    })),
  ]
  return (
    <DeskPage title={title} entries={entries} signed={signed} place={school.name} notice={notice}>
      <Breadcrumb
        steps={[{ label: school.name, href: addressOf('school', here) }, { label: 'Conventions à signer' }]}
      />
      <Title
        lead={
          rows.length === 0
            ? undefined
            : odd === 0
              ? shared.length === 0
                ? 'Rien ne demande de regard particulier.'
                : 'Aucune ne se distingue des autres.'
              : `${countWords(odd, 'convention')} ${plural(odd, 'demande', 'demandent')} un regard : ${plural(odd, 'elle vient', 'elles viennent')} en premier.`
        }
      >
        {title}
      </Title>
      {classes.length > 1 && <Chips label="Classes" chips={chips} />}
      {rows.length === 0 ? (
        <EmptyState
          title="Tout est signé de votre côté"
          action={
            <LinkButton href={addressOf('school', here)} look="plain">
              Revenir à l’établissement
            </LinkButton>
          }
        >
          Une convention arrive ici quand elle est vérifiée et envoyée à la signature. Un message vous prévient, une
          fois par jour au plus.
        </EmptyState>
      ) : (
        <form method="post" action={addressOf('reviewQueue', here)}>
          <SharedRemarks shared={shared} />
          {classId !== undefined && <input type="hidden" name="classe" value={classId} />}
          <Table
            caption={`Conventions à signer${classId === undefined ? '' : ' de la classe'}`}
            captionHidden
            rows={rows}
            keyOf={({ agreement }) => agreement.id}
            columns={[
              {
                key: 'pupil',
                label: 'Élève',
                header: true,
                cell: ({ agreement }) => (
                  <span class="pick">
                    {maySign && (
                      <input
                        type="checkbox"
                        name="conventions"
                        value={agreement.id}
                        aria-label={`Choisir la convention ${nameOf(agreement.content)}`}
                      />
                    )}
                    <a href={addressOf('agreement', { agreement: agreement.id })}>{nameOf(agreement.content)}</a>
                  </span>
                ),
              },
              {
                key: 'class',
                label: 'Classe',
                cell: ({ agreement }) => <span class="whole">{agreement.content.pupil.className ?? '–'}</span>,
              },
              {
                key: 'host',
                label: 'Accueil',
                cell: ({ agreement }) => (
                  <>
                    {hostNames(agreement.content)}
                    <br />
                    <span class="soft">du {placementDays(agreement.content)}</span>
                  </>
                ),
              },
              {
                key: 'look',
                label: 'À regarder',
                cell: (row) => <Remarks of={row} />,
              },
              {
                key: 'others',
                label: 'Signatures attendues avec la vôtre',
                wideOnly: true,
                cell: ({ othersAwaited }) =>
                  othersAwaited.length === 0
                    ? 'la vôtre est la dernière'
                    : [...new Set(othersAwaited.map(({ party }) => partyWords[party]))].join(', '),
              },
              {
                key: 'document',
                label: 'Document',
                cell: ({ agreement }) => (
                  <a href={addressOf('agreementDocument', { agreement: agreement.id })}>
                    Lire<span class="unseen"> la convention {nameOf(agreement.content)}</span>
                  </a>
                ),
              },
            ]}
          />
          {maySign && (
            <div class="review-foot">
              <Button name="choix" value="cochees">
                Signer les conventions cochées
              </Button>
              <Button name="choix" value="toutes" look="plain">
                {`Signer toute la liste (${numberWords(rows.length)})`}
              </Button>
            </div>
          )}
        </form>
      )}
    </DeskPage>
  )
}

const nameOf = ({ pupil }: { readonly pupil: { readonly firstName: string; readonly lastName: string } }): string =>
  `${pupil.lastName} ${pupil.firstName}`
