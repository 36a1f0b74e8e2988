import assert from 'node:assert/strict'
import { eachEngine } from '../../test/engines.ts'
import { openNotifications } from './notifications.ts'

eachEngine('a change is heard once its transaction commits, by those who asked for its topic', async (database) => {
  const { db } = database
  const notifications = await openNotifications(database)
  const heard: string[] = []
  const last = Promise.withResolvers<void>()
  notifications.subscribe('run 1', () => heard.push('run 1'))
  notifications.subscribe('run 2', () => heard.push('run 2'))
  const leave = notifications.subscribe('run 3', () => heard.push('left'))
  leave()
  notifications.subscribe('end', last.resolve)
  await db.transaction().execute((tx) => notifications.notify(tx, 'run 1'))
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await notifications.notify(tx, 'run 2')
      throw new Error('rolled back')
    }),
  )
  await notifications.notify(db, 'run 3')
  await notifications.notify(db, 'end')
  await last.promise
  assert.deepEqual(heard, ['run 1'])
  await notifications.close()
})
