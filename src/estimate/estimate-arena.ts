import type { Graph, Operator } from './graph.ts'

// Figures of TensorFlow Lite Micro's allocator: what they are fitted to is said in tf-image's conversion/estimate_arena.py.
const PER_OPERATOR: Partial<Record<Operator['name'], number>> = {
  CONV_2D: 96,
  DEPTHWISE_CONV_2D: 90,
  MAX_POOL_2D: 53,
  FULLY_CONNECTED: 62,
}
const [OTHER, FIXED, PER_TENSOR, PER_NODE, PER_CHANNEL, PER_SCRATCH] = [62, 403, 12, 32, 8, 32]
const [RESERVE, RESERVE_SHARE] = [1024, 0.02]

const aligned = (bytes: number) => Math.ceil(bytes / 16) * 16
const withReserve = (bytes: number) => aligned(bytes + Math.max(RESERVE, Math.trunc(bytes * RESERVE_SHARE)))

interface Buffer {
  bytes: number
  /** The first and the last operator that needs it, from 1; 0 is before all. */
  first: number
  last: number
}

const lifetimes = ({ tensors, operators }: Graph): Buffer[] => {
  const first = new Map<number, number>([[0, 0]])
  const last = new Map<number, number>([[0, 0]])
  for (const [index, { inputs, output }] of operators.entries()) {
    first.set(output, index + 1)
    for (const tensor of [output, ...inputs]) last.set(tensor, index + 1)
  }
  return tensors.flatMap(({ bytes, constant }, tensor) =>
    constant ? [] : [{ bytes: aligned(bytes), first: first.get(tensor) ?? 0, last: last.get(tensor) ?? 0 }],
  )
}

/** Bytes at the worst moment, as the greedy planner lays them out: large ones first, each in the lowest gap. */
const planArena = (graph: Graph, scratch: number[] = []): number => {
  const extra = scratch.flatMap((bytes, step) =>
    bytes > 0 ? [{ bytes: aligned(bytes), first: step + 1, last: step + 1 }] : [],
  )
  const placed: (Buffer & { offset: number })[] = []
  for (const buffer of [...lifetimes(graph), ...extra].reverse().sort((a, b) => b.bytes - a.bytes)) {
    let offset = 0
    const neighbours = placed
      .filter(({ first, last }) => first <= buffer.last && buffer.first <= last)
      .sort((a, b) => a.offset - b.offset || a.bytes - b.bytes)
    for (const other of neighbours) {
      if (other.offset - offset >= buffer.bytes) break
      offset = Math.max(offset, other.offset + other.bytes)
    }
    placed.push({ ...buffer, offset })
  }
  return Math.max(...placed.map(({ offset, bytes }) => offset + bytes))
}

/** What CMSIS-NN wants in the arena on a core with DSP instructions, by operator. */
const cmsisScratch = ({ operators }: Graph): number[] =>
  operators.map(({ name, kernel, taken, weightBytes }) => {
    const window = kernel[0] * kernel[1]
    if (name === 'CONV_2D') return window === 1 ? 0 : 4 * window * taken[2]
    return name === 'DEPTHWISE_CONV_2D' && window !== 9 ? 2 * weightBytes : 0
  })

/** Bytes of RAM on a 32-bit processor: of tensors alone, to reserve for reference kernels, and for CMSIS-NN as well. */
export const estimateArena = (graph: Graph) => {
  const { tensors, operators } = graph
  const structures = operators.reduce(
    (sum, { name, given }) => {
      const channels = name === 'CONV_2D' || name === 'DEPTHWISE_CONV_2D' ? given[2] : 0
      return sum + (PER_OPERATOR[name] ?? OTHER) + PER_CHANNEL * channels
    },
    FIXED + PER_TENSOR * tensors.length + PER_NODE * operators.length,
  )
  const activations = planArena(graph)
  const scratch = cmsisScratch(graph)
  const handles = PER_SCRATCH * scratch.filter((bytes) => bytes > 0).length
  const reference = activations + structures
  const cmsis = planArena(graph, scratch) + handles + structures
  return {
    activations,
    reference: withReserve(reference),
    recommended: withReserve(Math.max(reference, cmsis)),
  }
}
