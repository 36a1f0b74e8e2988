import { render } from 'preact-render-to-string'
import { sayWeeks } from '#/calendar/index.ts'
import { schemes } from '#/rules/index.ts'
import type { AllocationResult } from '../allocate.ts'
import type { Offer } from '../inputs/offer.ts'
import type { ClosedGroup } from '../problem/close-groups.ts'
import type { Figures } from '../result/figures.ts'
import type { OpenShortage } from '../result/open-shortages.ts'
import { ofPlace } from '../result/place-names.ts'
import { saySector } from '../result/unplaced.ts'
import { CoverageTable } from './coverage-table.tsx'
import { Foundations } from './foundations.tsx'
import { sayCount, sayKilometres, sayNumber, sayShare } from './french.ts'
import { TerritoryMap } from './map.tsx'
import { NextSteps } from './next-steps.tsx'
import { reportStyle } from './style.ts'
import { TravelChart } from './travel-chart.tsx'
import { WideTable } from './wide-table.tsx'

const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"

/** report.html: one page that opens without a network, the same bytes for the same inputs. */
export function renderReport(result: AllocationResult, figures: Figures): string {
  const page = (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <title>{`Affectation : ${sayShare(figures.pupilsPlaced, figures.pupils)} des élèves placés`}</title>
        {/* Our own constant text: a style element takes no escaping. */}
        <style dangerouslySetInnerHTML={{ __html: reportStyle() }} />
      </head>
      <body>
        <Report result={result} figures={figures} />
      </body>
    </html>
  )
  return `<!doctype html>\n${render(page)}\n`
}

const closedOpen = 6

const sources = {
  timetable: 'd’après les horaires de transport',
  estimate: 'estimation à vol d’oiseau, sans horaires',
  given: 'd’après les temps de trajet donnés',
} as const

function Report({ result, figures }: { result: AllocationResult; figures: Figures }) {
  const { campaign } = result.inputs
  const shortages = result.openShortages
  const closed = result.problems.flatMap(({ problem, closed: groups }) =>
    groups.map((group) => ({ ...group, key: problem.key, offer: result.inputs.offers[problem.offers[group.offer]!]! })),
  )
  return (
    <>
      <header>
        <p class="brand">
          <svg viewBox="0 0 120 34" width="30" height="9" aria-hidden="true">
            <path d="M4 30 Q60 -14 116 30" />
            <circle cx="4" cy="30" r="6" />
            <circle cx="116" cy="30" r="6" />
          </svg>
          Passerelle
        </p>
        <h1>
          Affectation · {schemes[campaign.scheme].name} · {sayWeeks(campaign.weeks)}
        </h1>
        <p class="soft source">Trajets {sources[result.reachKind]}</p>
      </header>
      <main>
        <Headline figures={figures} outOfReach={pupilsOutOfReach(result)} />
        <Alerts result={result} figures={figures} />
        <section>
          <div class="two">
            <TerritoryMap result={result} shortages={shortages} />
            <Shortages shortages={shortages} unplaced={figures.unplaced} />
          </div>
        </section>
        <section>
          <h2>Que faire maintenant</h2>
          <NextSteps result={result} figures={figures} shortages={shortages} />
        </section>
        {figures.travel.journeys > 0 && (
          <section>
            <h2>Temps de trajet des places données</h2>
            <TravelChart travel={figures.travel} />
          </section>
        )}
        {figures.unplacedByCode.out_of_reach > 0 && <OutOfReach result={result} />}
        {closed.length > 0 && (
          <section class="long">
            <h2>{sayCount(closed.length, 'groupe n’a pas lieu', 'groupes n’ont pas lieu')}</h2>
            <p class="soft">
              Un groupe qui n’atteint pas son minimum n’ouvre pas si ses élèves ont tous une place ailleurs ; sinon il
              est complété, à moins que trop peu d’élèves puissent s’y rendre ou que d’autres groupes aient besoin
              d’eux.
            </p>
            <ul>{closed.slice(0, closedOpen).map(sayClosed)}</ul>
            {closed.length > closedOpen && (
              <details>
                <summary>{sayCount(closed.length - closedOpen, 'autre groupe', 'autres groupes')}</summary>
                <ul>{closed.slice(closedOpen).map(sayClosed)}</ul>
              </details>
            )}
          </section>
        )}
        <section class="long">
          <h2>Par priorité</h2>
          <CoverageTable
            heading="Priorité"
            rows={figures.byPriority.map(({ from, to, ...row }) => ({
              ...row,
              label: from === to ? `${from}` : `de ${from} à ${to}`,
            }))}
          />
        </section>
        <section class="long">
          <h2>Par établissement</h2>
          <CoverageTable
            heading="Établissement"
            rows={figures.bySchool.map(({ school, name, ...row }) => ({
              ...row,
              label: name === school ? school : `${name} (${school})`,
            }))}
          />
        </section>
        <section>
          <h2>Sur quoi repose ce résultat</h2>
          <Foundations result={result} />
          <p>
            Les élèves passent dans l’ordre de leur priorité, puis d’un tirage au sort que chacun peut refaire (texte du
            tirage : <code>{campaign.lottery}</code>). Personne n’est laissé sans place si l’on pouvait le placer sans
            retirer quelqu’un qui passe avant, et personne de plus ne pouvait être placé. Un programme à part recalcule
            tout : <code>passerelle verify</code>.
          </p>
        </section>
      </main>
      <footer>
        Pour les coordinateurs. Les listes nominatives sont dans allocation.csv et unplaced.csv ; ce rapport n’en
        contient pas.
      </footer>
    </>
  )
}

