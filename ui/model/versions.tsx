import type { components } from '../../src/client/api-types.ts'
import { formatAgo } from '../parts/format.ts'

type Model = components['schemas']['ModelDetails']

/** What the model was before, and what did not become it. */
export const Versions = ({ model }: { model: Model }) => (
  <section aria-labelledby="versions">
    <h2 id="versions">Versions</h2>
    <ul class="plain rows">
      {model.versions.toReversed().map(({ version, run_id, created, refused }) => (
        <li key={version}>
          <a href={`#/runs/${run_id}`}>Version {version}</a>
          {version === model.version && <span class="badge succeeded">in use</span>}
          <span class="faint">{formatAgo(created)}</span>
          {refused && <span class="faint">not used: {refused}</span>}
        </li>
      ))}
    </ul>
  </section>
)
