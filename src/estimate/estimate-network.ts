import type { Board } from '../contract/catalogue.ts'
import { countInstructions, countMacs, roundHalfToEven } from './count-work.ts'
import { estimateArena } from './estimate-arena.ts'
import { fitBoard, type Need } from './fit-board.ts'
import type { Operator } from './graph.ts'
import { buildNetwork, type NetworkName, type NetworkShape } from './networks.ts'

// Bytes of a .tflite file, and of the C, besides weights: fitted and measured in tf-image's architectures/plan_network.py.
const FILE = { perChannel: 34.3, perOperator: 533, fixed: 388 }
const CODE = { perChannel: 9, kernels: 2200, perOperator: 80, stack: 320, ramShare: 1.05 }

const modelBytes = (operators: Operator[]) =>
  roundHalfToEven(
    operators.reduce(
      (sum, { given, weightBytes }) =>
        weightBytes > 0 ? sum + (FILE.perChannel * given[2] + weightBytes) : sum,
      FILE.fixed + FILE.perOperator * operators.length,
    ),
  )

const codeOf = (operators: Operator[], activations: number) => {
  const constants = operators.reduce(
    (sum, { given, weightBytes }) => (weightBytes > 0 ? sum + weightBytes + CODE.perChannel * given[2] : sum),
    0,
  )
  return {
    flash_bytes: constants + CODE.kernels + CODE.perOperator * operators.length,
    ram_bytes: roundHalfToEven(activations * CODE.ramShare),
    stack_bytes: CODE.stack,
  }
}

/** What a network will take on a board, before it is trained: as the report of a training says it, to the byte. */
export const estimateNetwork = (name: NetworkName, shape: NetworkShape, boards: Board[]) => {
  const { tensors, operators } = buildNetwork(name, shape)
  const arena = estimateArena({ tensors, operators })
  const code = codeOf(operators, arena.activations)
  const macs = countMacs(operators)
  const need: Need = {
    modelBytes: modelBytes(operators),
    arenaBytes: arena.reference,
    cmsisArenaBytes: arena.recommended,
    macs,
    classes: shape.classes,
    operators: [...new Set(operators.map((operator) => operator.name))],
    picture: [shape.height, shape.width, shape.channels],
    code,
  }
  return {
    model_bytes: need.modelBytes,
    activation_bytes: arena.activations,
    arena_bytes: arena.recommended,
    macs,
    instructions: countInstructions(operators),
    c: code,
    boards: boards.map((board) => fitBoard(need, board)),
  }
}
