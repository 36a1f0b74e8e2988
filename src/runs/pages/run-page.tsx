import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Actions,
  Bar,
  BarKey,
  type Bin,
  countWords,
  Distribution,
  durationWords,
  Figure,
  Icon,
  KeyFigures,
  LinkButton,
  type MapOutline,
  Notice,
  numberWords,
  shareWords,
  Table,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import type { SchoolRow } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { ShortageRow } from '../shortages.ts'
import type { RunFigures } from '../tables.ts'
import { sayCode } from '../words.ts'
import { RunFiles } from './run-files.tsx'
import { RunFrame } from './run-frame.tsx'
import { type MapView, RunMap } from './run-map.tsx'
import { ShortageList } from './shortage-list.tsx'

export interface RunPageProps {
  readonly room: Room
  readonly run: RunHead
  readonly figures: RunFigures
  readonly shortages: readonly ShortageRow[]
  readonly schools: readonly SchoolRow[]
  readonly outlines: readonly MapOutline[]
  readonly files: readonly { readonly name: string; readonly size: number }[]
  /** The run before this one, to compare with. */
  readonly former: RunHead | undefined
  readonly view: MapView
  readonly tiles: Configuration['tiles']
}

/** What a finished run came to: the headline, where places are missing, how far people travel, whom it leaves out. */
export function RunPage(props: RunPageProps) {
  const { room, run, figures } = props
  const keys = { campaign: room.campaign.id, run: run.id }
  const pupils = (query: Record<string, string | number | undefined>) => addressOf('runPupils', keys, query)
  const without = figures.partly + figures.unplaced
  const said = `${numberWords(figures.placed)} élèves sur ${numberWords(figures.pupils)} ont une place`
  return (
    <RunFrame room={room} run={run} title={said} notice={<RunNotices {...props} />}>
      <section class="room-head" aria-label="En bref">
        <Figure value={shareWords(figures.placed, figures.pupils)} href={pupils({ etat: 'avec-place' })}>
          <h1 class="figure-sentence">{said}.</h1>
          <p>{limitWords(figures)}</p>
          {run.verification?.ok && (
            <p class="proof soft">
              <Icon name="success" size={18} /> Vérifié par un programme indépendant : règles, places, priorités,
              trajets et preuve.
            </p>
          )}
        </Figure>
        <KeyFigures
          figures={[
            {
              label: 'sans place',
              value: numberWords(without),
              href: pupils({ etat: 'sans-place' }),
              need: without > 0,
            },
            {
              label: 'hors de portée d’un bus',
              value: numberWords(figures.codes.out_of_reach ?? 0),
              href: pupils({ motif: 'out_of_reach' }),
            },
            { label: 'à plus d’une heure', value: numberWords(figures.over60), href: pupils({ minutes: '61-999' }) },
          ]}
        />
      </section>
      <div class="room-two">
        <RunMap keys={keys} {...props} />
        <ShortageSummary {...props} />
      </div>
      <div class="room-two">
        <section aria-labelledby="travel">
          <h2 id="travel">Combien de temps ils voyagent</h2>
          {figures.medianMinutes !== null && (
            <p>La moitié met {durationWords(figures.medianMinutes)} ou moins, dans le plus long des deux sens.</p>
          )}
          <Distribution
            title="Trajets"
            titleHidden
            unit="minutes de porte à porte"
            of="élèves"
            bins={minuteBins(figures.minutesBands, (minutes) => pupils({ minutes }))}
          />
        </section>
        <section>
          <h2>Pourquoi sans place</h2>
          <Table
            caption="Élèves sans place pour une semaine au moins, par raison"
            captionHidden
            rows={Object.entries(figures.codes).toSorted(([, a], [, b]) => b - a)}
            keyOf={([code]) => code}
            hrefOf={([code]) => (code === 'needs' && !room.mayAct ? undefined : pupils({ motif: code }))}
            empty={<p>Chaque élève a une place pour chacune de ses semaines.</p>}
            columns={[
              { key: 'code', label: 'raison', header: true, cell: ([code]) => sayCode(code, room.mayAct) },
              { key: 'count', label: 'élèves', numeric: true, cell: ([, count]) => numberWords(count) },
            ]}
          />
        </section>
      </div>
      <div class="room-two">
        <Schools {...props} />
        <Priorities {...props} />
      </div>
      <RunFiles {...props} />
    </RunFrame>
  )
}

/** What keeps the others from a place, in a sentence. */
function limitWords({ partly, unplaced, seatsMissing }: RunFigures): string {
  if (partly + unplaced === 0) return 'Personne ne reste sans place.'
  return seatsMissing > 0
    ? `Il manque ${countWords(seatsMissing, 'place')} : sans elles, personne de plus ne peut être placé.`
    : 'Personne de plus ne peut être placé avec ces offres.'
}

