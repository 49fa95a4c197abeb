import { z } from 'zod'
import { jsonNesting, MAX_NESTING } from '../../contract/json-nesting.ts'
import { splitOf } from '../layout/folder-names.ts'
import type { SidecarEntry, SidecarReading } from './sidecar.ts'

const id = z.union([z.number(), z.string()])
const coco = z.object({
  images: z.array(z.object({ id, file_name: z.string() })),
  annotations: z.array(z.object({ image_id: id, category_id: id })).default([]),
  categories: z.array(z.object({ id, name: z.string() })),
})
const infoLabels = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      category: z.string().optional(),
      label: z
        .union([z.object({ type: z.string().optional(), label: z.unknown().optional() }), z.string()])
        .optional(),
    }),
  ),
})
const boundingBoxes = z.object({
  boundingBoxes: z.record(z.string(), z.array(z.object({ label: z.string() }))),
})

const readCoco = ({ images, annotations, categories }: z.infer<typeof coco>): SidecarEntry[] => {
  const names = new Map(categories.map((category) => [String(category.id), category.name]))
  const labels = new Map<string, Set<string>>(images.map((image) => [String(image.id), new Set()]))
  for (const { image_id, category_id } of annotations) {
    const name = names.get(String(category_id))
    if (name !== undefined) labels.get(String(image_id))?.add(name)
  }
  return images.map((image) => ({
    name: image.file_name,
    labels: [...(labels.get(String(image.id)) ?? [])],
    split: null,
  }))
}

const readInfoLabels = ({ files }: z.infer<typeof infoLabels>): SidecarEntry[] =>
  files.map(({ path, category, label }) => {
    const text = typeof label === 'object' ? label.label : label
    return {
      name: path,
      labels: typeof text === 'string' && text !== '' ? [text] : [],
      split: category === undefined ? null : splitOf(category),
    }
  })

const readBoundingBoxes = (file: z.infer<typeof boundingBoxes>): SidecarEntry[] =>
  Object.entries(file.boundingBoxes).map(([name, boxes]) => ({
    name,
    labels: [...new Set(boxes.map(({ label }) => label))],
    split: null,
  }))

const formats = [
  { keys: ['images', 'categories'], format: 'COCO', read: (json: unknown) => readCoco(coco.parse(json)) },
  {
    keys: ['files'],
    format: 'Edge Impulse',
    read: (json: unknown) => readInfoLabels(infoLabels.parse(json)),
  },
  {
    keys: ['boundingBoxes'],
    format: 'Edge Impulse',
    read: (json: unknown) => readBoundingBoxes(boundingBoxes.parse(json)),
  },
]

/** Labels from a JSON file: COCO's annotations, Edge Impulse's `info.labels` or `bounding_boxes.labels`. */
export const readJson = (text: string): SidecarReading => {
  if (jsonNesting(text) > MAX_NESTING) return { refusal: 'is nested too deeply' }
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return { refusal: 'is no valid JSON' }
  }
  if (typeof json !== 'object' || json === null) return null
  const found = formats.find(({ keys }) => keys.every((key) => Object.hasOwn(json, key)))
  if (found === undefined) return null
  try {
    return { format: found.format, entries: found.read(json) }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const where = error.issues[0]?.path.join('.') ?? ''
    return {
      refusal: `looks like ${found.format}, but ${where === '' ? 'its shape' : `"${where}"`} is not as it should be`,
    }
  }
}
