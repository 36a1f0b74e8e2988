import { addresses } from '#/addresses.ts'
import { Button, DeskPage, dayWords, EmptyState, ErrorSummary, Table, TextField, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Counts } from '../counts.ts'
import { timeWords } from '../purpose.ts'
import { purposes } from '../purposes.ts'

export interface KeptDay {
  readonly day: string
  readonly counts: Counts
  readonly files: number
}

/** For operators: how long everything is kept, what goes next, what went. */
export function KeepingPage({
  account,
  over,
  days,
  code,
  error,
}: {
  readonly account: Account
  readonly over: Counts
  readonly days: readonly KeptDay[]
  readonly code: string
  readonly error: string | undefined
}) {
  const waiting = sum(over)
  return (
    <DeskPage title="Conservation" entries={entriesOf(account, 'operations')} signed={account}>
      <Title
        eyebrow={<a href={addresses.operations}>Exploitation</a>}
        lead="Chaque jour, ce dont la durée est passée est effacé ou archivé, et les fichiers dont plus rien ne parle s’en vont."
      >
        {waiting === 0 ? 'Rien n’attend d’être effacé' : `${waiting} éléments partiront au prochain passage`}
      </Title>
      <ErrorSummary errors={error === undefined ? [] : [{ name: 'code', message: error }]} />
      <Table
        caption="Durées de conservation"
        rows={purposes}
        keyOf={({ name }) => name}
        columns={[
          { key: 'what', label: 'Quoi', header: true, cell: ({ what }) => what },
          { key: 'whose', label: 'De qui', cell: ({ whose }) => whose },
          { key: 'time', label: 'Combien de temps', cell: (each) => `${timeWords(each)} après ${each.from}` },
          {
            key: 'becomes',
            label: 'Puis',
            cell: ({ becomes }) => (becomes === 'archived' ? 'archivé' : 'effacé'),
          },
          { key: 'why', label: 'Pourquoi', cell: ({ why }) => why },
          { key: 'over', label: 'À faire', numeric: true, cell: ({ name }) => over[name] ?? 0 },
        ]}
      />
      <p>
        Le journal des accès part après JOURNAL_DAYS, et le texte des courriers après MAIL_RETENTION_DAYS : deux
        réglages de l’installation.
      </p>
      <h2>Derniers passages</h2>
      <Table
        caption="Derniers passages"
        captionHidden
        rows={days}
        keyOf={({ day }) => day}
        columns={[
          {
            key: 'day',
            label: 'Jour',
            header: true,
            cell: ({ day }) => dayWords(Temporal.PlainDate.from(day), { year: true }),
          },
          { key: 'rows', label: 'Effacés ou archivés', numeric: true, cell: ({ counts }) => sum(counts) },
          { key: 'files', label: 'Fichiers sans usage', numeric: true, cell: ({ files }) => files },
          { key: 'detail', label: 'Détail', cell: ({ counts }) => detailOf(counts) },
        ]}
        empty={
          <EmptyState title="Aucun passage encore">
            <p>Le premier a lieu dans la journée qui suit le démarrage.</p>
          </EmptyState>
        }
      />
      <h2>Ouvrir une convention des archives</h2>
      <form method="get" action={addresses.keeping} noValidate>
        <TextField
          name="code"
          label="Code de la convention"
          hint="Il est imprimé sur chaque page. La raison de l’ouverture vous sera demandée, et gardée."
          value={code}
          width="middle"
          {...(error === undefined ? {} : { error })}
        />
        <Button look="plain">Chercher</Button>
      </form>
    </DeskPage>
  )
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0)

const detailOf = (counts: Counts): string =>
  purposes
    .filter(({ name }) => counts[name] !== undefined)
    .map(({ name, what }) => `${what} : ${counts[name]}`)
    .join(' ; ') || 'Rien n’était à effacer'
