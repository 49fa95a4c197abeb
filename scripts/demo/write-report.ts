import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunView } from '../../src/contract/run.ts'

export interface Part {
  name: string
  seconds: number
}

interface ReportInput {
  folder: string
  dataset: string
  pictures: number
  training: RunView
  compilation: RunView
  files: { name: string; bytes: number }[]
  parts: Part[]
}

export const timesTable = (parts: Part[]): string[] => {
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  return [...parts, { name: 'total', seconds: total }].map(
    ({ name, seconds }) => `${name.padEnd(28)} ${seconds.toFixed(1).padStart(8)} s`,
  )
}

/** A short report for people, beside the files that it names. */
export const writeReport = async ({
  folder,
  dataset,
  pictures,
  training,
  compilation,
  files,
  parts,
}: ReportInput) => {
  const numbers = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
  const { history: _, ...trained } = training.report ?? {}
  const text = `# ${dataset}: from ${pictures} pictures to a model for a microcontroller

![Accuracy and loss over the epochs](curves.png)
![Confusion matrix](confusion.png)

| file | bytes |
|---|---|
${files.map(({ name, bytes }) => `| [${name}](${name}) | ${bytes} |`).join('\n')}

## Training (run ${training.id})
${numbers(trained)}

## Compilation (run ${compilation.id})
${numbers(compilation.report)}

## Wall time
\`\`\`
${timesTable(parts).join('\n')}
\`\`\`
`
  await writeFile(join(folder, 'report.md'), text)
}
