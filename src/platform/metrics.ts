import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>
  readonly jobsDone: Counter<'job' | 'outcome'>
}

/** Counters in a registry of their own, so that several applications live in one process (tests). */
export function createMetrics({ process }: { process: boolean }): Metrics {
  const registry = new Registry()
  if (process) collectDefaultMetrics({ register: registry })
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'passerelle_request_seconds',
      help: 'Time to answer a request, by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [registry],
    }),
    jobsDone: new Counter({
      name: 'passerelle_jobs_total',
      help: 'Background jobs by outcome',
      labelNames: ['job', 'outcome'],
      registers: [registry],
    }),
  }
}
