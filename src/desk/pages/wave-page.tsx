import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Button,
  Card,
  Chips,
  countWords,
  DeskPage,
  durationWords,
  duringWords,
  ErrorSummary,
  type FieldError,
  Form,
  momentWords,
  Notice,
  PostButton,
  ProgressLine,
  type ProgressState,
  Table,
  Tag,
  TextField,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { type Account, entriesOf, holds } from '#/identity/index.ts'
import { type FoundPlace, fewestDays, mostDays, type Wave } from '#/proposals/index.ts'
import { sayCode } from '#/runs/index.ts'
import { outcomeWords } from '../outcome-words.ts'
import type { WaveRow, WaveView } from '../read-wave.ts'
import { becameWords } from './wave-history.tsx'

export interface WavePageProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly view: WaveView
  /** Of a wave of one bassin. */
  readonly bassinName: string | undefined
  /** While it is computed, and while it goes out. */
  readonly progress: ProgressState
  readonly days: string
  readonly timeZone: string
  readonly errors: readonly FieldError[]
  readonly notice: ComponentChildren
}

/** A wave: what was found for whom, to look at before it goes out; afterwards what became of it. */
export function WavePage(props: WavePageProps) {
  const { account, territory, view, bassinName, timeZone, errors, notice } = props
  const { wave, part, found, without, rows, next } = view
  const keys = { territory: territory.id, wave: wave.id }
  const title = titleOf(view)
  const here = (query: Record<string, string | undefined>) => addressOf('helpWave', keys, query)
  // The run is that of a campaign: a matter of the whole territory.
  const seesRun = holds(account, ['coordinator'], { territoryId: territory.id })
  const isComputed = wave.state !== 'running' && wave.state !== 'failed'
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addressOf('helpList', { territory: territory.id })}>Élèves à aider</a>}
        lead={`Vague ${wave.number}${bassinName === undefined ? '' : ` (${bassinName})`}, lancée ${momentWords(wave.startedAt, timeZone)}, pour un stage ${duringWords(wave.weeks)}.`}
      >
        {title}
      </Title>
      <Standing {...props} />
      {isComputed && (
        <>
          <Chips
            label="Montrer"
            chips={[
              { label: 'Place trouvée', href: here({ montrer: 'places' }), count: found, current: part === 'found' },
              { label: 'Rien trouvé', href: here({ montrer: 'sans' }), count: without, current: part === 'without' },
            ]}
          />
          <Table
            caption={part === 'found' ? 'Places trouvées' : 'Élèves pour qui rien n’a été trouvé'}
            captionHidden
            rows={rows}
            keyOf={({ pupilId }) => pupilId}
            empty={<p>Personne dans cette liste.</p>}
            columns={part === 'found' ? foundColumns(wave) : withoutColumns}
          />
          {next !== undefined && (
            <p>
              <a href={here({ montrer: part === 'without' ? 'sans' : 'places', suite: next })}>Élèves suivants</a>
            </p>
          )}
          {wave.hasRun && seesRun && (
            <p class="soft">
              Le calcul, ses preuves et les trajets en détail :{' '}
              <a href={addressOf('run', { campaign: wave.campaignId, run: wave.runId })}>
                l’affectation de cette vague
              </a>
              .
            </p>
          )}
        </>
      )}
    </DeskPage>
  )
}

function titleOf({ wave, found, without }: WaveView): string {
  switch (wave.state) {
    case 'running':
      return 'Les places se cherchent'
    case 'failed':
      return 'Le calcul n’a pas abouti'
    case 'dropped':
      return 'Cette vague a été abandonnée'
    case 'review':
      return found > 0
        ? `${countWords(found, 'élève a', 'élèves ont')} une place possible${without > 0 ? `, ${without} n’en ${without > 1 ? 'ont' : 'a'} pas` : ''}`
        : 'Aucune place n’a été trouvée'
    case 'going':
      return 'Les propositions partent'
    case 'sent':
      return `Vague ${wave.number} : ce qu’elle est devenue`
    default:
      return wave.state satisfies never
  }
}

