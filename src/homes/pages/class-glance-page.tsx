import { addressOf } from '#/addresses.ts'
import {
  Bar,
  type BarPart,
  type BarTone,
  Chips,
  countWords,
  DeskPage,
  duringWords,
  EmptyState,
  LinkButton,
  plural,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import { agoWords, type Standing, standings } from '../class-glance.ts'
import type { ClassGlance, ClassRow } from '../read-class.ts'

interface Props {
  readonly account: Account
  readonly of: SchoolClass
  readonly schoolName: string
  /** Undefined for who may not open the school's page. */
  readonly schoolHref: string | undefined
  readonly view: ClassGlance
  /** The filter of the address. */
  readonly only: ClassFilter | undefined
  readonly now: Temporal.Instant
  /** Whether this person may open a pupil's page. */
  readonly mayFollow: boolean
}

export const classFilters = ['bloques', 'cherchent', 'attendent', 'places'] as const
export type ClassFilter = (typeof classFilters)[number]

const filters: Readonly<Record<ClassFilter, { readonly label: string; readonly keeps: (row: ClassRow) => boolean }>> = {
  bloques: { label: 'Bloqués', keeps: ({ glance }) => glance.isStuck },
  cherchent: {
    label: 'Cherchent',
    keeps: ({ glance }) => glance.standing === 'nothing' || glance.standing === 'refused',
  },
  attendent: {
    label: 'En cours',
    keeps: ({ glance: { standing } }) => !['nothing', 'refused', 'placed'].includes(standing),
  },
  places: { label: 'Placés', keeps: ({ glance }) => glance.standing === 'placed' },
}

const tones: Readonly<Record<Standing, BarTone>> = {
  placed: 'held',
  partial: 'proposed',
  accepted: 'proposed',
  asked: 'wait',
  sent: 'wait',
  queued: 'wait',
  refused: 'need',
  nothing: 'need',
}

/** A class at a glance: thirty-five pupils on one screen, who is stuck first. */
export function ClassGlancePage(props: Props) {
  const { account, of, schoolName, schoolHref, view, only, now, mayFollow } = props
  const { rows, needed } = view
  const title = classTitle(rows)
  const shown = only ? rows.filter(filters[only].keeps) : rows
  const toClass = { class: of.id }
  return (
    <DeskPage
      title={`${of.name} : ${title}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={schoolName}
    >
      <div class="glance-head">
        <Title
          eyebrow={
            <>
              {of.name} · {schoolHref ? <a href={schoolHref}>{schoolName}</a> : schoolName}
              {needed.length > 0 ? ` · ${duringWords(needed)}` : ' · semaines à choisir'}
            </>
          }
        >
          {title}
        </Title>
        {mayFollow && (
          <LinkButton href={addressOf('classAgreements', toClass)} look="plain" small>
            Conventions
          </LinkButton>
        )}
        {mayFollow && (
          <LinkButton href={addressOf('classPlacements', toClass)} look="plain" small>
            Stages
          </LinkButton>
        )}
        <LinkButton href={addressOf('classRoll', toClass)} look="plain" small>
          Liste, codes et semaines
        </LinkButton>
      </div>
      {rows.length > 0 && (
        <>
          <Bar parts={partsOf(rows)} height={12} label={`${title}.`} />
          <Chips
            label="Montrer"
            chips={[
              { label: 'Tous', href: addressOf('class', toClass), count: rows.length, current: only === undefined },
              ...classFilters.map((name) => ({
                label: filters[name].label,
                href: addressOf('class', toClass, { montrer: name }),
                count: rows.filter(filters[name].keeps).length,
                current: only === name,
              })),
            ]}
          />
        </>
      )}
      <div class="glance">
        <Table
          caption="Où en est chaque élève, qui est bloqué en tête"
          captionHidden
          rows={shown}
          keyOf={({ pupil }) => pupil.id}
          {...(mayFollow ? { hrefOf: ({ pupil }: ClassRow) => addressOf('pupilFollow', { pupil: pupil.id }) } : {})}
          columns={[
            { key: 'name', label: 'Élève', header: true, cell: ({ name }) => name },
            {
              key: 'stage',
              label: 'Stage',
              cell: ({ glance: { standing, isStuck } }) => (
                <Tag tone={isStuck ? 'need' : standings[standing].tone}>
                  {standings[standing].word}
                  {isStuck && <span class="unseen"> (bloqué)</span>}
                </Tag>
              ),
            },
            { key: 'since', label: 'Depuis', cell: ({ glance }) => (glance.since ? agoWords(glance.since, now) : '') },
            { key: 'weeks', label: 'Sem.', cell: ({ glance }) => <Weeks held={glance.held} needed={needed} /> },
            {
              key: 'open',
              label: 'Pistes',
              cell: ({ glance: { open } }) => (open === 0 ? '' : countWords(open, 'piste')),
            },
            {
              key: 'sign',
              label: 'Signe',
              cell: ({ lastSign, helpAsked }) => (
                <>
                  {lastSign ? `vu ${agoWords(lastSign, now)}` : 'jamais vu'}
                  {helpAsked && (
                    <abbr class="glance-help" title="A demandé de l’aide">
                      {' '}
                      aidé
                    </abbr>
                  )}
                </>
              ),
            },
          ]}
          empty={
            rows.length === 0 ? (
              <EmptyState
                title="Cette classe attend ses élèves"
                action={<LinkButton href={addressOf('classRoll', toClass)}>Ouvrir la liste</LinkButton>}
              >
                <p>Inscrivez-les dans la liste de la classe : leur recherche se suivra ici.</p>
              </EmptyState>
            ) : (
              <p>Personne dans ce cas.</p>
            )
          }
        />
      </div>
    </DeskPage>
  )
}

/** « 34 élèves, 27 placés, 3 bloqués » */
export function classTitle(rows: readonly ClassRow[]): string {
  const placed = rows.filter(({ glance }) => glance.standing === 'placed').length
  const stuck = rows.filter(({ glance }) => glance.isStuck).length
  return [
    countWords(rows.length, 'élève'),
    placed > 0 ? countWords(placed, 'placé') : undefined,
    stuck > 0 ? countWords(stuck, 'bloqué') : undefined,
  ]
    .filter(Boolean)
    .join(', ')
}

/** The class as one bar. */
export function partsOf(rows: readonly ClassRow[]): BarPart[] {
  const sum = (tone: BarTone) => rows.filter(({ glance }) => tones[glance.standing] === tone).length
  const part = (label: string, tone: BarTone): BarPart => ({ label, tone, value: sum(tone) })
  return [
    part('placés', 'held'),
    part('acceptés ou en partie placés', 'proposed'),
    part('en cours', 'wait'),
    part('sans piste', 'need'),
  ]
}

/** One square a week; the words for those who do not see them. */
function Weeks({ held, needed }: { readonly held: readonly string[]; readonly needed: readonly string[] }) {
  if (needed.length === 0) return '–'
  return (
    <span class="glance-weeks">
      {needed.length <= 6 && (
        <svg width={needed.length * 16} height="14" aria-hidden="true">
          {needed.map((week, index) => (
            <rect
              key={week}
              class={held.includes(week) ? 'seat-taken' : 'seat-free'}
              x={index * 16 + 1}
              y="1"
              width="12"
              height="12"
              rx="3"
            />
          ))}
        </svg>
      )}
      <span class={needed.length <= 6 ? 'unseen' : ''}>
        {held.length} {plural(held.length, 'semaine')} sur {needed.length}
      </span>
    </span>
  )
}
