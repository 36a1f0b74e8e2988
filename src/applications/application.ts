/** The states of an application, as people read them, and whom each waits for. */
export const applicationStates = {
  draft: { pupil: 'à envoyer', adult: 'brouillon', waitsFor: 'pupil', open: true },
  submitted: { pupil: 'envoyée', adult: 'envoyée', waitsFor: 'host', open: true },
  read: { pupil: 'lue', adult: 'lue', waitsFor: 'host', open: true },
  asked: { pupil: 'une question pour toi', adult: 'question posée', waitsFor: 'pupil', open: true },
  countered: { pupil: 'd’autres dates proposées', adult: 'autres dates proposées', waitsFor: 'pupil', open: true },
  accepted: { pupil: 'acceptée, à confirmer', adult: 'acceptée, à confirmer', waitsFor: 'pupil', open: true },
  waiting: { pupil: 'sur liste d’attente', adult: 'liste d’attente', waitsFor: undefined, open: true },
  confirmed: { pupil: 'confirmée', adult: 'confirmée', waitsFor: undefined, open: false },
  refused: { pupil: 'pas cette fois', adult: 'déclinée', waitsFor: undefined, open: false },
  withdrawn: { pupil: 'retirée', adult: 'retirée', waitsFor: undefined, open: false },
  expired: { pupil: 'sans réponse', adult: 'sans réponse', waitsFor: undefined, open: false },
  cancelled: { pupil: 'annulée', adult: 'annulée', waitsFor: undefined, open: false },
} as const satisfies Record<
  string,
  {
    readonly pupil: string
    readonly adult: string
    readonly waitsFor: 'pupil' | 'host' | undefined
    readonly open: boolean
  }
>

export type ApplicationState = keyof typeof applicationStates

const isState = (text: string): text is ApplicationState => Object.hasOwn(applicationStates, text)
export const stateNames: readonly ApplicationState[] = Object.keys(applicationStates).filter(isState)

/** Not settled yet: what counts against the limit of a pupil. */
export const openStates = stateNames.filter((state) => applicationStates[state].open)

/** In whose name something is done: the pupil, someone of the host, of the pupil's school, or the passing of time. */
export type ActorKind = 'pupil' | 'host' | 'school' | 'system'

/** Open applications that a pupil may have at once: enough to try one's luck, too few to flood the hosts. */
export const mostOpenApplications = 10
