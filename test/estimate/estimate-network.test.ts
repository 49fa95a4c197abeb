import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { boards } from '../../src/contract/catalogue.ts'
import { boardFit } from '../../src/contract/report/board-fit.ts'
import { estimateNetwork } from '../../src/estimate/estimate-network.ts'
import { isNetwork, networkNames } from '../../src/estimate/networks.ts'

// What the image plans of the very networks: its own tests hold the file to that.
const plans = z
  .array(
    z.looseObject({
      architecture: z.string(),
      img_height: z.int(),
      img_width: z.int(),
      color: z.enum(['grayscale', 'rgb']),
      classes: z.int(),
      boards: z.array(boardFit).nullable(),
    }),
  )
  .parse(JSON.parse(readFileSync('tf-image/fixtures/plans.json', 'utf8')))

it.each(plans)(
  '$architecture of $img_width x $img_height, $color, $classes classes: what the image plans',
  (plan) => {
    const { architecture, img_height: height, img_width: width, color, classes, ...expected } = plan
    if (!isNetwork(architecture)) throw new Error(`${architecture} is no network`)
    const shape = { height, width, channels: color === 'rgb' ? 3 : 1, classes }
    const found = estimateNetwork(architecture, shape, boards)
    expect({ ...found, boards: expected.boards && found.boards }).toEqual(expected)
  },
)

it('knows every network that there is', () => {
  expect(new Set(plans.map(({ architecture }) => architecture))).toEqual(new Set(networkNames))
})
