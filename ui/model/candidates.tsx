import type { TrainReport } from '../figures/report.ts'
import { formatBytes, formatPercent, humanise, plural } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'

type Candidate = TrainReport['candidates'][number]

const nameOf = ({ architecture, initial_weights, width, height, channels }: Candidate) => {
  const look = width && height ? `, ${width}×${height} ${channels === 1 ? 'grey' : 'colour'}` : ''
  return `${humanise(architecture)}${look}${initial_weights ? ', pretrained' : ''}`
}

const Result = ({ candidate: { accuracy, rungs } }: { candidate: Candidate }) => {
  const last = rungs?.at(-1)
  if (accuracy === null) return <>–</>
  return (
    <>
      {formatPercent(accuracy)}
      {last && (
        <span class="faint">
          {` after ${plural(last.epochs, 'epoch')}, truly ${formatPercent(last.interval[0], 0)} to ${formatPercent(last.interval[1], 0)}`}
        </span>
      )}
    </>
  )
}

/** What a search for an architecture tried, and what became of each; nothing where the user named one. */
export const Candidates = ({ candidates }: { candidates: Candidate[] }) => {
  if (candidates.length === 0) return null
  return (
    <section aria-labelledby="candidates">
      <h2 id="candidates">What was tried</h2>
      <Scroll label="Networks that were tried">
        <table class="wide">
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Flash</th>
              <th scope="col">RAM</th>
              <th scope="col">Right</th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((candidate) => (
              <tr key={nameOf(candidate)}>
                <th scope="row">{nameOf(candidate)}</th>
                <td>{formatBytes(candidate.model_bytes)}</td>
                <td>{formatBytes(candidate.arena_bytes)}</td>
                <td>
                  <Result candidate={candidate} />
                </td>
                <td class="faint">{candidate.became ?? `Not tried: ${candidate.skipped}.`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
