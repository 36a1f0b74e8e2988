import type { Notifications } from '#/platform/notifications.ts'

/** What is told when a status of the territory changed: the same words stand in migrations/0095. */
export const indicatorsTopic = (territoryId: string): string => `indicators ${territoryId}`

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
 * Who looks at which dashboard in this process: one subscription for each territory, one call for many changes. The listener is told how
 * many milliseconds to wait before asking.
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

  return function listen(territoryId: string, listener: (waitMilliseconds: number) => void): () => void {
    let room = rooms.get(territoryId)
    if (!room) {
      const made: Room = { listeners: new Map(), leave: () => {}, timer: undefined, changed: false }
      made.leave = notifications.subscribe(indicatorsTopic(territoryId), () => tell(made))
      rooms.set(territoryId, made)
      room = made
    }
    const here = room
    here.listeners.set(listener, here.listeners.size)
    return () => {
      here.listeners.delete(listener)
      if (here.listeners.size > 0 || rooms.get(territoryId) !== here) return
      here.leave()
      clearTimeout(here.timer)
      rooms.delete(territoryId)
    }
  }
}
