import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Chips,
  countWords,
  DeskPage,
  dayWords,
  EmptyState,
  LinkButton,
  PostButton,
  Table,
  Tag,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { type Account, entriesOf, holds } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Wave, WaveCounts } from '#/proposals/index.ts'
import { isSchemeId, schemes } from '#/rules/index.ts'
import { type HelpCount, type HelpedPupil, type HelpStanding, helpStandingNames, helpStandings } from '../help-list.ts'
import { outcomeWords } from '../outcome-words.ts'
import type { Launch } from '../read-launches.ts'
import { WaveHistory } from './wave-history.tsx'

export interface HelpPageProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly counts: readonly HelpCount[]
  readonly only: HelpStanding | undefined
  readonly page: Paged<HelpedPupil>
  readonly waves: readonly (Wave & WaveCounts)[]
  /** Where the next waves come from: further back in time. */
  readonly olderWaves: string | undefined
  readonly launches: readonly Launch[]
  /** Of the waves' bassins, by code. */
  readonly names: ReadonlyMap<string, string>
  readonly timeZone: string
  readonly notice: ComponentChildren
}

/** Those whom the coordination looks for: who, since when, where each stands; one click looks for all of them. */
export function HelpPage(props: HelpPageProps) {
  const { account, territory, counts, only, page, waves, olderWaves, launches, names, timeZone, notice } = props
  const of = (...standings: readonly HelpStanding[]) =>
    counts.filter(({ standing }) => standings.includes(standing)).reduce((sum, { pupils }) => sum + pupils, 0)
  const toPlace = of('waiting', 'unreached')
  const title =
    toPlace > 0
      ? countWords(toPlace, 'élève attend une place', 'élèves attendent une place')
      : 'Personne n’attend de place'
  const here = (query: Record<string, string | undefined>) => addressOf('helpList', { territory: territory.id }, query)
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <Title
        eyebrow={<a href={addressOf('desk', {})}>Le bureau</a>}
        lead="Ils ont demandé de l’aide, ou leur établissement les a inscrits avec leur accord."
      >
        {title}
      </Title>
      <Launches territory={territory.id} launches={launches} />
      <Chips
        label="Montrer"
        chips={[
          { label: 'Tous ceux qui attendent', href: here({}), current: only === undefined },
          ...helpStandingNames.map((name) => ({
            label: helpStandings[name].word,
            href: here({ montrer: name }),
            count: of(name),
            current: only === name,
          })),
        ]}
      />
      <Table
        caption="Élèves aidés, qui attend depuis le plus longtemps d’abord"
        captionHidden
        rows={page.rows}
        keyOf={({ pupilId, scheme }) => `${pupilId} ${scheme}`}
        hrefOf={({ proposalId, classId }) =>
          proposalId === undefined
            ? addressOf('class', { class: classId })
            : addressOf('proposal', { proposal: proposalId })
        }
        empty={
          <EmptyState title="Personne ici">
            <p>
              Les élèves qui ne trouvent rien reçoivent sur leur page une offre d’aide ; leur établissement peut aussi
              les inscrire, depuis le suivi de chacun.
            </p>
          </EmptyState>
        }
        columns={[
          { key: 'name', label: 'Élève', header: true, cell: ({ name }) => name },
          { key: 'class', label: 'Classe', cell: ({ className, schoolName }) => `${className}, ${schoolName}` },
          {
            key: 'weeks',
            label: 'Semaines à trouver',
            cell: ({ missing }) => (missing.length > 0 ? weeksWords(missing) : 'aucune'),
          },
          {
            key: 'since',
            label: 'Depuis',
            cell: ({ askedAt, entered }) =>
              `${dayWords(askedAt.toZonedDateTimeISO(timeZone).toPlainDate(), { weekday: false })}${entered ? ', par l’établissement' : ''}`,
          },
          {
            key: 'standing',
            label: 'Où en est-on',
            cell: ({ standing, last }) => (
              <>
                <Tag tone={helpStandings[standing].tone}>{helpStandings[standing].word}</Tag>{' '}
                {last && standing === 'waiting' && (
                  <span class="soft">
                    vague {last.wave} :{' '}
                    {last.outcome === 'proposed' ? 'déclinée, ou sans réponse' : outcomeWords(last.outcome)}
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      {page.next !== undefined && (
        <p>
          <a href={here({ montrer: only, suite: page.next })}>Élèves suivants</a>
        </p>
      )}
      <WaveHistory
        territory={territory.id}
        waves={waves}
        timeZone={timeZone}
        names={names}
        isLinked={({ bassin }) =>
          holds(account, ['coordinator'], { territoryId: territory.id, ...(bassin === undefined ? {} : { bassin }) })
        }
      />
      {olderWaves !== undefined && (
        <p>
          <a href={here({ montrer: only, vagues: olderWaves })}>Vagues plus anciennes</a>
        </p>
      )}
      <p>
        <a href={addressOf('helpSettings', { territory: territory.id })}>Choisir quand l’aide est proposée</a>
      </p>
    </DeskPage>
  )
}

/** One act: look at what waits, else look for places. */
function Launches({ territory, launches }: { readonly territory: string; readonly launches: readonly Launch[] }) {
  if (launches.length === 0) return null
  const several = new Set(launches.map(({ scheme }) => scheme)).size > 1
  // What waits to be looked at comes first: until then nobody has been told anything.
  const ordered = [...launches.filter(({ wave }) => wave), ...launches.filter(({ wave }) => !wave)]
  return (
    <div class="actions">
      {ordered.map(({ scheme, bassin, bassinName, pupils, wave }, index) => {
        const what = [bassinName, several && isSchemeId(scheme) ? schemes[scheme].name : undefined]
        const about = what.flatMap((each) => (each === undefined ? [] : [`, ${each}`])).join('')
        const look = index === 0 ? 'main' : 'plain'
        return wave ? (
          <LinkButton key={wave.id} href={addressOf('helpWave', { territory, wave: wave.id })} look={look}>
            {wave.state === 'review' ? `Relire la vague ${wave.number}` : `Suivre la vague ${wave.number}`}
            {about}
          </LinkButton>
        ) : (
          <PostButton
            key={`${scheme} ${bassin}`}
            action={addressOf('helpList', { territory })}
            fields={{ dispositif: scheme, ...(bassin === undefined ? {} : { bassin }) }}
            look={look}
          >
            Chercher une place pour {countWords(pupils, 'élève')}
            {about}
          </PostButton>
        )
      })}
    </div>
  )
}
