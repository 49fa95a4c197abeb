import { UsageError } from '../command.ts'
import { compareModels } from '../pictures/compare-models.ts'
import { actOn, type Call, defineCommand } from '../relay/define-command.ts'
import { describeFigures, figuresOfTraining } from '../relay/figures.ts'
import { findModel } from '../relay/find-things.ts'
import { toTable } from '../relay/screen.ts'
import { timeoutOption } from '../relay/wait-for-run.ts'

const list = async ({ ask, screen, given }: Call) => {
  given.words('list')
  const tag = given.text('tag')
  const query = tag === undefined ? {} : { tag }
  const [models, aliases] = await Promise.all([
    ask((client) => client.GET('/models/', { params: { query } })),
    ask((client) => client.GET('/aliases')),
  ])
  const named = models.map((model) => ({
    ...model,
    aliases: aliases.filter(({ model_id }) => model_id === model.id).map(({ alias }) => alias),
  }))
  const rows = named.map(({ id, aliases, dataset_id, created, description }) => [
    id,
    aliases.join(', '),
    dataset_id,
    created.slice(0, 19),
    description,
  ])
  screen.result(named, toTable([['id', 'aliases', 'dataset', 'created', 'description'], ...rows]))
}

const show = async (call: Call) => {
  const { MODEL } = call.given.words('show', 'MODEL')
  const model = await findModel(call, MODEL)
  const { id, version, classes, aliases, tags, report } = model
  call.screen.result(model, [
    `model ${id}, version ${version}${aliases.length > 0 ? `, ${aliases.join(', ')}` : ''}`,
    describeFigures(figuresOfTraining(report)),
    `classes: ${classes.join(', ')}`,
    ...(tags.length > 0 ? [`tags: ${tags.join(', ')}`] : []),
  ])
}

const alias = async (call: Call) => {
  const { ALIAS, MODEL } = call.given.words('alias', 'ALIAS', 'MODEL')
  const { id } = await findModel(call, MODEL)
  const set = await call.ask((client) =>
    client.PUT('/aliases/{alias}', { params: { path: { alias: ALIAS } }, body: { model_id: id } }),
  )
  call.screen.result(set, [`${ALIAS} is model ${id}`])
}

const tag = async (call: Call) => {
  const [, model, ...tags] = call.given.positionals
  if (!model) throw new UsageError('MODEL is missing.')
  const { id } = await findModel(call, model)
  const set = await call.ask((client) =>
    client.PUT('/models/{model_id}/tags', { params: { path: { model_id: id } }, body: { tags } }),
  )
  call.screen.result({ model_id: id, ...set }, [`model ${id}: ${set.tags.join(', ') || 'no tags'}`])
}

const verbs: Record<string, (call: Call) => Promise<void>> = {
  list,
  show,
  alias,
  tag,
  compare: compareModels,
}

/** Models and what they are called. */
export const models = defineCommand({
  name: 'models',
  synopsis: ['list [--tag TAG]', 'show MODEL', 'alias ALIAS MODEL', 'tag MODEL [TAG...]', 'compare A B DIR'],
  about: `alias gives a model a name such as champion, which then stands where its id does; another model loses it. tag says in the place
of earlier tags what a model is. compare shows the same pictures to two models, with the folder of a picture as its class: it takes
a container, and some seconds, for each picture and model.`,
  verbs: ['list', 'show', 'alias', 'tag', 'compare'],
  options: {
    tag: { value: 'TAG', about: 'Only models with this tag.' },
    pictures: { value: 'N', about: 'How many pictures are compared, spread over the folder [20].' },
    ...timeoutOption,
  },
  run: (call) => actOn(call, verbs),
})
