import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  Bar,
  BarKey,
  type Bin,
  countWords,
  Distribution,
  deWords,
  durationWords,
  EmptyState,
  Figure,
  Icon,
  KeyFigures,
  LinkButton,
  type MapOutline,
  Notice,
  numberWords,
  plural,
  shareWords,
  Table,
  TerritoryMap,
  weekWords,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import type { SchoolRow } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { ShortageRow } from '../shortages.ts'
import type { RunFigures } from '../tables.ts'
import { sayCode, saySector } from '../words.ts'
import { RunFiles } from './run-files.tsx'
import { RunFrame } from './run-frame.tsx'

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
  readonly tiles: Configuration['tiles']
}

/** What a finished run came to: the headline, where places are missing, how far people travel, whom it leaves out. */
export function RunPage(props: RunPageProps) {
  const { room, run, figures, former } = props
  const keys = { campaign: room.campaign.id, run: run.id }
  const pupils = (query: Record<string, string | number | undefined>) => addressOf('runPupils', keys, query)
  const without = figures.partly + figures.unplaced
  const said = `${numberWords(figures.placed)} élèves sur ${numberWords(figures.pupils)} ont une place`
  return (
    <RunFrame room={room} run={run} title={said} notice={<RunNotices {...props} />}>
      <section class="room-head" aria-label="En bref">
        <Figure value={shareWords(figures.placed, figures.pupils)} href={pupils({ etat: 'places' })}>
          <h1 class="figure-sentence">{said}</h1>
          <p class="soft">
            {without === 0
              ? 'Personne ne reste sans place.'
              : figures.seatsMissing > 0
                ? `Il manque ${countWords(figures.seatsMissing, 'place')} : sans elles, personne de plus ne peut être placé.`
                : 'Personne de plus ne peut être placé avec ces offres.'}
          </p>
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
              label: 'places qui manquent',
              value: numberWords(figures.seatsMissing),
              href: addressOf('runShortages', keys),
            },
            {
              label: 'hors de portée',
              value: numberWords(figures.codes.out_of_reach ?? 0),
              href: pupils({ motif: 'out_of_reach' }),
            },
            { label: 'à plus d’une heure', value: numberWords(figures.over60), href: pupils({ minutes: '61-999' }) },
            ...(figures.medianMinutes === null
              ? []
              : [{ label: 'trajet médian', value: durationWords(figures.medianMinutes) }]),
          ]}
        />
      </section>
      <div class="room-two">
        <RunMap {...props} />
        <ShortageSummary {...props} />
      </div>
      <div class="room-two">
        <section aria-label="Trajets">
          <Distribution
            title="Trajets"
            unit="minutes de porte à porte, le plus long des deux sens"
            of="élèves"
            bins={minuteBins(figures.minutesBands)}
          />
        </section>
        <section>
          <h2>Pourquoi sans place</h2>
          <Table
            caption="Semaines sans place, par raison"
            captionHidden
            rows={Object.entries(figures.codes).toSorted(([, a], [, b]) => b - a)}
            keyOf={([code]) => code}
            hrefOf={([code]) => pupils({ motif: code })}
            empty={<p>Chaque élève a une place pour chacune de ses semaines.</p>}
            columns={[
              { key: 'code', label: 'raison', header: true, cell: ([code]) => sayCode(code, room.mayAct) },
              { key: 'count', label: 'semaines', numeric: true, cell: ([, count]) => numberWords(count) },
            ]}
          />
        </section>
      </div>
      <div class="room-two">
        <Schools {...props} />
        <Priorities {...props} />
      </div>
      <section aria-labelledby="files">
        <h2 id="files">Rapport et fichiers</h2>
        <p>
          <a href={addressOf('runFile', { ...keys, file: 'report.html' }, { voir: 1 })}>
            <Icon name="print" /> Ouvrir le rapport à imprimer
          </a>
        </p>
        <RunFiles {...props} />
        {former && (
          <p>
            <a href={addressOf('runCompare', { ...keys, other: former.id })}>
              Comparer à l’affectation n° {former.number}
            </a>
          </p>
        )}
      </section>
    </RunFrame>
  )
}