function RunNotices({ run, figures }: RunPageProps) {
  const { verification } = run
  return (
    <>
      {verification && !verification.ok && (
        <Notice kind="error" title="La vérification a trouvé des écarts : ne vous servez pas de ce résultat">
          <ul>
            {verification.messages.slice(0, 10).map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Notice>
      )}
      {figures.reach === 'estimate' && (
        <Notice kind="warning" title="Trajets estimés">
          <p>Aucun horaire n’a été déposé : les durées sont estimées à vol d’oiseau et aucun bus n’est vérifié.</p>
        </Notice>
      )}
      {figures.warnings.length > 0 && (
        <Notice kind="warning" title="Les horaires ne couvrent pas toutes les dates">
          <details>
            <summary>
              {countWords(figures.warnings.length, 'remarque')} sur les dates dont se servent les trajets
            </summary>
            <ul>
              {figures.warnings.slice(0, 40).map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
    </>
  )
}

function ShortageSummary({ room, run, figures, shortages }: RunPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  return (
    <section>
      <h2>Où il manque des places</h2>
      {shortages.length === 0 ? (
        <p>Nulle part : ceux qui restent sans place ont un autre empêchement, dit sur leur page.</p>
      ) : (
        <>
          <ShortageList {...keys} shortages={shortages.slice(0, 5)} />
          <Actions>
            <LinkButton href={addressOf('runShortages', keys)}>
              Préparer les appels pour {countWords(figures.seatsMissing, 'place')}
            </LinkButton>
          </Actions>
        </>
      )}
    </section>
  )
}

function minuteBins(bands: readonly number[], hrefOf: (minutes: string) => string): Bin[] {
  const bins: Bin[] = []
  for (let from = 0; from < bands.length; from += 2)
    bins.push({
      label: `${from * 5}–${from * 5 + 9}`,
      count: (bands[from] ?? 0) + (bands[from + 1] ?? 0),
      need: from * 5 >= 60,
      href: hrefOf(`${from * 5}-${from * 5 + 10}`),
    })
  return bins
}

function Schools({ room, run, schools }: RunPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const worst = schools
    .toSorted((a, b) => b.partly + b.unplaced - (a.partly + a.unplaced) || a.name.localeCompare(b.name, 'fr'))
    .slice(0, 8)
  return (
    <section>
      <h2>Établissements où il reste le plus à faire</h2>
      <Table
        caption="Établissements où il reste le plus à faire"
        captionHidden
        rows={worst}
        keyOf={({ school }) => school}
        hrefOf={({ school }) => addressOf('runPupils', keys, { etablissement: school, etat: 'sans-place' })}
        circleOf={({ school }) => school}
        columns={[
          { key: 'name', label: 'établissement', header: true, cell: ({ name }) => name },
          {
            key: 'without',
            label: 'sans place',
            numeric: true,
            cell: ({ partly, unplaced }) => numberWords(partly + unplaced),
          },
          { key: 'pupils', label: 'élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
        ]}
      />
      <p>
        <a href={addressOf('runSchools', keys)}>Voir les {countWords(schools.length, 'établissement')}</a>
      </p>
    </section>
  )
}

function Priorities({ room, run, figures }: RunPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  return (
    <section>
      <h2>Par priorité</h2>
      <Table
        caption="Élèves placés par priorité, la plus haute en tête"
        captionHidden
        rows={figures.priorities.slice(0, 12)}
        keyOf={({ priority }) => String(priority)}
        hrefOf={({ priority }) => addressOf('runPupils', keys, { priorite: priority })}
        columns={[
          { key: 'priority', label: 'priorité', header: true, cell: ({ priority }) => numberWords(priority) },
          { key: 'pupils', label: 'élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
          {
            key: 'placed',
            label: 'ont une place',
            numeric: true,
            cell: ({ placed, pupils }) => shareWords(placed, pupils),
          },
          {
            key: 'bar',
            label: 'part',
            wideOnly: true,
            cell: ({ placed, pupils }) => (
              <Bar
                total={pupils}
                parts={[
                  { label: 'ont une place', value: placed, tone: 'held' },
                  { label: 'sans place', value: pupils - placed, tone: 'need' },
                ]}
              />
            ),
          },
        ]}
      />
      <BarKey
        parts={[
          { label: 'ont une place', tone: 'held' },
          { label: 'sans place', tone: 'need' },
        ]}
      />
    </section>
  )
}
