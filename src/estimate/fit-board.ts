import type { z } from 'zod'
import { assumed, type Board } from '../contract/catalogue.ts'
import type { boardFit } from '../contract/report/board-fit.ts'

type BoardFit = z.infer<typeof boardFit>
type Runtime = NonNullable<BoardFit['runtimes']>[number]

/** What a model takes, in bytes; the arenas are those to reserve. */
export interface Need {
  modelBytes: number
  arenaBytes: number
  cmsisArenaBytes: number
  macs: number
  classes: number
  /** Names, each once. */
  operators: string[]
  /** Height, width, channels. */
  picture: number[]
  code: { flash_bytes: number; ram_bytes: number; stack_bytes: number }
}

const VERDICTS = ['fits', 'tight', 'no'] as const

const runtimesOf = (need: Need, board: Board): Pick<Runtime, 'name' | 'flash_needed' | 'ram_needed'>[] => {
  const program = assumed.program_flash
  const micro = (name: 'tflite-micro' | 'tflite-micro-cmsis-nn', arena: number) => ({
    name,
    flash_needed:
      need.modelBytes + assumed.micro_flash[name][need.operators.includes('ADD') ? 1 : 0] + program,
    ram_needed: arena + (board.sketch ? 0 : assumed.micro_stack),
  })
  const reference = micro('tflite-micro', need.arenaBytes)
  if (board.sketch) return [reference]
  const { flash_bytes, ram_bytes, stack_bytes } = need.code
  return [
    { name: 'c', flash_needed: flash_bytes + program, ram_needed: ram_bytes + stack_bytes },
    reference,
    ...(board.cmsis_nn ? [micro('tflite-micro-cmsis-nn', need.cmsisArenaBytes)] : []),
  ]
}

const reasonAgainstOutputs = (classes: number) =>
  classes <= assumed.most_outputs
    ? []
    : [
        `${classes} classes: TFLite Micro's SOFTMAX aborts when more than ${assumed.most_outputs} scores are about equal`,
      ]

const reasonsAgainstSketch = ({ picture, classes, operators }: Need, { sketch }: Board): string[] => {
  if (!sketch) return []
  const unknown = operators.filter((name) => !assumed.sketch_operators.includes(name)).sort()
  const [height, width, channels] = picture
  return [
    ...(picture.join() === assumed.sketch_picture.join()
      ? []
      : [`the sketch takes pictures of 96x96 in grey, not ${width}x${height} with ${channels} channels`]),
    ...(classes === 2 ? [] : [`the sketch reads two classes, not ${classes}`]),
    ...(unknown.length > 0 ? [`the sketch does not know ${unknown.join(', ')}`] : []),
  ]
}

const scale = (
  { kernels, milliseconds, macs, model, source }: Board['latencies'][number],
  wanted: number,
) => {
  const scaled = (milliseconds * wanted) / macs
  const [least, most] = assumed.kernel_spread[kernels] ?? assumed.kernel_spread['other'] ?? [1, 1]
  const shown = (value: number) => Number(value.toFixed(1))
  const range: [number, number] = [shown((scaled * least) / most), shown((scaled * most) / least)]
  return { kernels, milliseconds: shown(scaled), range, from: `${model}, ${source}` }
}

/** As the image judges: tf-image's boards.py. The best runtime's verdict is the board's. */
export const fitBoard = (need: Need, board: Board): BoardFit => {
  const { ram_bytes: ram, arena_limit_bytes: given } = board
  // Static memory is one piece; a heap or PSRAM can hold more.
  const piece = Math.min(board.static_bytes ?? ram, given ?? ram)
  const wise = given ?? Math.trunc(Math.min(piece, ram * assumed.wise_share))
  const most = given ?? Math.trunc(Math.min(piece, ram * assumed.most_share))
  const outside = Math.trunc((board.psram_bytes ?? 0) * assumed.most_share)
  const flash = board.flash_bytes - (board.system_flash_bytes ?? 0)
  const fits = runtimesOf(need, board).map((runtime) => {
    const missing = {
      flash: Math.max(0, runtime.flash_needed - flash),
      RAM: Math.max(0, runtime.ram_needed - Math.max(most, outside)),
    }
    const reasons = [
      ...Object.entries(missing).flatMap(([kind, bytes]) =>
        bytes > 0 ? [`${bytes} bytes of ${kind} are missing`] : [],
      ),
      ...reasonAgainstOutputs(need.classes),
    ]
    const verdict: Runtime['verdict'] =
      reasons.length > 0 ? 'no' : runtime.ram_needed <= wise ? 'fits' : 'tight'
    const psram = reasons.length === 0 && runtime.ram_needed > most
    return { ...runtime, verdict, reason: reasons.join('; ') || null, psram, missing }
  })
  const [best] = fits.toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
  if (!best) throw new Error(`${board.id} runs nothing`)
  const reason =
    [...reasonsAgainstSketch(need, board), ...(best.reason ? [best.reason] : [])].join('; ') || null
  return {
    id: board.id,
    name: board.name,
    verdict: reason ? 'no' : best.verdict,
    reason,
    flash_needed: best.flash_needed,
    flash_bytes: board.flash_bytes,
    arena_needed: best.ram_needed,
    arena_budget: wise,
    ram_bytes: ram,
    flash_missing: best.missing.flash,
    ram_missing: best.missing.RAM,
    runtimes: fits.map(({ missing, ...runtime }) => runtime),
    latencies: board.latencies.map((row) => scale(row, need.macs)),
  }
}