function sayClosed({
  offer,
  key,
  had,
  needed,
  why: reason,
}: Omit<ClosedGroup, 'offer'> & { readonly key: string; readonly offer: Offer }) {
  const weeks = key === 'all' ? 'toutes les semaines ensemble' : sayWeeks([key])
  const short = `${sayCount(had, 'élève')} au lieu de ${sayNumber(needed)}`
  const why = {
    too_few: 'trop peu de places ou d’élèves à portée',
    spare: `${short}, tous placés ailleurs`,
    contested: `${short}, d’autres groupes ayant besoin des mêmes élèves`,
  }[reason]
  return (
    <li>
      {offer.title || offer.id} ({weeks}) : {why}
    </li>
  )
}

function Headline({ figures, outOfReach }: { figures: Figures; outOfReach: number }) {
  return (
    <section class="head">
      <div>
        <p class="figure">{sayShare(figures.pupilsPlaced, figures.pupils)}</p>
        <p class="lead">
          <b>{sayNumber(figures.pupilsPlaced)}</b> élèves sur {sayNumber(figures.pupils)} ont une place pour toutes
          leurs semaines.
        </p>
      </div>
      <dl class="keys">
        <Key label="élèves sans place" value={figures.pupilsWithoutPlace} />
        <Key label="pour une partie des semaines" value={figures.pupilsPartlyPlaced} />
        <Key label="hors de portée" value={outOfReach} />
      </dl>
    </section>
  )
}

/** Those for whom no offer is within reach in a week at least. */
const pupilsOutOfReach = ({ unplaced }: AllocationResult): number =>
  new Set(unplaced.flatMap(({ code, pupil }) => (code === 'out_of_reach' ? pupil : []))).size

function Key({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{sayNumber(value)}</dd>
    </div>
  )
}

function Alerts({ result, figures }: { result: AllocationResult; figures: Figures }) {
  const alerts = [
    ...(result.reachKind === 'estimate'
      ? [
          'Trajets estimés à vol d’oiseau : aucun horaire n’a été donné. À refaire avec les horaires avant d’annoncer les places.',
        ]
      : []),
    ...(result.answerDays?.warnings ?? []),
    ...(figures.unplacedByCode.out_of_reach > 0
      ? [
          `${sayCount(pupilsOutOfReach(result), 'élève n’a', 'élèves n’ont')} aucune offre à portée pour une semaine au moins (${sayNumber(result.inputs.campaign.maxMinutes)}\u00a0min au plus).`,
        ]
      : []),
  ]
  if (alerts.length === 0) return null
  return (
    <div class="alert" role="note">
      <p>
        <b>À savoir avant de lire</b>
      </p>
      <ul>
        {alerts.map((alert) => (
          <li>{alert}</li>
        ))}
      </ul>
    </div>
  )
}

