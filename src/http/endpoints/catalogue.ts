import { z } from 'zod'
import { architecture, architectures, board } from '../../contract/catalogue.ts'
import { boardFit } from '../../contract/report/board-fit.ts'
import { count } from '../../contract/report/evaluation.ts'
import { looseInteger } from '../../contract/scalars.ts'
import { boardId } from '../../contract/training.ts'
import { AppError } from '../../errors.ts'
import { estimateNetwork } from '../../estimate/estimate-network.ts'
import { isNetwork, networkNames } from '../../estimate/networks.ts'
import { installerRow, listInstallers } from '../../store/installers.ts'
import { expectBoard } from '../../usecases/boards/expect-board.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'

const TAG = 'Catalogue'

const side = looseInteger.pipe(z.int().min(8).max(512))

const networkShape = z.object({
  img_width: side.describe('Width of the model’s picture, in pixels.'),
  img_height: side.describe('Height of the model’s picture, in pixels.'),
  color: z.enum(['grayscale', 'rgb']).default('grayscale').describe('grayscale unless given.'),
  classes: looseInteger.pipe(z.int().min(2).max(1000)).default(2).describe('How many; 2 unless given.'),
  target: boardId.optional().describe('Only this board of GET /boards.'),
})

const networkEstimate = z
  .object({
    model_bytes: count.describe('Bytes of the int8 .tflite file, within some 10 per cent.'),
    activation_bytes: count,
    arena_bytes: count,
    macs: count,
    instructions: count.describe(
      'Of one run of the C on a Cortex-M4: within 15 per cent of what an emulator counts. Not cycles.',
    ),
    c: z
      .object({ flash_bytes: count, ram_bytes: count, stack_bytes: count })
      .describe('What the model takes as plain C.'),
    boards: z.array(boardFit),
  })
  .meta({ id: 'NetworkEstimate' })

const expectNetworkName = (name: string) => {
  if (isNetwork(name)) return name
  const hint = `There are ${networkNames.join(', ')}; auto is no network, but a search for one of them.`
  throw new AppError('not-found', `There is no network ${JSON.stringify(name)}.`, { hint })
}

/** What there is to choose from, and does not change. */
export const catalogueEndpoints = ({ db, boards }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_registered_installers_installers__get',
    method: 'get',
    path: '/installers/',
    tag: 'Installers',
    summary: 'List Registered Installers',
    responses: { 200: { description: 'Successful Response', schema: z.array(installerRow) } },
    handle: async () => ({ status: 200, json: await listInstallers(db.knex) }),
  }),
  endpoint({
    operationId: 'list_boards',
    method: 'get',
    path: '/boards',
    tag: TAG,
    summary: 'Boards that models are measured against',
    responses: { 200: { description: 'The boards', schema: z.array(board) } },
    handle: async () => ({ status: 200, json: boards }),
  }),
  endpoint({
    operationId: 'list_architectures',
    method: 'get',
    path: '/architectures',
    tag: TAG,
    summary: 'Networks that can be trained',
    responses: { 200: { description: 'The networks', schema: z.array(architecture) } },
    handle: async () => ({ status: 200, json: architectures }),
  }),
  endpoint({
    operationId: 'estimate_network',
    method: 'get',
    path: '/architectures/{architecture}/estimate',
    tag: TAG,
    summary: 'What a network would take on the boards, before it is trained',
    params: z.object({ architecture: z.string().max(60).describe('One of GET /architectures but auto.') }),
    query: networkShape,
    responses: {
      200: { description: 'As the report of its training would say it', schema: networkEstimate },
      ...responses.missing,
      ...responses.invalid,
    },
    handle: async ({ params, query }) => {
      const name = expectNetworkName(params.architecture)
      expectBoard(boards, query.target, ['query', 'target'])
      const shape = {
        width: query.img_width,
        height: query.img_height,
        channels: query.color === 'rgb' ? 3 : 1,
        classes: query.classes,
      }
      const asked = boards.filter(({ id }) => query.target === undefined || id === query.target)
      return { status: 200, json: estimateNetwork(name, shape, asked) }
    },
  }),
]
