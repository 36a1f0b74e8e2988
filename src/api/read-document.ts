import type { ApiDocument } from './document.ts'

type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>
type Schemas = NonNullable<NonNullable<ApiDocument['components']>['schemas']>
type Schema = Schemas[string]
type PlainSchema = Exclude<Schema, { $ref: string }>

/** An operation of the description, as a page says it. */
export interface ReadOperation {
  readonly id: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly needsKey: boolean
  readonly parameters: readonly ReadParameter[]
  readonly fields: readonly ReadField[]
  readonly example: unknown
}

export interface ReadParameter {
  readonly name: string
  readonly description: string
  readonly required: boolean
  /** All that it may say, or what it looks like. */
  readonly values: readonly string[]
  readonly byDefault: string | undefined
}

/** A field of an answer: `areas[].figures.pupils`. */
export interface ReadField {
  readonly name: string
  readonly description: string
}

/** The operations of a description of an API, in their order. */
export function readOperations({ paths = {}, components }: ApiDocument): ReadOperation[] {
  return Object.entries(paths).flatMap(([path, { get }]) =>
    get ? [readOperation(path, get, components?.schemas)] : [],
  )
}

function readOperation(path: string, operation: Operation, schemas: Schemas = {}): ReadOperation {
  const { operationId = '', summary = '', description = '', security = [], parameters = [] } = operation
  const answer = operation.responses?.['200']
  const content = answer && 'content' in answer ? answer.content?.['application/json'] : undefined
  return {
    ...{ id: operationId, path, summary, description, needsKey: security.length > 0 },
    parameters: parameters.flatMap((parameter) => ('$ref' in parameter ? [] : [readParameter(parameter)])),
    fields: content?.schema ? fieldsOf(content.schema, '', schemas) : [],
    example: content?.example,
  }
}

function readParameter({ name, description = '', required = false, schema }: Parameter): ReadParameter {
  const plain: PlainSchema = schema && !('$ref' in schema) ? schema : {}
  const example: unknown = plain.example
  return {
    ...{ name, description, required },
    values: plain.enum ? plain.enum.map(String) : typeof example === 'string' ? [example] : [],
    byDefault: plain.default === undefined ? undefined : String(plain.default),
  }
}

/** The fields of a schema, those inside others after them. */
function fieldsOf(schema: Schema, name: string, schemas: Schemas): ReadField[] {
  const plain = '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  if (!plain || '$ref' in plain) return []
  if (plain.type === 'array' && plain.items) return fieldsOf(plain.items, `${name}[]`, schemas)
  return Object.entries(plain.properties ?? {}).flatMap(([key, field]) => {
    const at = name === '' ? key : `${name}.${key}`
    const said = 'description' in field ? field.description : undefined
    return [...(said === undefined ? [] : [{ name: at, description: said }]), ...fieldsOf(field, at, schemas)]
  })
}
