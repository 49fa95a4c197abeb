import type { Response } from 'express'

/**
 * Answers JSON under exactly `application/json`: generated clients compare the header as a whole, and Express
 * would add a charset.
 */
export const sendJson = (
  response: Response,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) => {
  const text = Buffer.from(JSON.stringify(value))
  response.statusCode = status
  for (const [name, content] of Object.entries(headers)) response.setHeader(name, content)
  response.setHeader('Content-Type', 'application/json')
  response.setHeader('Content-Length', text.length)
  response.end(text)
}
