import type { Operator } from './graph.ts'

// Instructions on a Cortex-M4 of what the kernels of the C do: calibrated in tf-image's plain_c/work.py.
const COSTS = {
  call: 100,
  block: 92,
  group: 27.5,
  column: 60,
  line: 40,
  copy: 8,
  filter: 110,
  filterLine: 16,
  tap: 15,
  sum: 41,
  pool: 10,
  poolTap: 8,
  score: 400,
}

const multiply = (columns: number, inputs: number, outputs: number) => {
  const blocks = Math.ceil(columns / 2) * Math.ceil(outputs / 2)
  return blocks * (COSTS.block + COSTS.group * Math.ceil(inputs / 4))
}

const conv = ({ taken, given, kernel, stride }: Operator) => {
  const pixels = given[0] * given[1]
  const row = kernel[1] * taken[2]
  const product = multiply(pixels, kernel[0] * row, given[2])
  if (Math.max(...kernel, ...stride) === 1 && taken[2] % 4 === 0) return product
  const copies = kernel[0] * (Math.floor(row / 4) + (row % 4))
  return product + pixels * (COSTS.column + COSTS.line * kernel[0] + COSTS.copy * copies)
}

/** Taps of all windows along one side that lie inside the picture. */
const tapsInside = ({ taken, given, kernel, stride, before }: Operator, side: 0 | 1) => {
  let taps = 0
  for (let position = 0; position < given[side]; position++) {
    const start = position * stride[side] - before[side]
    taps += Math.min(start + kernel[side], taken[side]) - Math.max(start, 0)
  }
  return taps
}

const depthwise = (operator: Operator) => {
  const [height, width] = operator.given
  const rows = tapsInside(operator, 0)
  const taps = rows * tapsInside(operator, 1)
  const fours = Math.floor(operator.taken[2] / 4)
  return fours * (COSTS.filter * height * width + COSTS.filterLine * rows * width + COSTS.tap * taps)
}

const count = ([height, width, channels]: Operator['given']) => height * width * channels

const instructionsOf: Record<Operator['name'], (operator: Operator) => number> = {
  CONV_2D: conv,
  DEPTHWISE_CONV_2D: depthwise,
  MAX_POOL_2D: ({ given, kernel }) => count(given) * (COSTS.pool + COSTS.poolTap * kernel[0] * kernel[1]),
  ADD: ({ given }) => count(given) * COSTS.sum,
  FULLY_CONNECTED: ({ taken, given }) => multiply(2, taken[2], given[2]),
  SOFTMAX: ({ given }) => given[2] * COSTS.score,
}

/** Multiply-accumulates of one picture. */
export const countMacs = (operators: Operator[]): number =>
  operators.reduce((sum, { name, given, weightBytes }) => {
    // Every weight of a convolution is used once for each pixel that it makes.
    const pixels = name === 'FULLY_CONNECTED' ? 1 : given[0] * given[1]
    return sum + pixels * weightBytes
  }, 0)

/** Instructions of one run of the C on a Cortex-M4; a half counts as in Python, to the even neighbour. */
export const countInstructions = (operators: Operator[]): number =>
  roundHalfToEven(
    operators.reduce((sum, operator) => sum + COSTS.call + instructionsOf[operator.name](operator), 0),
  )

/** As Python's round. */
export const roundHalfToEven = (value: number): number => {
  const up = Math.round(value)
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up
}
