import { listNames } from '../list-names.ts'
import type { Split, UploadProblem } from '../upload.ts'
import type { Folders } from './folder-list.ts'

/** Folders that look like splits stand beside folders that do not, and have no classes in common. */
export const refuseMixture = (splits: readonly string[], others: readonly string[]): UploadProblem => ({
  code: 'layout-ambiguous',
  isRefusal: true,
  message:
    `The folders ${listNames(splits)} look like the parts of a data set (training, validation, test), but ` +
    `${listNames(others)} beside them do not: all may be classes, or some the parts of a set without classes.`,
  hint: 'If all of them are classes, send ?layout=classes; else put one folder per class into each part.',
  labels: [...splits, ...others],
})

/** Only folders that look like splits were found. */
export const refuseSplits = (splits: readonly string[], chain: Folders): UploadProblem => {
  const around = chain.filter((name) => !splits.includes(name))
  const within = around.length === 0 ? '' : ` within ${listNames(around)}`
  return {
    code: 'split-folders-only',
    isRefusal: true,
    message:
      `The folders ${listNames(splits)}${within} look like the parts of a data set (training, validation, test), ` +
      'and no class was found: neither folders that say it nor a file with labels that is understood.',
    hint:
      'Put one folder per class into each of them, or send the file with the labels too (COCO, info.labels, CSV, ' +
      'Pascal VOC). If these folders are the classes, send ?layout=classes; if all pictures are of one class, ?label=.',
    labels: [...splits],
  }
}

/** Folders were found, but all are called like recording sessions or containers. */
export const refuseSessions = (names: readonly string[], chain: Folders): UploadProblem => ({
  code: 'sessions-only',
  isRefusal: true,
  message:
    `The folders ${listNames(names)} look like recording sessions or containers` +
    `${chain.length === 0 ? '' : ` within ${listNames(chain)}`}, and nothing says for sure what the classes are.`,
  hint: 'If these folders are the classes, send ?layout=classes; if all pictures are of one class, ?label=.',
  labels: [...names],
})

/** More than one level of folders may be the classes. `levels` has the names at each, outermost first. */
export const refuseLevels = (levels: readonly (readonly string[])[]): UploadProblem => ({
  code: 'layout-ambiguous',
  isRefusal: true,
  message: `The classes may be ${levels.map((names) => listNames(names)).join(', or ')}: folders of both kinds lie around the pictures.`,
  hint: 'Say which folder is the class: ?label_level=1 is the outermost of a path, ?label_level=-1 the last.',
  labels: levels.flat(),
})

export const oneClass = (label: string, chain: Folders): UploadProblem => ({
  code: 'one-class',
  isRefusal: false,
  message: `All pictures lie in the folders ${listNames([...new Set(chain)])}; they were taken for one class, "${label}".`,
  hint: 'If the class is another, send ?label=.',
  labels: [label],
})

export const oneSplit = (split: Split, folders: readonly string[]): UploadProblem => ({
  code: 'one-split',
  isRefusal: false,
  message: `All pictures lie in ${listNames(folders)}, so all are kept as the ${split} part.`,
  hint: 'If they are not, send ?split=train, validation, test or none.',
})

export const passedSessions = (sessions: readonly string[], classes: readonly string[]): UploadProblem => ({
  code: 'sessions-passed',
  isRefusal: false,
  message: `The folders ${listNames(classes)} were taken for the classes; ${listNames(sessions)} above or below them were passed over.`,
  hint: 'If others are the classes, send ?label_level=.',
  labels: [...classes],
})
