import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../src/config.ts'
import { SetupError } from '../src/errors.ts'
import { useTestDatabase } from './support/create-test-database.ts'

const keep = async (text: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'tinymlaas-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'password')
  await writeFile(file, text)
  return file
}

it('any password of a file opens the database, and another one does not', async () => {
  const db = await useTestDatabase()
  const password = 'a/b:c#d@e?f%41 g&h=i\'j\\k"ü'
  const role = `odd_${db.name}`
  await db.administer(`create role ${role} login password ${pg.escapeLiteral(password)}`)
  onTestFinished(() => db.administer(`drop role ${role}`))
  const address = new URL(db.url)
  address.username = role
  address.password = ''
  address.search = ''
  const connect = async (text: string) => {
    const env = { DATABASE_URL: address.href, DATABASE_PASSWORD_FILE: await keep(text) }
    const client = new pg.Client(readConfig(env).database.url)
    await client.connect()
    const { rows } = await client.query('select current_user as name')
    await client.end()
    return rows[0].name
  }
  expect(await connect(`${password}\n`)).toBe(role)
  await expect(connect(`${password}x`)).rejects.toThrow(/password authentication failed/)
})

it('says what to do about a password file that is missing, alone or one too many', async () => {
  const url = 'postgres://tinymlaas@db/tinymlaas'
  const read = (env: Record<string, string>) => () => readConfig(env)
  const lost = read({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: '/nowhere/password' })
  expect(lost).toThrow(SetupError)
  expect(lost).toThrow(/cannot be read \(ENOENT\): put the password of the database into \/nowhere\/password/)
  expect(read({ DATABASE_PASSWORD_FILE: '/nowhere/password' })).toThrow(/without DATABASE_URL: set both/)
  const twice = { DATABASE_URL: 'postgres://a:b@db/c', DATABASE_PASSWORD_FILE: await keep('b') }
  expect(read(twice)).toThrow(/leave one out/)
})

it('a worker bears the name of its host unless it was given one', () => {
  expect(readConfig({}).worker.name).toBe(hostname())
  expect(readConfig({ WORKER_NAME: 'left-1' }).worker.name).toBe('left-1')
})

it('takes no token for the monitoring that is easily guessed, or was cut off', async () => {
  const read = async (text: string) => readConfig({ METRICS_TOKEN_FILE: await keep(text) }).metricsToken
  expect(await read('0123456789abcdef\n')).toBe('0123456789abcdef')
  await expect(read('short')).rejects.toThrow(/16 characters or more.*openssl rand -hex 24/)
  await expect(read('two tokens in a single file')).rejects.toThrow(/without blanks/)
  expect(() => readConfig({ METRICS_TOKEN_FILE: '/nowhere/token' })).toThrow(/cannot be read \(ENOENT\)/)
})
