import { noTracing, type Tracing } from './span.ts'

interface TracingOptions {
  /** Base address of an OpenTelemetry collector; without one nothing is traced. */
  endpoint: string | undefined
  version: string
  role: string
  /** Name of this process among others. */
  name: string
}

/** Traces to an OpenTelemetry collector where one is named; its SDK is loaded only then. */
export const createTracing = async ({ endpoint, ...about }: TracingOptions): Promise<Tracing> => {
  if (endpoint === undefined) return noTracing
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry({ endpoint, ...about })
}