const shortagesOpen = 6

function Shortages({ shortages, unplaced }: { shortages: readonly OpenShortage[]; unplaced: number }) {
  if (shortages.length === 0)
    return (
      <div>
        <h2>Où il manque des places</h2>
        <p>
          {unplaced === 0
            ? 'Nulle part : chaque semaine a une place.'
            : 'Nulle part à portée : ce qui bloque est ailleurs, voyez la suite.'}
        </p>
      </div>
    )
  const [first, rest] = [shortages.slice(0, shortagesOpen), shortages.slice(shortagesOpen)]
  return (
    <div>
      <h2>Où il manque des places</h2>
      <ShortageList shortages={first} />
      {rest.length > 0 && (
        <details>
          <summary>{sayCount(rest.length, 'autre manque', 'autres manques')}</summary>
          <ShortageList shortages={rest} />
        </details>
      )}
    </div>
  )
}

/** « de Vire (3), d’Argentan (2) et de Flers (1) ». */
const joined = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(' et ')

function ShortageList({ shortages }: { shortages: readonly OpenShortage[] }) {
  return (
    <ol class="short">
      {shortages.map(({ shortage: { name, pupils, seats, weeks, sectors, radiusKm }, pupils: left, spots }) => (
        <li>
          <b>{sayCount(left.length, 'place')}</b> {left.length > 1 ? 'manquent' : 'manque'} autour {ofPlace(name)},{' '}
          {sayWeeks(weeks)}
          <p class="soft">
            {left.length < pupils.length - seats
              ? `sur ${sayCount(pupils.length, 'élève')}, ${sayNumber(left.length)} sans place\u202f; les autres en ont une semaine par semaine`
              : `${sayCount(pupils.length, 'élève')} pour ${sayCount(seats, 'place libre', 'places libres')} à portée`}
            {sectors.length > 0 && ` · ${sectors.map((code) => saySector(code).toLowerCase()).join(', ')}`}
            {radiusKm >= 1 && ` · dans un rayon de ${sayKilometres(radiusKm)}`}
          </p>
          {spots.length > 1 && (
            <p class="soft">
              Les élèves sans place habitent surtout près{' '}
              {joined(spots.slice(0, 4).map((spot) => `${ofPlace(spot.name)} (${sayNumber(spot.pupils)})`))}.
            </p>
          )}
          <span class="bar">
            <i style={`width:${Math.round(((pupils.length - left.length) / pupils.length) * 100)}%`} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Whom no known timetable reaches, said plainly, by school. */
function OutOfReach({ result }: { result: AllocationResult }) {
  const { pupils, schools, campaign } = result.inputs
  const out = result.unplaced.filter(({ code }) => code === 'out_of_reach')
  const bySchool = [...Map.groupBy(out, ({ pupil }) => pupils[pupil]!.school)]
    .map(([school, gaps]) => ({
      name: schools.get(school)?.name ?? school,
      pupils: new Set(gaps.map(({ pupil }) => pupil)).size,
    }))
    .toSorted((a, b) => b.pupils - a.pupils || (a.name < b.name ? -1 : 1))
  const count = pupilsOutOfReach(result)
  const limits = `${campaign.maxMinutes}\u00a0min de porte à porte, ${sayCount(campaign.maxTransfers, 'correspondance')}, ${campaign.maxWalkMinutes}\u00a0min de marche`
  return (
    <section class="long">
      <h2>
        {result.reachKind === 'timetable'
          ? `${sayCount(count, 'élève qu’aucun horaire connu ne mène', 'élèves qu’aucun horaire connu ne mène')} à une offre`
          : `${sayCount(count, 'élève hors de portée', 'élèves hors de portée')} de toute offre`}
      </h2>
      <p class="soft">Limites : {limits}, aller et retour, chaque jour.</p>
      <WideTable label="Élèves hors de portée, par établissement">
        <thead>
          <tr>
            <th scope="col">Établissement</th>
            <th scope="col" class="n">
              Élèves hors de portée
            </th>
          </tr>
        </thead>
        <tbody>
          {bySchool.map(({ name, pupils: number }) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="n lack">{sayNumber(number)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  )
}
