import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What a request was and what became of it. */
export interface MeasuredRequest {
  method: string
  /** The route, not the path: an id in a label would make a series of every row. */
  route: string
  status: number
  /** Bytes that the client sent and took on this connection meanwhile. */
  received: number
  sent: number
}

/** Who takes a place, waits for one or finds none: of uploads, downloads and event streams. */
export interface PlaceMeter {
  entered(kind: string, waitedSeconds: number): void
  left(kind: string): void
  refused(kind: string): void
}

/** Requests, places, and connections that were cut because they hardly moved. */
export const createHttpMetrics = (registry: Registry) => {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'tinymlaas_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers,
  })
  const open = new Gauge({
    name: 'tinymlaas_http_requests_in_flight',
    help: 'Requests whose answer has not ended.',
    registers,
  })
  const bytes = new Counter({
    name: 'tinymlaas_http_bytes_total',
    help: 'Bytes that clients sent (in) and took (out).',
    labelNames: ['direction'],
    registers,
  })
  const stalled = new Counter({
    name: 'tinymlaas_http_stalled_connections_total',
    help: 'Connections that were cut because a body hardly arrived (sender) or an answer was hardly taken (reader).',
    labelNames: ['side'],
    registers,
  })
  const held = new Gauge({
    name: 'tinymlaas_places_in_use',
    help: 'Places of uploads, downloads and event streams that are taken.',
    labelNames: ['kind'],
    registers,
  })
  const size = new Gauge({
    name: 'tinymlaas_places_limit',
    help: 'Places that there are.',
    labelNames: ['kind'],
    registers,
  })
  const waits = new Histogram({
    name: 'tinymlaas_places_wait_seconds',
    help: 'Time that those who got a place waited for it.',
    labelNames: ['kind'],
    buckets: [0.001, 0.1, 0.5, 1, 2, 3],
    registers,
  })
  const refusals = new Counter({
    name: 'tinymlaas_places_refused_total',
    help: 'Requests that found no place and were answered 503.',
    labelNames: ['kind'],
    registers,
  })
  const places: PlaceMeter = {
    entered: (kind, waitedSeconds) => {
      held.inc({ kind })
      waits.observe({ kind }, waitedSeconds)
    },
    left: (kind) => held.dec({ kind }),
    refused: (kind) => refusals.inc({ kind }),
  }
  for (const side of ['sender', 'reader']) stalled.inc({ side }, 0)
  return {
    /** Call the result when its answer has ended. */
    request: () => {
      const started = performance.now()
      open.inc()
      return ({ received, sent, ...labels }: MeasuredRequest) => {
        open.dec()
        seconds.observe(labels, (performance.now() - started) / 1000)
        bytes.inc({ direction: 'in' }, received)
        bytes.inc({ direction: 'out' }, sent)
      }
    },
    stalled: (side: 'sender' | 'reader') => stalled.inc({ side }),
    places,
    /** How many places there are of each kind. */
    limitPlaces: (limits: Record<string, number>) => {
      for (const [kind, places] of Object.entries(limits)) {
        size.set({ kind }, places)
        held.set({ kind }, 0)
        refusals.inc({ kind }, 0)
      }
    },
  }
}