function RunNotices({ run, figures }: RunPageProps) {
  const { verification } = run
  return (
    <>
      {verification?.ok && (
        <Notice kind="success" title="Vérifié par un programme indépendant">
          <p>
            Règles, places, priorités, trajets et preuve ont été recalculés par un code qui ne partage rien avec celui
            de l’affectation.
          </p>
        </Notice>
      )}
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

function RunMap({ room, run, shortages, schools, outlines, tiles }: RunPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const worst = new Set(shortages.slice(0, 5).map(({ id }) => id))
  const circles = [
    ...schools.flatMap((school) =>
      school.lat === undefined || school.lon === undefined
        ? []
        : [
            {
              id: school.school,
              name: school.name,
              lat: school.lat,
              lon: school.lon,
              size: school.pupils,
              share: school.placed / Math.max(1, school.pupils),
              href: addressOf('runPupils', keys, { etablissement: school.school }),
              title: `${school.name} : ${shareWords(school.placed, school.pupils)} placés, ${countWords(school.partly + school.unplaced, 'élève')} sans place`,
            },
          ],
    ),
    ...shortages.slice(0, 40).map((shortage) => ({
      id: `manque ${shortage.id}`,
      name: shortage.place,
      lat: shortage.lat,
      lon: shortage.lon,
      size: shortage.missing,
      need: true,
      href: addressOf('runShortage', { ...keys, shortage: shortage.id }),
      title: missingWords(shortage),
      ...(worst.has(shortage.id) ? { label: `${shortage.place} · ${numberWords(shortage.missing)} manquent` } : {}),
    })),
  ]
  return (
    <TerritoryMap
      label="Élèves placés par établissement, et places qui manquent"
      outlines={outlines}
      circles={circles}
      words="Un rond est un établissement, sa taille ses élèves ; un rond de couleur chaude, un endroit où des places manquent."
      scaleWords="placés"
      tableHref={addressOf('runSchools', keys)}
      tiles={tiles}
    />
  )
}

export const missingWords = ({ missing, place }: Pick<ShortageRow, 'missing' | 'place'>): string =>
  `${countWords(missing, 'place')} ${plural(missing, 'manque', 'manquent')} autour ${deWords(place)}`

export const detailWords = ({ pupils, seats, weeks, sectors }: ShortageRow): string =>
  [
    `${countWords(pupils, 'élève')} pour ${countWords(seats, 'place')} à portée`,
    weeks.map(weekWords).join(', '),
    sectors.slice(0, 3).map(saySector).join(', '),
  ]
    .filter(Boolean)
    .join(' · ')

function ShortageSummary({ room, run, shortages }: RunPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  if (shortages.length === 0)
    return (
      <section>
        <h2>Où il manque des places</h2>
        <EmptyState title="Aucun manque de places">
          <p>Ceux qui restent sans place ont un autre empêchement, dit sur leur page.</p>
        </EmptyState>
      </section>
    )
  return (
    <section>
      <h2>Où il manque des places</h2>
      <Table
        caption="Les manques les plus grands"
        captionHidden
        rows={shortages.slice(0, 6)}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('runShortage', { ...keys, shortage: id })}
        circleOf={({ id }) => `manque ${id}`}
        columns={[
          { key: 'place', label: 'endroit', header: true, cell: missingWords },
          { key: 'detail', label: 'qui et quand', cell: (row) => <span class="soft">{detailWords(row)}</span> },
        ]}
      />
      <LinkButton look="plain" href={addressOf('runShortages', keys)}>
        Préparer les appels aux hôtes
      </LinkButton>
    </section>
  )
}

function minuteBins(bands: readonly number[]): Bin[] {
  const bins: Bin[] = []
  for (let from = 0; from < bands.length; from += 2)
    bins.push({
      label: `${from * 5} à ${from * 5 + 9}`,
      count: (bands[from] ?? 0) + (bands[from + 1] ?? 0),
      need: from * 5 >= 60,
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
      <a href={addressOf('runSchools', keys)}>Voir les {countWords(schools.length, 'établissement')}</a>
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
