import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { bocage, buildWorld, marais } from '../../test/world.ts'

const board = addressOf('board', { territory: bocage.id })
const words = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

eachEngine(
  'a coordinator sees where the pupils of a territory stand, and every figure follows a signature',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const maud = await world.person('maud')
    await world.work()
    const { db } = world.services
    const before = words(await (await maud.get(board)).text())
    console.log(before.slice(0, 1500))
    void sql
  },
)
