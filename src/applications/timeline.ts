import type { ActorKind, ApplicationState } from './application.ts'
import type { ApplicationEventFacts } from './tables.ts'
import type { TransitionName } from './transitions.ts'

/** Something that happened to an application. */
export interface ApplicationEvent {
  readonly transition: TransitionName
  readonly at: Temporal.Instant
  readonly to: ApplicationState
  readonly by: ActorKind
  readonly facts: ApplicationEventFacts
}

export type TimelineReader = 'pupil' | 'host' | 'school'

/** Who is who, to the reader: « Garage Hamel », « Lina M. ». */
interface Names {
  readonly host: string
  readonly pupil: string
}

type Words = (names: Names) => string

/** How each thing that happens reads, by who reads. A pupil who does not answer is never blamed. */
const says: Readonly<Record<TransitionName, Readonly<Record<TimelineReader, Words>>>> = {
  submit: {
    pupil: () => 'Tu as envoyé ta candidature',
    host: ({ pupil }) => `${pupil} vous a envoyé sa candidature`,
    school: ({ host }) => `Candidature envoyée à ${host}`,
  },
  queue: {
    pupil: () => 'Tu es sur la liste d’attente',
    host: ({ pupil }) => `${pupil} est sur votre liste d’attente`,
    school: () => 'Sur liste d’attente',
  },
  read: {
    pupil: ({ host }) => `${host} a lu ta candidature`,
    host: () => 'Vous l’avez lue',
    school: ({ host }) => `${host} l’a lue`,
  },
  ask: {
    pupil: ({ host }) => `${host} t’a posé une question`,
    host: () => 'Vous avez posé une question',
    school: ({ host }) => `${host} a posé une question`,
  },
  reply: {
    pupil: () => 'Tu as répondu à la question',
    host: ({ pupil }) => `${pupil} a répondu à votre question`,
    school: ({ pupil }) => `${pupil} a répondu`,
  },
  counter: {
    pupil: ({ host }) => `${host} t’a proposé d’autres dates`,
    host: () => 'Vous avez proposé d’autres dates',
    school: ({ host }) => `${host} a proposé d’autres dates`,
  },
  accept: {
    pupil: ({ host }) => `${host} t’a dit oui`,
    host: () => 'Vous avez accepté',
    school: ({ host }) => `${host} a accepté`,
  },
  refuse: {
    pupil: ({ host }) => `${host} ne peut pas t’accueillir`,
    host: () => 'Vous avez décliné',
    school: ({ host }) => `${host} a décliné`,
  },
  undo: {
    pupil: ({ host }) => `${host} reprend sa réponse`,
    host: () => 'Vous avez repris votre réponse',
    school: ({ host }) => `${host} a repris sa réponse`,
  },
  confirm: {
    pupil: () => 'Tu as confirmé ta place',
    host: ({ pupil }) => `${pupil} a confirmé sa place`,
    school: ({ pupil }) => `${pupil} a confirmé sa place`,
  },
  place: {
    pupil: ({ host }) => `${host} et toi avez dit oui à la place proposée`,
    host: ({ pupil }) => `${pupil} et vous avez dit oui à la place proposée`,
    school: ({ host }) => `Place proposée par la coordination, acceptée par l’élève et par ${host}`,
  },
  withdraw: {
    pupil: () => 'Tu as retiré ta candidature',
    host: () => 'La candidature a été retirée',
    school: ({ pupil }) => `${pupil} a retiré sa candidature`,
  },
  overlap: {
    pupil: () => 'Retirée : tu as confirmé une autre place à ces dates',
    host: () => 'La candidature a été retirée',
    school: () => 'Retirée : une autre place est confirmée à ces dates',
  },
  call: {
    pupil: () => 'Une place s’est libérée : ta candidature est partie',
    host: () => 'Une place s’est libérée, et la candidature vous est arrivée',
    school: () => 'Une place s’est libérée, la candidature est partie',
  },
  recall: {
    pupil: () => 'Une place s’est libérée pour toi',
    host: () => 'Une place s’est libérée, et l’élève peut confirmer',
    school: () => 'Une place s’est libérée, à confirmer',
  },
  expire: {
    pupil: () => 'La candidature s’est arrêtée, faute de réponse à temps',
    host: () => 'La candidature s’est arrêtée, faute de réponse à temps',
    school: () => 'Arrêtée, faute de réponse à temps',
  },
  close: {
    pupil: () => 'Le lieu ne propose plus cette place',
    host: () => 'La candidature s’est arrêtée avec votre offre',
    school: () => 'Arrêtée : le lieu ne propose plus cette place',
  },
  depart: {
    pupil: () => 'Arrêtée : ton établissement a noté ton départ',
    host: () => 'La candidature s’est arrêtée : l’élève a quitté son établissement',
    school: () => 'Arrêtée au départ de l’élève',
  },
  cancel: {
    pupil: () => 'La place a été annulée',
    host: () => 'La place a été annulée',
    school: () => 'La place a été annulée',
  },
}

/** The event in words for this reader. */
export const eventWords = (
  { transition }: Pick<ApplicationEvent, 'transition'>,
  reader: TimelineReader,
  names: Names,
) => says[transition][reader](names)
