import { addressOf } from '#/addresses.ts'
import type { CampaignHead } from '#/campaigns/index.ts'
import {
  Breadcrumb,
  Chips,
  clockWords,
  countWords,
  type DeskEntry,
  dayWords,
  type KeyFigure,
  LinkButton,
  numberWords,
  RoomPage,
  type Signed,
  shareWords,
  weeksWords,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import { type RunHead, ShortageList } from '#/runs/index.ts'
import { withoutPlace } from '../area-coverage.ts'
import { type Counts, placed } from '../counts.ts'
import { areaHref, levelWords } from '../links.ts'
import type { Coverage } from '../read-coverage.ts'
import { AreaMap } from './area-map.tsx'
import { AreaTable } from './area-table.tsx'
import { Headline } from './headline.tsx'
import { NextStepBlock, NothingYet, StaleNotice } from './next-step-action.tsx'

export interface CoveragePageProps extends Coverage {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly mayAct: boolean
  readonly tiles: Configuration['tiles']
}

/** The map room: figures first, map second, the table always there; the whole territory or an area of it. */
export function CoveragePage(props: CoveragePageProps) {
  const { territory, campaign, signed, entries, mayAct, here, counts, step, result } = props
  const where = here?.name ?? territory
  const action = { campaign: campaign.id, step, mayAct }
  const said = `${where} : ${shareWords(placed(counts), counts.pupils)} ont une place${result ? ' ou une proposition' : ''}`
  return (
    <RoomPage
      title={counts.pupils > 0 ? said : campaign.name}
      territory={territory}
      campaign={{ id: campaign.id, name: campaign.name, dates: weeksWords(campaign.weeks) }}
      section="overview"
      signed={signed}
      entries={entries}
      notice={<StaleNotice {...action} />}
      asOf={asOf(campaign, result)}
    >
      {here && <Breadcrumb steps={trail(props)} />}
      <h1 class={here ? 'room-title' : 'unseen'}>{here ? here.name : said}</h1>
      {counts.pupils === 0 ? (
        <NothingYet {...action} />
      ) : (
        <>
          <Headline
            counts={counts}
            runNumber={result?.number}
            figures={keyFigures(props)}
            listOf={(etat) => listBehind(props, { etat })}
          />
          <div class="room-two">
            <Selection {...props} />
            <Shortages {...props} />
          </div>
          {props.areas.length > 0 && (
            <section id="tableau" aria-label={levelWords[props.view.below].by}>
              <AreaTable campaign={campaign.id} here={here} view={props.view} areas={props.areas} />
            </section>
          )}
        </>
      )}
    </RoomPage>
  )
}

/** The map and the choice of what its circles and the table's rows are. */
function Selection({ campaign, here, choices, view, areas, outlines, tiles, counts, result }: CoveragePageProps) {
  if (choices.length === 0)
    return (
      <section>
        <h2>{countWords(counts.pupils, 'élève')}</h2>
        {result && here ? (
          <LinkButton
            look="plain"
            href={addressOf('runPupils', { campaign: campaign.id, run: result.id }, { etablissement: here.code })}
          >
            Voir la liste des élèves
          </LinkButton>
        ) : (
          <p>L’affectation dira pour chacun la place proposée, ou pourquoi il n’y en a pas.</p>
        )}
      </section>
    )
  return (
    <section aria-label="Carte">
      {choices.length > 1 && (
        <Chips
          label="Niveau de la carte et du tableau"
          chips={choices.map((below) => ({
            label: levelWords[below].by,
            href: areaHref(campaign.id, here, { below }),
            current: below === view.below,
          }))}
        />
      )}
      <AreaMap campaign={campaign.id} below={view.below} areas={areas} outlines={outlines} tiles={tiles} />
    </section>
  )
}

function Shortages({ campaign, counts, result, shortages, step, mayAct }: CoveragePageProps) {
  return (
    <section>
      <h2>Où il manque des places</h2>
      {!result ? (
        <p>
          L’affectation cherche pour chaque élève la meilleure place encore libre qu’un bus atteint, et dit où il en
          manque.
        </p>
      ) : shortages.length === 0 ? (
        <p>{noShortage(counts)}</p>
      ) : (
        <ShortageList campaign={campaign.id} run={result.id} shortages={shortages} />
      )}
      <NextStepBlock campaign={campaign.id} step={step} mayAct={mayAct} />
      {result && shortages.length > 0 && (
        <p class="soft proof">
          Sans ces places, personne de plus ne peut être placé : l’affectation n°&nbsp;{result.number} en donne la
          preuve.{' '}
          <a href={addressOf('runShortages', { campaign: campaign.id, run: result.id })}>Voir tous les manques</a>
        </p>
      )}
    </section>
  )
}

function noShortage(counts: Counts): string {
  if (withoutPlace(counts) === 0) return 'Nulle part : chacun a une place ou une proposition.'
  return 'Pas ici : ceux qui restent sans place ont un autre empêchement, dit sur leur page.'
}

/**
 * The list of people behind a figure. An area has none of its own: its schools, those with most to do first, lead to their pupils.
 */
function listBehind({ campaign, result, here }: CoveragePageProps, query: Record<string, string>): string | undefined {
  if (!result) return undefined
  if (here && here.level !== 'etablissement')
    return `${areaHref(campaign.id, here, { below: 'etablissement' })}#tableau`
  const school = here ? { etablissement: here.code } : {}
  return addressOf('runPupils', { campaign: campaign.id, run: result.id }, { ...query, ...school })
}

function keyFigures(props: CoveragePageProps): KeyFigure[] {
  const without = withoutPlace(props.counts)
  const { unreached } = props.counts
  const figure = (label: string, count: number, query: Record<string, string>): KeyFigure => {
    const href = count > 0 ? listBehind(props, query) : undefined
    return { label, value: numberWords(count), ...(href === undefined ? {} : { href }) }
  }
  const figures = [
    { ...figure('sans place', without, { etat: 'sans-place' }), need: without > 0 && props.result !== undefined },
  ]
  return unreached > 0 ? [...figures, figure('hors de portée d’un bus', unreached, { motif: 'out_of_reach' })] : figures
}

function trail({ territory, campaign, here, above }: CoveragePageProps) {
  return [
    { label: territory, href: areaHref(campaign.id, undefined) },
    ...above.map((area) => ({ label: area.name, href: areaHref(campaign.id, area) })),
    ...(here ? [{ label: here.name }] : []),
  ]
}

/** Where the figures come from, and when. */
function asOf(campaign: CampaignHead, result: RunHead | undefined): string {
  const pupils = campaign.files.find(({ kind }) => kind === 'pupils')
  if (!pupils) return ''
  const list = `Liste de ${countWords(pupils.rowCount, 'élève')} (${pupils.fileName}) du ${dayOf(pupils.changedAt)}.`
  if (!result?.finishedAt) return list
  return `${list} Propositions de l’affectation n°\u00a0${result.number}, ${dayOf(result.finishedAt)} à ${clockWords(result.finishedAt)}.`
}

const dayOf = (instant: Temporal.Instant): string => dayWords(instant.toZonedDateTimeISO('Europe/Paris').toPlainDate())
