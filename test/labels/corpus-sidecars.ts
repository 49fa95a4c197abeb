import type { TruePicture } from './corpus.ts'

export type Sidecar = 'coco' | 'info.labels' | 'csv' | 'one-hot' | 'voc'

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const coco = (pictures: readonly TruePicture[], classes: readonly string[]): string =>
  JSON.stringify({
    categories: classes.map((name, id) => ({ id, name, supercategory: 'none' })),
    images: pictures.map(({ path }, id) => ({ id, file_name: nameOf(path), width: 1, height: 1 })),
    annotations: pictures.map(({ label }, id) => ({
      id,
      image_id: id,
      category_id: classes.indexOf(label ?? ''),
    })),
  })

const oneHot = (pictures: readonly TruePicture[], classes: readonly string[]): string =>
  [
    ['filename', ...classes].map(quote).join(','),
    ...pictures.map(({ path, label }) =>
      [nameOf(path), ...classes.map((c) => (c === label ? '1' : '0'))].join(', '),
    ),
  ].join('\r\n')

/** What tools write beside the pictures, one file per folder or, for Pascal VOC, per picture. */
export const sidecarsOf = (
  kind: Sidecar,
  pictures: readonly TruePicture[],
): { path: string; text: string }[] => {
  const classes = [...new Set(pictures.flatMap(({ label }) => label ?? []))]
  const folders = [...new Set(pictures.map(({ path }) => folderOf(path)))]
  const perFolder = (name: string, write: (inside: TruePicture[]) => string) =>
    folders.map((folder) => ({
      path: `${folder}${name}`,
      text: write(pictures.filter(({ path }) => folderOf(path) === folder)),
    }))
  switch (kind) {
    case 'coco':
      return perFolder('_annotations.coco.json', (inside) => coco(inside, classes))
    case 'one-hot':
      return perFolder('_classes.csv', (inside) => oneHot(inside, classes))
    case 'csv': {
      const rows = pictures.map(({ path, label }) => `${quote(path)};${quote(label ?? '')}`)
      return [{ path: 'labels.csv', text: ['\ufefffile_name;label', ...rows].join('\n') }]
    }
    case 'info.labels': {
      const files = pictures.map(({ path, label, split }) => ({
        path,
        name: nameOf(path),
        ...(split === null
          ? {}
          : { category: { train: 'training', test: 'testing', validation: 'validation' }[split] }),
        label: { type: 'label', label },
      }))
      return [{ path: 'info.labels', text: JSON.stringify({ version: 1, files }) }]
    }
    case 'voc':
      return pictures.map(({ path, label }) => ({
        path: path.replace(/\.[^.]+$/, '.xml'),
        text: `<?xml version="1.0"?><annotation><filename>${nameOf(path)}</filename><object><name>${escapeXml(label ?? '')}</name></object></annotation>`,
      }))
  }
}
