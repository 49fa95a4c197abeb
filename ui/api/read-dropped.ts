import type { NamedFile } from './upload.ts'

/** As many as the relay takes in one upload by default. */
export const MAX_FILES = 10_000

/** Files that systems leave in folders, and nobody means to send. */
const isClutter = (name: string) => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini'

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject))

const batchOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

async function* walk(entry: FileSystemEntry): AsyncGenerator<NamedFile> {
  if (isClutter(entry.name)) return
  if (isFile(entry)) yield { name: entry.fullPath.replace(/^\//, ''), blob: await fileOf(entry) }
  if (!isFolder(entry)) return
  const reader = entry.createReader()
  // A reader hands out a hundred at a time, until there are none.
  for (let batch = await batchOf(reader); batch.length > 0; batch = await batchOf(reader))
    for (const inside of batch) yield* walk(inside)
}

/** The files that were chosen, of a folder with their place in it. */
export const readChosen = (list: FileList): NamedFile[] =>
  [...list]
    .filter((file) => !isClutter(file.name))
    .map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }))

/** The files that were dropped, with what is in folders among them. */
export const readDropped = async (transfer: DataTransfer): Promise<NamedFile[]> => {
  // Before the first await: afterwards the browser has forgotten them.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  // What is dropped from another page is a file, and no entry of a file system.
  const files = entries.length > 0 ? [] : readChosen(transfer.files)
  for (const entry of entries)
    for await (const file of walk(entry)) {
      files.push(file)
      if (files.length > MAX_FILES) return files
    }
  return files
}
