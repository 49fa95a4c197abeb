import { followRun } from '../../client/follow-run.ts'
import { actOn, type Call, defineCommand } from '../relay/define-command.ts'
import { describeEvent } from '../relay/describe-event.ts'
import { toTable } from '../relay/screen.ts'
import { timeoutOption, waitForRun } from '../relay/wait-for-run.ts'

const wait = async (call: Call) => {
  const { RUN } = call.given.words('wait', 'RUN')
  const run = await waitForRun(call, RUN)
  call.screen.result(run, [`${run.state}: run ${run.id}`])
}

const logs = async (call: Call) => {
  const { client, screen, given } = call
  const { RUN } = given.words('logs', 'RUN')
  for await (const event of followRun(client, RUN, {
    onLost: () => screen.tell('The connection was lost. Trying again.'),
  })) {
    if (screen.json) console.log(JSON.stringify(event))
    else {
      const line = describeEvent(event, true)
      if (line !== null) console.log(line)
    }
  }
}

const cancel = async ({ ask, given, screen }: Call) => {
  const { RUN } = given.words('cancel', 'RUN')
  const run = await ask((client) =>
    client.POST('/runs/{run_id}/cancel', { params: { path: { run_id: RUN } } }),
  )
  const isUnderWay = run.state === 'running'
  screen.result(run, [isUnderWay ? `run ${run.id} will end soon` : `${run.state}: run ${run.id}`])
}

const PAGE = 50
const ALL_PAGE = 1000

type Filter = { state?: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' }

const readPage = ({ ask }: Call, query: Filter & { limit: number; after?: string }) =>
  ask((client) => client.GET('/runs', { params: { query } }))

/** All runs, page by page: each begins after the last run of the one before. */
const readAll = async (call: Call, filter: Filter) => {
  const runs: Awaited<ReturnType<typeof readPage>> = []
  for (let after = ''; ; ) {
    const page = await readPage(call, { ...filter, limit: ALL_PAGE, after })
    runs.push(...page)
    const last = page.at(-1)
    if (!last || page.length < ALL_PAGE) return runs
    after = `${last.requested_at},${last.id}`
  }
}

const list = async (call: Call) => {
  const { given, screen } = call
  given.words('list')
  const state = given.choice('state', ['queued', 'running', 'succeeded', 'failed', 'cancelled'])
  const filter = state ? { state } : {}
  const runs = given.has('all')
    ? await readAll(call, filter)
    : await readPage(call, { ...filter, limit: PAGE })
  const rows = runs.map(({ id, kind, state, reason, requested_at }) => [
    id,
    kind,
    state,
    reason,
    requested_at.slice(0, 19),
  ])
  screen.result(runs, toTable([['run', 'kind', 'state', 'reason', 'requested'], ...rows]))
}

const verbs: Record<string, (call: Call) => Promise<void>> = { wait, logs, cancel, list }

/** Runs under way and past. */
export const run = defineCommand({
  name: 'run',
  synopsis: ['wait RUN [--timeout TIME]', 'logs RUN', 'cancel RUN', 'list [--state STATE] [--all]'],
  about: `wait follows a run to its end, whatever becomes of the connection meanwhile, and ends as the run did. logs prints all that it said,
and goes on while it says more. list has the newest ${PAGE}.`,
  verbs: ['wait', 'logs', 'cancel', 'list'],
  options: {
    ...timeoutOption,
    state: { value: 'STATE', about: 'Only runs in this state.' },
    all: { about: 'Not only the newest.' },
  },
  run: (call) => actOn(call, verbs),
})
