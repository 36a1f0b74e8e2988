import { addressOf } from '#/addresses.ts'
import { Button, DeskPage, daysWords, dayWords, ErrorSummary, Table, TextField, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Archived, Opening } from '../archive.ts'

/** One agreement of the archive: why it is opened, and who did before. */
export function ArchivedPage({
  account,
  archived,
  openings,
  reason,
  error,
}: {
  readonly account: Account
  readonly archived: Archived
  readonly openings: readonly Opening[]
  readonly reason: string
  readonly error: string | undefined
}) {
  const { id, pupilName, hostName, firstDay, lastDay, code } = archived
  return (
    <DeskPage title="Convention archivée" entries={entriesOf(account, 'classes')} signed={account}>
      <Title
        eyebrow={`Archives, convention ${code}`}
        lead={`Stage chez ${hostName}, ${daysWords(firstDay, lastDay)} ${lastDay.year}.`}
      >
        {pupilName}
      </Title>
      <ErrorSummary errors={error === undefined ? [] : [{ name: 'motif', message: error }]} />
      <form method="post" action={addressOf('archivedAgreement', { archived: id })} noValidate>
        <TextField
          name="motif"
          label="Pourquoi l’ouvrez-vous ?"
          hint="Par exemple : demande de l’assurance, demande de la famille. Votre nom et cette raison restent visibles ici."
          value={reason}
          {...(error === undefined ? {} : { error })}
        />
        <Button>Ouvrir la convention</Button>
      </form>
      {openings.length > 0 && (
        <Table
          caption="Ouvertures"
          rows={openings}
          keyOf={(each) => each.id}
          columns={[
            { key: 'name', label: 'Qui', header: true, cell: ({ name }) => name },
            {
              key: 'at',
              label: 'Quand',
              cell: ({ at }) =>
                dayWords(at.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { weekday: false, year: true }),
            },
            { key: 'reason', label: 'Pourquoi', cell: (each) => each.reason },
          ]}
        />
      )}
    </DeskPage>
  )
}
