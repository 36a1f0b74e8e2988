import { addressOf } from '#/addresses.ts'
import { type DeskEntry, DeskPage, type FieldError, type Signed, Table, Title } from '#/design/index.ts'
import { type SchemeId, schemes } from '#/rules/index.ts'
import type { Wording } from '../wordings.ts'
import { LogoForm, type LogoNotice, SavedNotice } from './logo-form.tsx'

interface Row {
  readonly scheme: SchemeId
  readonly wording: Wording
}

/** What agreements are made with in a territory: the articles of each scheme, and the logo. */
export function WordingsPage({
  signed,
  entries,
  territory,
  rows,
  logoWords,
  saved,
  errors,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly territory: { readonly id: string; readonly name: string }
  readonly rows: readonly Row[]
  readonly logoWords: string
  readonly saved: LogoNotice
  readonly errors: readonly FieldError[]
}) {
  const title = 'Choisir ce que disent les conventions'
  return (
    <DeskPage
      title={title}
      signed={signed}
      entries={entries}
      place={territory.name}
      notice={<SavedNotice saved={saved} />}
    >
      <Title
        eyebrow={territory.name}
        lead="Le texte national vaut tant que vous n’en adoptez pas un autre. Les conventions déjà parties à la signature gardent le leur."
      >
        {title}
      </Title>
      <Table
        caption="Le texte de chaque dispositif"
        rows={rows}
        keyOf={({ scheme }) => scheme}
        columns={[
          {
            key: 'scheme',
            label: 'Dispositif',
            cell: ({ scheme }) => (
              <a href={addressOf('documentWording', { territory: territory.id, scheme })}>{schemes[scheme].name}</a>
            ),
          },
          { key: 'text', label: 'Texte', cell: ({ wording }) => wording.name },
          { key: 'articles', label: 'Articles', cell: ({ wording }) => String(wording.clauses.length) },
        ]}
      />
      <LogoForm
        action={addressOf('documentSettings', { territory: territory.id })}
        of="du territoire"
        words={logoWords}
        errors={errors}
      />
    </DeskPage>
  )
}
