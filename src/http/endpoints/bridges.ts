import { z } from 'zod'
import { looseBoolean } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { bridgeRow, deleteBridge, insertBridge, listBridges } from '../../store/bridges.ts'
import { expectBridgeAnswer } from '../../usecases/expect-bridge-answer.ts'
import { findBridgeOrFail } from '../../usecases/find-or-fail.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerList, listQuery } from '../pipeline/answer-list.ts'
import { anyId, text } from './parameters.ts'

const TAG = 'Bridges'

const bridgeCreate = z
  .object({
    address: text.max(2048).describe('An IP (port 5000 is added), host:port, host name or URL.'),
    name: z.string().max(200).nullish(),
    https: looseBoolean,
  })
  .meta({ id: 'BridgeCreate' })

const bridgeDevice = z
  .object({ manufacturer: z.string(), product: z.string(), serial: z.string() })
  .meta({ id: 'BridgeDevice' })
const bridgeDevices = z.object({ devices: z.array(bridgeDevice) }).meta({ id: 'BridgeDevices' })
const bridgeStatus = z.object({ online: z.boolean() }).meta({ id: 'BridgeStatus' })

const bridgeHealth = z
  .object({
    online: z.boolean().describe('Whether the bridge answers as one.'),
    reason: z.string().nullable().describe('Why it is offline, in a sentence; null when it is online.'),
  })
  .meta({ id: 'BridgeHealth' })

const params = z.object({ bridge_id: anyId })

export const bridgeEndpoints = ({ db, bridges, lists }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'get_registered_bridges_bridges__get',
    method: 'get',
    path: '/bridges/',
    tag: TAG,
    summary: 'Get Registered Bridges',
    query: listQuery,
    responses: {
      200: { description: 'Successful Response', schema: z.array(bridgeRow) },
      ...responses.listTooLong,
      ...responses.unchanged,
      ...responses.invalid,
    },
    handle: ({ query, request }) =>
      answerList(lists, {
        name: 'bridges',
        path: '/bridges/',
        query,
        request,
        list: (page) => listBridges(db.knex, page),
      }),
  }),
  endpoint({
    operationId: 'add_bridge_bridges__post',
    method: 'post',
    path: '/bridges/',
    tag: TAG,
    summary: 'Add Bridge',
    body: bridgeCreate,
    responses: {
      201: { description: 'Successful Response', schema: bridgeRow },
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ body }) => ({
      status: 201,
      json: await insertBridge(db.knex, { ...body, name: body.name ?? null }),
    }),
  }),
  endpoint({
    operationId: 'remove_registered_bridge_bridges__bridge_id__delete',
    method: 'delete',
    path: '/bridges/{bridge_id}',
    tag: TAG,
    summary: 'Remove Registered Bridge',
    params,
    responses: { 204: { description: 'Successful Response' }, ...responses.unknownId },
    handle: async ({ params: { bridge_id } }) => {
      if (bridge_id === null || !(await deleteBridge(db.knex, bridge_id))) {
        throw new AppError('unknown-id', 'Unknown bridge id.', { hint: 'GET /bridges/ lists the bridges.' })
      }
      return { status: 204 }
    },
  }),
  endpoint({
    operationId: 'get_bridge_devices_bridges__bridge_id__devices_get',
    method: 'get',
    path: '/bridges/{bridge_id}/devices',
    tag: TAG,
    summary: 'Get Bridge Devices',
    params,
    responses: {
      200: { description: 'Successful Response', schema: bridgeDevices },
      ...responses.missing,
      ...responses.bridgeFailed,
    },
    handle: async ({ params, signal }) => {
      const bridge = await findBridgeOrFail(db.knex, params.bridge_id)
      return {
        status: 200,
        json: { devices: expectBridgeAnswer(await bridges.listDevices(bridge, { signal })) },
      }
    },
  }),
  endpoint({
    operationId: 'check_bridge_status_bridges__bridge_id__health_get',
    method: 'get',
    path: '/bridges/{bridge_id}/health',
    tag: TAG,
    summary: 'Check Bridge Status',
    params,
    responses: { 200: { description: 'Successful Response', schema: bridgeStatus }, ...responses.missing },
    handle: async ({ params, signal }) => {
      const bridge = await findBridgeOrFail(db.knex, params.bridge_id)
      return { status: 200, json: { online: await bridges.isOnline(bridge, { signal }) } }
    },
  }),
  endpoint({
    operationId: 'describe_bridge_status',
    method: 'get',
    path: '/bridges/{bridge_id}/status',
    tag: TAG,
    summary: 'Whether a bridge is online, and why it is not',
    params,
    responses: { 200: { description: 'Its status', schema: bridgeHealth }, ...responses.missing },
    handle: async ({ params, signal }) => {
      const bridge = await findBridgeOrFail(db.knex, params.bridge_id)
      const health = await bridges.checkHealth(bridge, { signal })
      return { status: 200, json: { online: health.online, reason: health.online ? null : health.reason } }
    },
  }),
]
