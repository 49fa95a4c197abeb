import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('../../scripts/build-page.sh', import.meta.url))

/** The page at /ui as it is now; it takes no time when nothing of it has changed. */
export const buildPage = () => void execFileSync(SCRIPT, { stdio: 'pipe' })
