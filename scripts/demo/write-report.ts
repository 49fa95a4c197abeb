import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileReport, trainReport } from '../../src/contract/report/report.ts'
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

const percent = (share: number | undefined) => (share === undefined ? '-' : `${(100 * share).toFixed(1)} %`)

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
  const trained = trainReport.parse(training.report)
  const compiled = compileReport.parse(compilation.report)
  const accuracyOf = (kind: string) =>
    compiled.variants.find((variant) => variant.kind === kind)?.evaluation?.accuracy
  const text = `# ${dataset}: from ${pictures} pictures to a model for a microcontroller

| on ${trained.evaluation.images} held-out pictures | accuracy |
|---|---|
| float | ${percent(accuracyOf('float32'))} |
| int8 | ${percent(accuracyOf('int8'))} |
| int8 in TFLite Micro, as a board runs it | ${percent(compiled.micro?.runs ? compiled.micro.accuracy : undefined)} |

![Accuracy and loss over the epochs](curves.png)
![What the network sees](samples.png)
![Confusion matrix of the int8 model](confusion_int8.png)
![Accuracy, size and the boards](comparison.png)

Network ${trained.architecture}: ${trained.params} parameters, ${trained.macs} multiply-accumulates; epoch ${trained.epochs.best} of ${trained.epochs.run} was kept.
The board needs ${compiled.arena.recommended_bytes} bytes of RAM for tensors and the operators ${compiled.operators.map(({ name }) => name).join(', ')}.

| board | verdict | flash needed | of | RAM needed | of |
|---|---|---|---|---|---|
${compiled.boards.map((b) => `| ${b.name} | ${b.verdict} | ${b.flash_needed} | ${b.flash_bytes} | ${b.arena_needed} | ${b.ram_bytes} |`).join('\n')}

| file | bytes |
|---|---|
${files.map(({ name, bytes }) => `| [${name}](${name}) | ${bytes} |`).join('\n')}

Runs ${training.id} (training) and ${compilation.id} (compilation).

\`\`\`
${timesTable(parts).join('\n')}
\`\`\`
`
  await writeFile(join(folder, 'report.md'), text)
}
