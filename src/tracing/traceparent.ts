const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** What a traceparent of W3C Trace Context says; null for any other text. */
export const parseTraceparent = (text: unknown) => {
  const [traceparent, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(String(text)) ?? []
  if (traceparent === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceparent, traceId, spanId, traceFlags: Number.parseInt(flags, 16) }
}
