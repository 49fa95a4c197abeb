import { type Span as ApiSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { withDeadline } from '../with-deadline.ts'
import type { Span, Tracing } from './span.ts'
import { parseTraceparent } from './traceparent.ts'

const SEND_EVERY_MS = 2000
/** A relay that stops waits no longer than this for a collector that does not answer. */
const STOP_MS = 2000

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER }

interface OpenTelemetryOptions {
  endpoint: string
  version: string
  role: string
  name: string
}

/**
 * Traces by OpenTelemetry's SDK, which takes headers, timeouts and further facts from its own variables (OTEL_EXPORTER_OTLP_HEADERS,
 * OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and the like). Nothing is registered for the whole process.
 */
export const openTelemetry = ({ endpoint, version, role, name }: OpenTelemetryOptions): Tracing => {
  const about = {
    'service.name': `tinymlaas-${role}`,
    'service.version': version,
    'service.instance.id': name,
  }
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes(about))
      // What an operator says there counts more.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS })],
  })
  const tracer = provider.getTracer('tinymlaas', version)

  const wrap = (span: ApiSpan): Span => {
    const { traceId, spanId, traceFlags } = span.spanContext()
    return {
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
      begin: (child) => wrap(tracer.startSpan(child, {}, trace.setSpan(ROOT_CONTEXT, span))),
      end: ({ name: finalName, facts = {}, error } = {}) => {
        if (finalName !== undefined) span.updateName(finalName)
        span.setAttributes(facts)
        if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
        span.end()
      },
    }
  }
  return {
    begin: (spanName, { kind, traceparent, facts = {} }) => {
      const parent = parseTraceparent(traceparent)
      const context = parent
        ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })
        : ROOT_CONTEXT
      return wrap(tracer.startSpan(spanName, { kind: kinds[kind], attributes: facts }, context))
    },
    stop: () =>
      withDeadline(() => provider.shutdown(), {
        ms: STOP_MS,
        late: () => new Error('The collector of traces does not answer.'),
      }).catch(() => undefined),
  }
}
