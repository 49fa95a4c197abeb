// Run by npm before `npm start` and its like, in JavaScript, since an older Node does not read TypeScript: says in one
// sentence what a fresh clone lacks.
import { existsSync } from 'node:fs'
import process from 'node:process'

const NEEDED = 24

const lack = () => {
  if (!existsSync(new URL('../../node_modules/express', import.meta.url)))
    return 'The packages are not installed: run `make setup`, which also brings the right Node, and then this again.'
  const { node } = process.versions
  if (Number(node.split('.')[0]) >= NEEDED) return null
  return `Node ${NEEDED} or newer is needed, and this one is ${node}: run \`make setup\`, which brings it as a package that npm scripts find by themselves.`
}

const sentence = lack()
if (sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