function Standing({ territory, view, progress, days, errors, timeZone }: WavePageProps) {
  const { wave, found, counts } = view
  const keys = { territory: territory.id, wave: wave.id }
  const drop = (label: string) => (
    <PostButton action={addressOf('helpWaveDrop', keys)} look="quiet">
      {label}
    </PostButton>
  )
  const line = (
    <ProgressLine
      state={progress}
      source={addressOf('helpWaveProgress', keys)}
      refresh={addressOf('helpWave', keys)}
      {...(wave.state === 'going' ? { of: 'élèves' } : {})}
    />
  )
  switch (wave.state) {
    case 'running':
      return (
        <Card>
          <p>Rien ne part avant que vous ayez relu.</p>
          {line}
        </Card>
      )
    case 'failed':
      return (
        <Card>
          <p>{wave.failure ?? 'Le calcul a été arrêté.'}</p>
          <p>Rien n’est parti, et la liste est intacte. Vous pouvez chercher de nouveau.</p>
          {drop('Fermer cette vague')}
        </Card>
      )
    case 'dropped':
      return <p>Personne n’a été prévenu. Les élèves restent sur la liste.</p>
    case 'review':
      if (found === 0)
        return (
          <Card>
            <p>Aucune des places encore libres ne convient à ces élèves. La liste dit pourquoi, pour chacun.</p>
            <form method="post" action={addressOf('helpWaveSend', keys)} class="form">
              <input type="hidden" name="jours" value="7" />
              <Button>Noter ces réponses et fermer la vague</Button>
            </form>
            {drop('Abandonner cette vague')}
          </Card>
        )
      return (
        <Card>
          <Form errors={errors} method="post" action={addressOf('helpWaveSend', keys)} class="form" noValidate>
            <TextField
              name="jours"
              label="Jours pour répondre"
              hint={`De ${fewestDays} à ${mostDays}. Chaque place est gardée jusque-là, pour l’élève et pour la structure.`}
              inputMode="numeric"
              width="short"
              unit="jours"
              value={days}
            />
            <Button>Envoyer les propositions</Button>
          </Form>
          {drop('Abandonner cette vague')}
        </Card>
      )
    case 'going':
    case 'sent':
      return (
        <>
          {wave.answerBy && (
            <p>Réponses attendues avant {momentWords(wave.answerBy.subtract({ minutes: 1 }), timeZone)}.</p>
          )}
          {wave.state === 'going' ? line : <p>{becameWords(counts) || 'Aucune proposition n’est partie.'}</p>}
        </>
      )
    default:
      return wave.state satisfies never
  }
}

const nameColumn = {
  key: 'name',
  label: 'Élève',
  header: true,
  cell: ({ name, school }: WaveRow) => (
    <>
      {name} <span class="soft">{school}</span>
    </>
  ),
}

const foundColumns = (wave: Wave) => [
  nameColumn,
  {
    key: 'place',
    label: 'Place',
    cell: ({ places }: WaveRow) =>
      places.map(({ offerId, offer, weeks }) => (
        <div key={offerId}>
          {offer ? (
            <>
              <a href={addressOf('offer', { offer: offerId })}>{offer.title}</a>, {offer.hostName}
            </>
          ) : (
            'Offre retirée'
          )}
          <span class="soft"> {weeksWords(weeks)}</span>
        </div>
      )),
  },
  {
    key: 'journey',
    label: 'Trajet, au plus long',
    cell: ({ places }: WaveRow) => places.map(longestWords).join(' ; '),
  },
  {
    key: 'act',
    label: wave.state === 'review' ? 'Avant l’envoi' : 'Ce qu’il en est',
    cell: ({ pupilId, outcome }: WaveRow) =>
      wave.state === 'review' ? (
        <Keep wave={wave} pupilId={pupilId} isBack={outcome === 'kept_back'} />
      ) : outcome === undefined ? (
        'à venir'
      ) : (
        <Tag tone={outcome === 'proposed' ? 'ok' : 'plain'}>{outcomeWords(outcome)}</Tag>
      ),
  },
]

/** The longer of the two ways. */
const longestWords = ({ minutesOut, minutesBack }: FoundPlace): string =>
  minutesOut === undefined || minutesBack === undefined
    ? 'non calculé'
    : durationWords(Math.max(minutesOut, minutesBack))

function Keep({ wave, pupilId, isBack }: { readonly wave: Wave; readonly pupilId: string; readonly isBack: boolean }) {
  return (
    <>
      {isBack && <Tag tone="wait">mise de côté</Tag>}{' '}
      <PostButton
        action={addressOf('helpWaveKeep', { territory: wave.territoryId, wave: wave.id })}
        fields={{ eleve: pupilId, garder: isBack ? 'oui' : 'non' }}
        look="quiet"
        small
      >
        {isBack ? 'Remettre' : 'Mettre de côté'}
      </PostButton>
    </>
  )
}

const withoutColumns = [
  nameColumn,
  {
    key: 'weeks',
    label: 'Semaines',
    cell: ({ without }: WaveRow) => weeksWords(without.map(({ week }) => week)),
  },
  {
    key: 'why',
    label: 'Pourquoi',
    cell: ({ without }: WaveRow) => [...new Set(without.map(({ code }) => sayCode(code, true)))].join(' ; '),
  },
]

/** Files that could not be computed with: what is wrong, and that nothing was lost. */
export const FilesNotice = ({ problems }: { readonly problems: readonly string[] }) => (
  <Notice kind="error" title="Le calcul n’a pas pu être préparé">
    <p>Rien n’est parti et rien n’est perdu. À corriger d’abord :</p>
    <ul class="plain">
      {problems.slice(0, 10).map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  </Notice>
)
