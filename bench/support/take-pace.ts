const STEPS = 100_000_000
const TRIES = 3

/**
 * Milliseconds that a fixed piece of JavaScript takes, the least of three: how fast one processor of this machine is just now. Others
 * may share it, and what is not a ratio says something beside this only.
 */
export const takePace = (): number => {
  const tries = Array.from({ length: TRIES }, () => {
    const began = performance.now()
    let value = 1
    for (let step = 0; step < STEPS; step++) value = (value * 31 + step) | 0
    const took = performance.now() - began
    // Else the loop is dead code, and may be left out.
    if (Number.isNaN(value)) throw new Error('A product of whole numbers is one.')
    return took
  })
  return Math.round(Math.min(...tries))
}
