import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { plural } from '../parts/format.ts'
import { Picture } from '../parts/picture.tsx'
import { thumbnailPath } from './dataset.ts'

/** Classes of which a picture is shown. */
const SHOWN = 5

/** What the predecessor writes where there is no description. */
const NONE = 'No description'

/** A dataset in the list: its name, how much there is, a picture of the first classes. */
export const DatasetTile = ({ id, name, description, size }: components['schemas']['Dataset']) => {
  const { client } = useSession()
  const path = { dataset_id: id }
  const load = async () => {
    const { files, class_counts } = dataOf(await client.GET('/datasets/{dataset_id}', { params: { path } }))
    const covers = await Promise.all(
      class_counts.slice(0, SHOWN).map(async ({ label }) => {
        const query = { label, problem: false, limit: 1 }
        const params = { path, query }
        return dataOf(await client.GET('/datasets/{dataset_id}/files', { params }))
      }),
    )
    return { files, classes: class_counts.length, covers: covers.flat() }
  }
  const { value } = useLoad(load, `tile ${id}`)
  return (
    <a class="card tile" href={`#/data/${id}`}>
      <span class="samples">
        {value?.covers.map((file) => (
          <Picture key={file.id} path={thumbnailPath(id, file.id)} alt="" />
        ))}
      </span>
      <span class="strong">{name}</span>
      <span class="faint">
        {value && `${plural(value.files, 'picture')}, ${plural(value.classes, 'class', 'classes')}, `}
        {size}
        {description !== NONE && description && ` · ${description}`}
      </span>
    </a>
  )
}
