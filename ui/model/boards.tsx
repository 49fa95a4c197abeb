import type { BoardFit } from '../figures/report.ts'
import { formatBytes } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'

const RUNTIMES: Record<string, string> = {
  c: 'Plain C',
  'tflite-micro': 'TensorFlow Lite Micro',
  'tflite-micro-cmsis-nn': 'TFLM with CMSIS-NN',
}
const VERDICTS: Record<string, string> = { fits: 'fits', tight: 'tight', no: 'does not fit' }

type Runtime = NonNullable<BoardFit['runtimes']>[number]

const Verdict = ({ runtime }: { runtime: Runtime | undefined }) =>
  runtime ? (
    <>
      <span class={`badge ${runtime.verdict}`}>{VERDICTS[runtime.verdict]}</span>
      <span class="small faint">
        {formatBytes(runtime.flash_needed)} flash, {formatBytes(runtime.ram_needed)} RAM
      </span>
    </>
  ) : (
    <span class="faint">–</span>
  )

/** Whether the model fits the boards that are known, by what runs it there. */
export const Boards = ({ boards }: { boards: BoardFit[] }) => {
  const names = Object.keys(RUNTIMES).filter((name) =>
    boards.some(({ runtimes }) => runtimes?.some((runtime) => runtime.name === name)),
  )
  return (
    <>
      <h3>Boards</h3>
      <Scroll label="Boards">
        <table class="wide boards">
          <thead>
            <tr>
              <th scope="col">Board</th>
              <th scope="col">Verdict</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {RUNTIMES[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {boards.map(({ id, name, verdict, reason, flash_bytes, ram_bytes, runtimes }) => (
              <tr key={id}>
                <th scope="row">
                  {name}
                  <span class="small faint">
                    {formatBytes(flash_bytes)} flash, {formatBytes(ram_bytes)} RAM
                  </span>
                </th>
                <td>
                  <span class={`badge ${verdict}`}>{VERDICTS[verdict]}</span>
                  {reason && <span class="small faint">{reason}</span>}
                </td>
                {names.map((runtime) => (
                  <td key={runtime}>
                    <Verdict runtime={runtimes?.find((one) => one.name === runtime)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
