import { z } from 'zod'
import { name, tag } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { deleteAlias, listAliases, modelAlias } from '../../store/names.ts'
import { MAX_ID } from '../../store/sql.ts'
import { giveAlias, renameDataset, tagModel } from '../../usecases/names/name-things.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { anyId, existing } from './parameters.ts'

const MAX_TAGS = 20
const slugBody = z
  .object({ slug: name.nullable().describe('Name that may stand where its id does; null takes it away.') })
  .meta({ id: 'DatasetName' })
const aliasBody = z
  .object({ model_id: z.int().min(1).max(MAX_ID).describe('The model that has the alias from now on.') })
  .meta({ id: 'AliasTarget' })
const tagsBody = z
  .object({ tags: z.array(tag).max(MAX_TAGS).describe('In the place of those that it has.') })
  .meta({ id: 'ModelTags' })

/** Names that may stand in a path where an id does. */
export const nameEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'name_dataset',
    method: 'put',
    path: '/datasets/{dataset_id}/slug',
    tag: 'Datasets',
    summary: 'Give a dataset a name that no other has, and that may stand where its id does',
    params: z.object({ dataset_id: anyId }),
    body: slugBody,
    responses: {
      200: { description: 'The name', schema: slugBody },
      ...responses.missing,
      ...responses.conflict,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ params, body }) => {
      await renameDataset(db.knex, existing(params.dataset_id, 'dataset'), body.slug)
      return { status: 200, json: body }
    },
  }),
  endpoint({
    operationId: 'list_model_aliases',
    method: 'get',
    path: '/aliases',
    tag: 'Models',
    summary: 'What models are used as',
    responses: { 200: { description: 'By name', schema: z.array(modelAlias) } },
    handle: async () => ({ status: 200, json: await listAliases(db.knex) }),
  }),
  endpoint({
    operationId: 'set_model_alias',
    method: 'put',
    path: '/aliases/{alias}',
    tag: 'Models',
    summary:
      'Give a model an alias such as champion, which may stand where its id does; another model loses it',
    params: z.object({ alias: name }),
    body: aliasBody,
    responses: {
      200: { description: 'The alias', schema: modelAlias },
      ...responses.missing,
      ...responses.conflict,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ params, body, client }) => {
      const wanted = { alias: params.alias, modelId: body.model_id, owner: client.name }
      return { status: 200, json: await giveAlias(db.knex, wanted) }
    },
  }),
  endpoint({
    operationId: 'delete_model_alias',
    method: 'delete',
    path: '/aliases/{alias}',
    tag: 'Models',
    summary: 'Take an alias away; its model stays',
    params: z.object({ alias: z.string() }),
    responses: { 204: { description: 'Taken away' }, ...responses.missing },
    handle: async ({ params }) => {
      if (await deleteAlias(db.knex, params.alias)) return { status: 204 }
      throw new AppError('not-found', 'There is no such alias.', { hint: 'GET /aliases lists what exists.' })
    },
  }),
  endpoint({
    operationId: 'tag_model',
    method: 'put',
    path: '/models/{model_id}/tags',
    tag: 'Models',
    summary: 'Give a model tags, in the place of those that it has',
    params: z.object({ model_id: anyId }),
    body: tagsBody,
    responses: {
      200: { description: 'The tags', schema: tagsBody },
      ...responses.missing,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ params, body }) => {
      await tagModel(db, existing(params.model_id, 'model'), body.tags)
      return { status: 200, json: { tags: [...new Set(body.tags)].sort() } }
    },
  }),
]
