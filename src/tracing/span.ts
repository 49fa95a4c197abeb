/** Facts about a span, under the names of OpenTelemetry where it has one. */
export type Facts = Record<string, string | number | boolean>

/** A piece of work with a beginning and an end. */
export interface Span {
  /** Where others go on with its trace (W3C Trace Context); null where nothing is traced. */
  traceparent: string | null
  /** Begins a piece of this piece. */
  begin: (name: string) => Span
  /** Under its final name, and with what went wrong. */
  end: (result?: { name?: string; facts?: Facts; error?: string | null }) => void
}

interface SpanOptions {
  kind: 'server' | 'consumer'
  /** Whose trace it belongs to. */
  traceparent?: string | null
  facts?: Facts
}

export interface Tracing {
  begin: (name: string, options: SpanOptions) => Span
  /** Sends what is left, as far as somebody takes it soon. */
  stop: () => Promise<void>
}

const silentSpan: Span = { traceparent: null, begin: () => silentSpan, end: () => undefined }

/** Traces nothing, and costs nothing. */
export const noTracing: Tracing = { begin: () => silentSpan, stop: async () => undefined }
