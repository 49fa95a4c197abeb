import { z } from 'zod'
import { looseInteger } from '../../contract/scalars.ts'
import { boardId } from '../../contract/training.ts'
import { AppError } from '../../errors.ts'
import { deleteDevice, deviceRow, listDevices, setDeviceBoard } from '../../store/devices.ts'
import { addDevice } from '../../usecases/add-device.ts'
import { expectBoard } from '../../usecases/boards/expect-board.ts'
import { findDeviceOrFail } from '../../usecases/find-or-fail.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerList, listQuery } from '../pipeline/answer-list.ts'
import { anyId, text } from './parameters.ts'

const TAG = 'Devices'
/** Of text whose every character may take four bytes: an index of PostgreSQL holds no longer entries. */
const MAX_SERIAL = 500

const deviceCreate = z
  .object({
    name: text.max(200),
    connection: text.max(1000).nullish().describe('Where the device is attached.'),
    installer_id: looseInteger,
    model: text.max(200),
    description: text.max(2000),
    serial: text.max(MAX_SERIAL).describe('Unique among the devices.'),
    bridge_id: looseInteger.nullish().describe('Bridge that the device goes with; it is deleted with it.'),
  })
  .meta({ id: 'DeviceCreate' })

export const deviceEndpoints = ({ db, boards, lists }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_registered_devices_devices__get',
    method: 'get',
    path: '/devices/',
    tag: TAG,
    summary: 'List Registered Devices',
    query: listQuery,
    responses: {
      200: { description: 'Successful Response', schema: z.array(deviceRow) },
      ...responses.listTooLong,
      ...responses.unchanged,
      ...responses.invalid,
    },
    handle: ({ query, request }) =>
      answerList(lists, {
        name: 'devices',
        path: '/devices/',
        query,
        request,
        list: (page) => listDevices(db.knex, page),
      }),
  }),
  endpoint({
    operationId: 'add_device_devices__post',
    method: 'post',
    path: '/devices/',
    tag: TAG,
    summary: 'Add Device',
    body: deviceCreate,
    responses: {
      201: { description: 'Successful Response', schema: deviceRow },
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ body }) => {
      const device = { ...body, connection: body.connection ?? null, bridge_id: body.bridge_id ?? null }
      return { status: 201, json: await addDevice(db.knex, device) }
    },
  }),
  endpoint({
    operationId: 'set_device_board',
    method: 'put',
    path: '/devices/{device_id}/board',
    tag: TAG,
    summary: 'Say which board of the catalogue a device is; installs then check that the model fits',
    params: z.object({ device_id: anyId }),
    body: z.object({
      board: boardId.nullable().describe('One of GET /boards; null forgets it.'),
    }),
    responses: {
      200: { description: 'Noted', schema: z.object({ board: boardId.nullable() }) },
      ...responses.missing,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ params, body }) => {
      expectBoard(boards, body.board, ['body', 'board'])
      const device = await findDeviceOrFail(db.knex, params.device_id)
      await setDeviceBoard(db.knex, device.id, body.board)
      return { status: 200, json: { board: body.board } }
    },
  }),
  endpoint({
    operationId: 'remove_registered_device_devices__device_id__delete',
    method: 'delete',
    path: '/devices/{device_id}',
    tag: TAG,
    summary: 'Remove Registered Device',
    params: z.object({ device_id: anyId }),
    responses: { 204: { description: 'Successful Response' }, ...responses.unknownId },
    handle: async ({ params: { device_id } }) => {
      if (device_id === null || !(await deleteDevice(db.knex, device_id))) {
        throw new AppError('unknown-id', 'Unknown device id.', { hint: 'GET /devices/ lists the devices.' })
      }
      return { status: 204 }
    },
  }),
]
