import { addresses } from '#/addresses.ts'
import { BOUND, CodeBlock, Coded, ColumnPage, type DeskEntry, Fold, type Signed, Table, Title } from '#/design/index.ts'
import { budgetOf } from '#/identity/index.ts'
import type { ApiDocument } from '../document.ts'
import { examples } from '../examples.ts'
import { problemAnchor, problemNames, problems } from '../problem.ts'
import { type ReadOperation, type ReadParameter, readOperations } from '../read-document.ts'

interface ApiPageProps {
  readonly document: ApiDocument
  /** Where programs ask. */
  readonly origin: string
  readonly entries: readonly DeskEntry[]
  readonly signed: Signed | undefined
  /** Where the reader makes a key. */
  readonly mayMakeKeys: boolean
}

/** What programs may read, how they come to a key, and each operation of the description. */
export function ApiPage({ document, origin, entries, signed, mayMakeKeys }: ApiPageProps) {
  const { most, minutes } = budgetOf('api.key')
  return (
    <ColumnPage title="Les chiffres pour les programmes" entries={entries} {...(signed ? { signed } : {})}>
      <Title lead="Un site, un tableur ou un outil de suivi peut lire où en sont les stages d’un territoire : les nombres du tableau de bord, sans aucun nom d’élève. En lecture seule, en JSON.">
        Les chiffres pour les programmes
      </Title>
      <h2>Avoir une clé</h2>
      <p>
        Qui coordonne ou observe un territoire fait une clé dans son tableau de bord{BOUND}: «{BOUND}Exporter{BOUND}»,
        puis «{BOUND}Faire une clé{BOUND}». Elle ouvre un lieu, jusqu’à un jour, et se retire d’un clic. Elle ne montre
        rien que cette personne ne voie.
      </p>
      {mayMakeKeys && (
        <p>
          <a href={addresses.boards}>Aller au tableau de bord</a>
        </p>
      )}
      <h2>Demander</h2>
      <p>La clé va dans l’en-tête de chaque demande, jamais dans l’adresse.</p>
      <CodeBlock label="Exemple de demande">{requestOf(origin, examples.figures.path)}</CodeBlock>
      <p>
        Les réponses portent des noms de champs en anglais, des jours comme <code>2026-06-03</code> et des semaines
        comme <code>2026-W25</code>. Une longue liste vient par parties{BOUND}: demandez la suite avec le champ{' '}
        <code>next</code>. L’étiquette <code>ETag</code>, renvoyée dans <code>If-None-Match</code>, évite de relire ce
        qui n’a pas changé. Une clé sert {most} fois {minutes === 1 ? 'par minute' : `en ${minutes} minutes`} au plus.
      </p>
      {readOperations(document).map((operation) => (
        <OperationPart key={operation.id} {...{ operation, origin }} />
      ))}
      <section>
        <h2>Quand une demande échoue</h2>
        <p>
          La réponse dit ce qui ne va pas et comment y remédier, au format <code>application/problem+json</code>.
        </p>
        {problemNames.map((name) => (
          <section key={name} id={problemAnchor(name)}>
            <h3>
              {problems[name].title} <span class="soft">({problems[name].status})</span>
            </h3>
            <p>{problems[name].mend}</p>
          </section>
        ))}
      </section>
      <section>
        <h2>Pour les outils</h2>
        <p>
          La même description, pour qu’un outil écrive le programme{BOUND}:{' '}
          <a href={addresses.apiDocument}>OpenAPI {document.openapi}</a>.
        </p>
      </section>
    </ColumnPage>
  )
}

const requestOf = (origin: string, path: string): string =>
  `curl -H 'Authorization: Bearer passerelle_…' \\\n  '${origin}${path}'`

function OperationPart({ operation, origin }: { readonly operation: ReadOperation; readonly origin: string }) {
  const { id, path, summary, description, needsKey, parameters, fields, example } = operation
  const asked = Object.entries(examples).find(([name]) => name === id)?.[1]
  return (
    <section id={id}>
      <h2>{summary}</h2>
      <CodeBlock label={`Adresse : ${summary}`}>{`GET ${path}`}</CodeBlock>
      <p>
        <Coded>{description}</Coded>
      </p>
      {parameters.length > 0 && (
        <Table
          caption={`Paramètres de ${path}`}
          captionHidden
          rows={parameters}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', label: 'Paramètre', header: true, cell: ({ name }) => <code>{name}</code> },
            { key: 'means', label: 'Ce qu’il dit', cell: (parameter) => <Meaning parameter={parameter} /> },
          ]}
        />
      )}
      <Fold title="Les champs de la réponse">
        <Table
          caption={`Réponse de ${path}`}
          captionHidden
          rows={fields}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', label: 'Champ', header: true, cell: ({ name }) => <code>{name}</code> },
            { key: 'means', label: 'Ce qu’il dit', cell: (field) => <Coded>{field.description}</Coded> },
          ]}
        />
      </Fold>
      {asked && example !== undefined && (
        <Fold title="Un exemple">
          <CodeBlock label={`Demande : ${summary}`}>
            {needsKey ? requestOf(origin, asked.path) : `curl '${origin}${asked.path}'`}
          </CodeBlock>
          <CodeBlock label={`Réponse : ${summary}`}>{JSON.stringify(example, null, 2)}</CodeBlock>
        </Fold>
      )}
    </section>
  )
}

/** What a parameter means, whether it must be there, and what it may say. */
const Meaning = ({ parameter }: { readonly parameter: ReadParameter }) => {
  const { description, required, values, byDefault } = parameter
  return (
    <>
      <Coded>{description}</Coded>
      {required && ' Obligatoire.'}
      {byDefault !== undefined && ` Sans lui${BOUND}: ${byDefault}.`}
      {values.length > 0 && (
        <>
          {values.length > 1 ? ` Au choix${BOUND}: ` : ` Exemple${BOUND}: `}
          {values.map((value, at) => (
            <span key={value}>
              {at > 0 && ', '}
              <code>{value}</code>
            </span>
          ))}
          .
        </>
      )}
    </>
  )
}
