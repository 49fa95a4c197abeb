import { type Agent, get } from 'node:http'

interface Question {
  /** Whose connections are kept alive: what a new one costs is another figure. */
  agent: Agent
  headers?: Record<string, string>
  /** Of the answer. */
  status?: number
}

/** Asks for `url` and takes the answer, with as little work of this process as can be. Answers its bytes. */
export const askOnce = (url: string, { agent, headers = {}, status = 200 }: Question): Promise<number> =>
  new Promise((resolve, reject) => {
    let bytes = 0
    get(url, { agent, headers }, (response) => {
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () =>
        response.statusCode === status
          ? resolve(bytes)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
    }).on('error', reject)
  })
