import type { z } from '@hono/zod-openapi'
import type { areasAnswer, FiguresAnswer, figuresAnswer } from './answers.ts'
import { statusWords } from './status-words.ts'

/** A request of the description, and what is answered. */
interface Example<Answer> {
  readonly path: string
  readonly answer: Answer
}

const figuresOf = (pupils: number, signing: number, accepted: number, silent: number): FiguresAnswer => ({
  pupils,
  statuses: {
    ...{ exempt: 0, placed: 0, partly: 0, signing, accepted, proposed: 0, applied: 0, helped: 0, searching: 0, silent },
  },
  placedBy: { online: 0, paper: 0, outside: 0, mixed: 0 },
})
const territory = { id: 'bocage', name: 'Bocage' }

const figures: Example<z.infer<typeof figuresAnswer>> = {
  path: '/api/v1/territories/bocage/figures?by=school',
  answer: {
    territory,
    scheme: 'observation-2de',
    day: '2026-06-03',
    week: null,
    within: null,
    total: figuresOf(4, 2, 1, 1),
    by: 'school',
    areas: [
      { level: 'school', code: '9140001A', name: 'Lycée de la Vire', figures: figuresOf(3, 1, 1, 1) },
      { level: 'school', code: '9140002B', name: 'Lycée du Noireau', figures: figuresOf(1, 1, 0, 0) },
    ],
    next: null,
    names: [...statusWords],
  },
}

const areas: Example<z.infer<typeof areasAnswer>> = {
  path: '/api/v1/territories/bocage/areas?level=commune&limit=1',
  answer: {
    territory,
    level: 'commune',
    areas: [
      {
        level: 'commune',
        code: '14174',
        name: 'Condé-en-Normandie',
        within: { region: '28', departement: '14', epci: '200065563' },
        position: { latitude: 48.848, longitude: -0.552 },
      },
    ],
    next: 'WyIxNDE3NCJd',
  },
}

/** What the description shows: a test asks the same of the world of the tests, and gets the same. */
export const examples = { figures, areas }
