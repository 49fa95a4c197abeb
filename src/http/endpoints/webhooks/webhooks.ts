import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import {
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  webhook,
  webhookDelivery,
} from '../../../store/webhooks.ts'
import { addWebhook } from '../../../usecases/webhooks/add-webhook.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { anyId, existing } from '../parameters.ts'

const TAG = 'Runs'
const MOST_DELIVERIES = 100
const params = z.object({ webhook_id: anyId })
const created = webhook
  .extend({
    secret: z
      .string()
      .describe('Signs what is sent, as Standard Webhooks has it. Keep it: it is not shown again.'),
  })
  .meta({ id: 'WebhookCreated' })

const missing = () =>
  new AppError('not-found', 'There is no such webhook.', { hint: 'GET /webhooks lists yours.' })

/** Who is told of the end of runs. */
export const webhookEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_webhooks',
    method: 'get',
    path: '/webhooks',
    tag: TAG,
    summary: 'Your webhooks; all of them for who may everything',
    responses: { 200: { description: 'Without their secrets', schema: z.array(webhook) } },
    handle: async ({ client }) => ({
      status: 200,
      json: await listWebhooks(db.knex, client.name, client.scopes.includes('admin')),
    }),
  }),
  endpoint({
    operationId: 'create_webhook',
    method: 'post',
    path: '/webhooks',
    tag: TAG,
    summary: 'Be told of the end of your runs: a signed POST, repeated until it is taken',
    body: z
      .object({
        url: z.string().min(1).max(2000).describe('Where the end of runs is told, by http or https.'),
      })
      .meta({ id: 'WebhookRequest' }),
    responses: {
      201: { description: 'With the secret, which is shown only now', schema: created },
      ...responses.conflict,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ body, client }) => ({
      status: 201,
      json: await addWebhook(db, { owner: client.name, url: body.url }),
    }),
  }),
  endpoint({
    operationId: 'delete_webhook',
    method: 'delete',
    path: '/webhooks/{webhook_id}',
    tag: TAG,
    summary: 'Tell nobody there any more; what waits is forgotten',
    params,
    responses: { 204: { description: 'Deleted' }, ...responses.missing },
    handle: async ({ params }) => {
      if (await deleteWebhook(db.knex, existing(params.webhook_id, 'webhook'))) return { status: 204 }
      throw missing()
    },
  }),
  endpoint({
    operationId: 'list_webhook_deliveries',
    method: 'get',
    path: '/webhooks/{webhook_id}/deliveries',
    tag: TAG,
    summary: 'What was told there, what waits, and what the last attempt brought',
    params,
    responses: {
      200: { description: `The newest ${MOST_DELIVERIES}`, schema: z.array(webhookDelivery) },
      ...responses.missing,
    },
    handle: async ({ params }) => {
      const found = await listDeliveries(db.knex, existing(params.webhook_id, 'webhook'), MOST_DELIVERIES)
      if (!found) throw missing()
      return { status: 200, json: found }
    },
  }),
]
