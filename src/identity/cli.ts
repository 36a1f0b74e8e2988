import { addressOf } from '#/addresses.ts'
import { systemClock } from '#/platform/clock.ts'
import { command, RefusedCommand, UsageError } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { openDatabase } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { migrate } from '#/platform/migrations.ts'
import { findTerritory, saveTerritory } from '#/territory/index.ts'
import { findAccountId, saveAccount } from './accounts.ts'
import { isPlatformWide, isRole, isTerritoryWide, type RoleName, roles } from './role.ts'
import { resetSecondStep } from './second-steps.ts'
import { createSignInLink } from './sign-in-links.ts'

/** Roles bound to a school, a host or a pupil are given where these are: by invitation. */
const isWide = (role: RoleName): boolean => isPlatformWide(role) || isTerritoryWide(role)
const said = Object.entries(roles).flatMap(([name, { label }]) =>
  isRole(name) && isWide(name) ? [`${name} (${label})`] : [],
)

export const accountCommand = command({
  name: 'account',
  positionals: '(add | link | reset)',
  summary: 'ouvre un compte (add), donne un lien de connexion (link), ou oublie le téléphone du second code (reset)',
  options: {
    email: { type: 'string', required: true, value: 'ADRESSE', help: 'l’adresse électronique de la personne' },
    name: { type: 'string', value: 'NOM', help: 'son prénom et son nom (add)' },
    role: { type: 'string', value: 'RÔLE', help: `son rôle (add) : ${said.join(', ')}` },
    territory: {
      type: 'string',
      value: 'ID',
      help: 'le territoire de ce rôle (add), créé s’il n’existe pas ; par exemple normandie',
    },
  },
  async run({ email, name, role, territory }, [action, ...rest]) {
    if ((action !== 'add' && action !== 'link' && action !== 'reset') || rest.length > 0)
      throw new UsageError('passerelle account : dites add, link ou reset.')
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      throw new UsageError('passerelle account : --email attend une adresse complète.')
    const added = action === 'add' ? readNewAccount(name, role, territory) : undefined
    const configuration = readConfiguration(process.env)
    const database = await openDatabase(configuration)
    try {
      await migrate(database.db)
      const services = { db: database.db, clock: systemClock, newId: randomId }
      const { territoryId } = added ?? {}
      if (territoryId !== undefined && !(await findTerritory(database.db, territoryId)))
        await saveTerritory(database.db, { id: territoryId, name: territoryId })
      const id = added
        ? await saveAccount(services, { email, name: added.name, grants: [added] })
        : await findAccountId(database.db, email)
      if (id === undefined)
        throw new RefusedCommand('Aucun compte n’a cette adresse. Ouvrez-le d’abord avec « passerelle account add ».')
      if (action === 'reset') {
        await resetSecondStep(database.db, id)
        process.stderr.write(
          'Le second code est oublié et les sessions sont fermées. La prochaine connexion en demandera un nouveau.\n',
        )
        return 0
      }
      const token = await createSignInLink(services, id)
      const origin = configuration.publicUrl ?? `http://localhost:${configuration.port}`
      process.stdout.write(`${origin}${addressOf('signInLink', { token })}\n`)
      process.stderr.write(
        'Ce lien sert une fois, pendant 24 heures. Remettez-le en main propre ou par un message sûr.\n',
      )
      return 0
    } finally {
      await database.close()
    }
  },
})

interface Added {
  readonly name: string
  readonly role: RoleName
  readonly territoryId: string | undefined
}

function readNewAccount(name: string | undefined, role: string | undefined, territory: string | undefined): Added {
  const wrong = (what: string): never => {
    throw new UsageError(`passerelle account add : ${what}`)
  }
  if (name === undefined || name.trim() === '') return wrong('il manque --name.')
  if (role === undefined || !isRole(role) || !isWide(role)) return wrong(`--role attend ${said.join(', ')}.`)
  if (isPlatformWide(role)) return { name, role, territoryId: undefined }
  if (territory === undefined || !/^[a-z0-9-]+$/.test(territory))
    return wrong('ce rôle demande --territory, en minuscules sans accent ; par exemple normandie.')
  return { name, role, territoryId: territory }
}
