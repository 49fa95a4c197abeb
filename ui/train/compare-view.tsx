import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import type { Run } from '../api/use-run.ts'
import { Chart } from '../figures/chart.tsx'
import { epochsOfReport } from '../figures/epochs.ts'
import { readTrainReport } from '../figures/report.ts'
import { Await } from '../parts/await.tsx'
import { formatBytes, formatPercent, formatSeconds, secondsBetween } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'
import { useTitle } from '../parts/use-route.ts'

const COLORS = ['--accent', '--second', '--third', '--fourth', '--fifth', '--soft']

const Table = ({ runs }: { runs: Run[] }) => {
  const names = [...new Set(runs.flatMap(({ parameters }) => Object.keys(parameters)))]
  const settingOf = (run: Run, name: string) => JSON.stringify(run.parameters[name] ?? null)
  const rows = [
    ...names.map((name) => ({
      name: name.replaceAll('_', ' '),
      cells: runs.map((run) => settingOf(run, name).replaceAll('"', '').replace('null', 'default')),
      differs: new Set(runs.map((run) => settingOf(run, name))).size > 1,
    })),
    ...measured(runs),
  ]
  return (
    <Scroll label="Settings and results">
      <table class="wide">
        <thead>
          <tr>
            <td />
            {runs.map(({ id, model_id }, index) => (
              <th key={id} scope="col">
                <span class="key">
                  <span class="line" style={{ borderColor: `var(${COLORS[index % COLORS.length]})` }} />
                  <a href={model_id ? `#/models/${model_id}` : `#/runs/${id}`}>
                    {model_id ? `Model ${model_id}` : id.slice(0, 8)}
                  </a>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells, differs }) => (
            <tr key={name} class={differs ? 'strong' : 'faint'}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={runs[index]?.id}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const measured = (runs: Run[]) => {
  const reports = runs.map(({ report }) => readTrainReport(report))
  const row = (name: string, cells: (string | undefined)[]) => ({
    name,
    cells: cells.map((cell) => cell ?? '–'),
    differs: new Set(cells).size > 1,
  })
  return [
    row(
      'accuracy',
      reports
        .map((report) => report && formatPercent(report.evaluation.accuracy))
        .map((cell) => cell ?? undefined),
    ),
    row(
      '95 % interval',
      reports.map((report) =>
        report?.evaluation.interval?.map((bound) => formatPercent(bound, 0)).join(' to '),
      ),
    ),
    row(
      'model',
      reports.map((report) => report?.estimate && formatBytes(report.estimate.model_bytes)),
    ),
    row(
      'RAM for tensors',
      reports.map((report) => report?.estimate && formatBytes(report.estimate.arena_bytes)),
    ),
    row(
      'took',
      runs.map((run) =>
        run.started_at ? formatSeconds(secondsBetween(run.started_at, run.finished_at)) : undefined,
      ),
    ),
  ]
}

/** Several trainings beside each other: curves, what differed, what came of it. */
export const CompareView = ({ ids }: { ids: string[] }) => {
  useTitle('Compare')
  const { client } = useSession()
  const load = () =>
    Promise.all(
      ids.map(async (id) => dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: id } } }))),
    )
  const runs = useLoad(load, `compare ${ids.join()}`)
  return (
    <>
      <p class="crumbs">
        <a href="#/train">Trainings and runs</a>
      </p>
      <h1>Compare trainings</h1>
      <Await of={runs} what="the trainings">
        {(all) => {
          const histories = all.map(({ report }) => {
            const read = readTrainReport(report)
            return read ? epochsOfReport(read) : []
          })
          const last = Math.max(0, ...histories.map((history) => history.length))
          const x = Array.from({ length: last }, (_, index) => index + 1)
          const series = (of: 'val_accuracy' | 'val_loss') =>
            all.map(({ id, model_id }, index) => ({
              name: model_id ? `Model ${model_id}` : id.slice(0, 8),
              color: COLORS[index % COLORS.length] ?? '--accent',
              values: x.map((epoch) => {
                const at = histories[index]?.[epoch - 1]
                // Without pictures to choose by there are only those that were trained on.
                return at?.[of] ?? at?.[of === 'val_accuracy' ? 'accuracy' : 'loss'] ?? null
              }),
            }))
          return (
            <>
              {last > 0 && (
                <div class="two">
                  <Chart
                    title="Accuracy"
                    x={x}
                    xName="Epoch"
                    series={series('val_accuracy')}
                    range={[0, 1]}
                    format={(value) => formatPercent(value, 0)}
                  />
                  <Chart
                    title="Loss"
                    x={x}
                    xName="Epoch"
                    series={series('val_loss')}
                    format={(value) => value.toFixed(2)}
                  />
                </div>
              )}
              <h2 class="apart">What differed</h2>
              <Table runs={all} />
              <p class="faint">
                Two accuracies whose intervals overlap widely may be equal: more held-out pictures would tell.
              </p>
            </>
          )
        }}
      </Await>
    </>
  )
}
