import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { useTestDatabase } from '../support/create-test-database.ts'
import { runCli } from './run-cli.ts'

const TOKEN = /^tml_[\w-]{43}\n$/

it('makes a token, shows it once and keeps its digest only', async () => {
  const db = await useTestDatabase()
  const env = { DATABASE_URL: db.url }
  const made = await runCli(['token', 'create', 'ci', '--scopes', 'read,run'], env)
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(TOKEN) })
  const { rows } = await db.knex.raw('select * from api_tokens')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ name: 'ci', scopes: ['read', 'run'] })
  const token = made.out.trim()
  expect(rows[0].sha256).toEqual(createHash('sha256').update(token).digest())
  expect(JSON.stringify(rows)).not.toContain(token)

  const listed = await runCli(['token', 'list'], env)
  expect(listed).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toMatch(/^ci\tread,run\tvalid\tlast used never\texpires never\n$/)
})

it('revokes a token once, and says so when there is none', async () => {
  const env = { DATABASE_URL: (await useTestDatabase()).url }
  await runCli(['token', 'create', 'old'], env)
  expect(await runCli(['token', 'revoke', 'old'], env)).toEqual({ code: 0, out: '', err: '' })
  expect((await runCli(['token', 'list'], env)).out).toMatch(/^old\trun\trevoked /)
  expect(await runCli(['token', 'revoke', 'old'], env)).toMatchObject({
    code: 1,
    err: expect.stringContaining('no valid token "old"'),
  })
  expect(await runCli(['token', 'create', 'old'], env)).toMatchObject({
    code: 1,
    err: expect.stringContaining('choose another name'),
  })
})

it('makes a token that expires, and gives one another secret', async () => {
  const db = await useTestDatabase()
  const env = { DATABASE_URL: db.url }
  const made = await runCli(['token', 'create', 'guest', '--expires', '30d'], env)
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(TOKEN) })
  const { rows } = await db.knex.raw(
    "select extract(epoch from expires_at - now())::int / 86400.0 as days from api_tokens where name = 'guest'",
  )
  expect(Number(rows[0].days)).toBeCloseTo(30, 2)

  const rotated = await runCli(['token', 'rotate', 'guest', '--grace', '2h'], env)
  expect(rotated).toMatchObject({ code: 0, out: expect.stringMatching(TOKEN) })
  expect(rotated.err).toContain('7200 seconds')
  expect(rotated.out).not.toBe(made.out)
  expect(await runCli(['token', 'rotate', 'nobody'], env)).toMatchObject({ code: 1, out: '' })

  await db.knex.raw("update api_tokens set expires_at = now() - interval '1 second'")
  expect((await runCli(['token', 'list'], env)).out).toMatch(/^guest\trun\texpired /)
})

it.each([
  { args: [] },
  { args: ['create'] },
  { args: ['create', 'a b'] },
  { args: ['create', 'ci', 'more'] },
  { args: ['create', 'ci', '--scopes', 'everything'] },
  { args: ['create', 'ci', '--scopes', ''] },
  { args: ['list', '--colour'] },
  { args: ['create', 'ci', '--expires', 'soon'] },
  { args: ['rotate'] },
  { args: ['rotate', 'ci', '--grace', '1 hour'] },
])('shows the usage for a call that makes no sense: $args', async ({ args }) => {
  expect(await runCli(['token', ...args])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('usage: tinymlaas token create NAME'),
  })
})

it('lists its commands, and explains one', async () => {
  expect(await runCli(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('  token ') })
  expect(await runCli(['token', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Bearer') })
  expect(await runCli(['nonsense'])).toMatchObject({ code: 2, err: expect.stringContaining('COMMAND') })
  expect(await runCli(['toString'])).toMatchObject({ code: 2 })
})

it('says in one line what keeps it from working', async () => {
  const nowhere = await runCli(['token', 'list'], { DATABASE_URL: 'postgres://u:pw-secret@127.0.0.1:1/x' })
  expect(nowhere).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ECONNREFUSED') })
  expect(nowhere.err).not.toContain('pw-secret')
})
