import { z } from 'zod'
import { jsonObject } from '../../contract/scalars.ts'
import { expectBridgeAnswer } from '../../usecases/expect-bridge-answer.ts'
import { findBridgeOrFail, findDeviceOrFail } from '../../usecases/find-or-fail.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { integerId, possibleId } from './parameters.ts'

const observation = z
  .object({ bridge_id: z.int(), device_id: z.int(), observation_value: jsonObject })
  .meta({ id: 'Observation' })

export const observationEndpoints = ({ db, bridges }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get',
    method: 'get',
    path: '/observations/bridges/{bridge_id}/devices/{device_id}',
    tag: 'Observing',
    summary: 'Observe Device On Bridge',
    params: z.object({ bridge_id: integerId, device_id: integerId }),
    responses: {
      200: { description: 'Successful Response', schema: observation },
      ...responses.missing,
      ...responses.invalid,
      ...responses.bridgeFailed,
    },
    handle: async ({ params, signal }) => {
      const bridge = await findBridgeOrFail(db.knex, possibleId(params.bridge_id))
      const device = await findDeviceOrFail(db.knex, possibleId(params.device_id))
      const scores = expectBridgeAnswer(await bridges.predict(bridge, device.serial, { signal }))
      return { status: 200, json: { bridge_id: bridge.id, device_id: device.id, observation_value: scores } }
    },
  }),
]
