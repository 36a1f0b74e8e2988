import type { Notifications } from '#/platform/notifications.ts'

/** What is told when a status of the territory, or of one of its schools, changed: the same words stand in migrations/0095 and 0126. */
export const indicatorsTopic = (territoryId: string, school?: string): string =>
  school === undefined ? `indicators ${territoryId}` : `indicators ${territoryId} ${school}`

/** However much happens, an open dashboard asks again at most once in this time. */
const restMilliseconds = 700
/** Those who look ask one after the other, over this time at most. */
const spreadMilliseconds = 600
const stepMilliseconds = 20

interface Room {
  readonly listeners: Map<(waitMilliseconds: number) => void, number>
  leave: () => void
  timer: NodeJS.Timeout | undefined
  changed: boolean
}

/**
 * Who looks at what in this process: one subscription for each topic, one call for many changes. The listener is told how many
 * milliseconds to wait before asking.
 */
export function openLive(notifications: Pick<Notifications, 'subscribe'>) {
  const rooms = new Map<string, Room>()

  function tell(room: Room): void {
    if (room.timer) {
      room.changed = true
      return
    }
    for (const [listener, place] of room.listeners) listener((place * stepMilliseconds) % spreadMilliseconds)
    room.timer = setTimeout(() => {
      room.timer = undefined
      if (!room.changed) return
      room.changed = false
      tell(room)
    }, restMilliseconds)
    room.timer.unref()
  }

  return function listen(topic: string, listener: (waitMilliseconds: number) => void): () => void {
    let room = rooms.get(topic)
    if (!room) {
      const made: Room = { listeners: new Map(), leave: () => {}, timer: undefined, changed: false }
      made.leave = notifications.subscribe(topic, () => tell(made))
      rooms.set(topic, made)
      room = made
    }
    const here = room
    here.listeners.set(listener, here.listeners.size)
    return () => {
      here.listeners.delete(listener)
      if (here.listeners.size > 0 || rooms.get(topic) !== here) return
      here.leave()
      clearTimeout(here.timer)
      rooms.delete(topic)
    }
  }
}
