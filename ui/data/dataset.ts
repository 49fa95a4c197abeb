import type { components } from '../../src/client/api-types.ts'

export type Dataset = components['schemas']['DatasetDetails']
export type DatasetFile = components['schemas']['DatasetFile']
export type Split = NonNullable<DatasetFile['split']>

export const splits: Split[] = ['train', 'validation', 'test']

/** Which files are shown. */
export interface Filter {
  /** Empty for those without a class. */
  label?: string
  split?: Split | 'none'
  problem?: true
}

export const thumbnailPath = (datasetId: number, fileId: number): string =>
  `/datasets/${datasetId}/files/${fileId}/thumbnail`
