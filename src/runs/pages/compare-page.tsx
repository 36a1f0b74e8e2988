import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { countWords, durationWords, KeyFigures, numberWords, Table, Tag, Title } from '#/design/index.ts'
import type { RunDifference } from '../compare-runs.ts'
import type { RunHead } from '../runs.ts'
import type { RunFigures } from '../tables.ts'
import { RunFrame } from './run-frame.tsx'

interface Props {
  readonly room: Room
  readonly run: RunHead
  readonly figures: RunFigures
  readonly other: RunHead
  readonly otherFigures: RunFigures
  readonly difference: RunDifference
}

const changeWords = {
  gained: { word: 'gagne', tone: 'ok' },
  lost: { word: 'perd', tone: 'need' },
  moved: { word: 'change de lieu', tone: 'wait' },
} as const

/** Two runs side by side, and who gained, lost or moved from one to the other. */
export function ComparePage({ room, run, figures, other, otherFigures, difference }: Props) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const gain = figures.placed - otherFigures.placed
  const title =
    gain === 0
      ? `Autant d’élèves placés que l’affectation n° ${other.number}`
      : `${countWords(Math.abs(gain), 'élève')} ${gain > 0 ? 'de plus' : 'de moins'} que l’affectation n° ${other.number}`
  const inputs = run.inputs.filter(
    (input) =>
      !other.inputs.some(
        (each) => each.kind === input.kind && each.name === input.name && each.sha256 === input.sha256,
      ),
  )
  return (
    <RunFrame room={room} run={run} title={title} steps={[{ label: `Comparée à la n° ${other.number}` }]}>
      <Title
        lead={
          inputs.length === 0
            ? 'Les deux ont lu les mêmes fichiers.'
            : `Entre les deux, des fichiers ont changé : ${inputs.map(({ kind, name }) => (name === '' ? (kindNames[kind] ?? kind) : name)).join(', ')}.`
        }
      >
        {title}
      </Title>
      <KeyFigures
        figures={[
          { label: 'gagnent une place', value: numberWords(difference.gained) },
          { label: 'en perdent une', value: numberWords(difference.lost), need: difference.lost > 0 },
          { label: 'changent de lieu', value: numberWords(difference.moved) },
          { label: 'sans changement', value: numberWords(difference.same) },
          ...(difference.arrived > 0 ? [{ label: 'nouveaux', value: numberWords(difference.arrived) }] : []),
          ...(difference.left > 0 ? [{ label: 'partis', value: numberWords(difference.left) }] : []),
        ]}
      />
      <div class="narrow">
        <Table
          caption="Les deux affectations"
          rows={lines(figures, otherFigures)}
          keyOf={({ label }) => label}
          columns={[
            { key: 'label', label: 'chiffre', header: true, cell: ({ label }) => label },
            { key: 'other', label: `n° ${other.number}`, numeric: true, cell: ({ former }) => former },
            { key: 'this', label: `n° ${run.number}`, numeric: true, cell: ({ now }) => now },
          ]}
        />
      </div>
      <section>
        <h2>Qui change</h2>
        <Table
          caption="Élèves dont la place change"
          captionHidden
          rows={difference.sample}
          keyOf={({ pupil }) => pupil}
          hrefOf={({ pupil }) => addressOf('runPupil', { ...keys, pupil })}
          empty={<p>Personne : chacun garde sa place, ou reste sans.</p>}
          columns={[
            { key: 'pupil', label: 'élève', header: true, cell: ({ pupil }) => pupil },
            {
              key: 'change',
              label: 'changement',
              cell: ({ change }) => <Tag tone={changeWords[change].tone}>{changeWords[change].word}</Tag>,
            },
            {
              key: 'before',
              label: 'avant',
              cell: ({ pupil }) => (
                <a href={addressOf('runPupil', { ...keys, run: other.id, pupil })}>voir dans la n° {other.number}</a>
              ),
            },
          ]}
        />
      </section>
    </RunFrame>
  )
}

const kindNames: Readonly<Record<string, string>> = {
  campaign: 'réglages',
  pupils: 'élèves',
  offers: 'offres',
  schools: 'établissements',
}

function lines(now: RunFigures, former: RunFigures) {
  const line = (label: string, read: (figures: RunFigures) => string) => ({
    label,
    now: read(now),
    former: read(former),
  })
  return [
    line('élèves', ({ pupils }) => numberWords(pupils)),
    line('avec une place', ({ placed }) => numberWords(placed)),
    line('une partie des semaines', ({ partly }) => numberWords(partly)),
    line('sans aucune semaine', ({ unplaced }) => numberWords(unplaced)),
    line('places qui manquent', ({ seatsMissing }) => numberWords(seatsMissing)),
    line('à plus d’une heure', ({ over60 }) => numberWords(over60)),
    line('à plus de 45 minutes', ({ over45 }) => numberWords(over45)),
    line('trajet médian', ({ medianMinutes }) => (medianMinutes === null ? '–' : durationWords(medianMinutes))),
  ]
}
