import { createGraph, type FeatureMap, type Graph, type GraphBuilder } from './graph.ts'

/** Builds on the picture up to what is flattened for the scores. As in tf-image's architectures/, which plans.json proves. */
type Build = (graph: GraphBuilder, picture: FeatureMap) => FeatureMap

const shorter = ({ size: [height, width] }: FeatureMap) => Math.min(height, width)

const separable = (graph: GraphBuilder, from: FeatureMap, filters: number, stride = 1) =>
  graph.conv(graph.depthwise(from, [3, 3], stride), filters, 1)

/** A filter as large as the whole map, which is learned. */
const weightedPool = (graph: GraphBuilder, from: FeatureMap) =>
  graph.depthwise(from, [from.size[0], from.size[1]], 1, 'valid')

const filtersOf = (filters: number, alpha: number) => Math.max(8, Math.round((filters * alpha) / 8) * 8)

const tinyCnn: Build = (graph, picture) => {
  let filters = 8
  let x = graph.conv(picture, filters, 3, shorter(picture) >= 24 ? 2 : 1)
  while (shorter(x) > 10 || filters === 8) {
    filters = Math.min(2 * filters, 64)
    x = separable(graph, x, filters, 2)
  }
  return weightedPool(graph, separable(graph, x, Math.min(2 * filters, 64)))
}

const smallCnn: Build = (graph, picture) => {
  const first = graph.halve(graph.conv(picture, 16, 3, 1, 'valid'))
  const size = Math.min(8, shorter(first))
  const second = graph.depthwise(first, [size, size], Math.min(3, size), 'valid')
  return shorter(second) > 1 ? graph.halve(second) : second
}

const V1_BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const

const mobilenetV1 =
  (alpha: number): Build =>
  (graph, picture) => {
    let x = graph.conv(picture, filtersOf(32, alpha), 3, 2)
    for (const [filters, stride] of V1_BLOCKS)
      x = separable(graph, x, filtersOf(filters, alpha), shorter(x) < 4 ? 1 : stride)
    return weightedPool(graph, x)
  }

/** Expansion, filters, repeats and stride. */
const V2_GROUPS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const

const mobilenetV2: Build = (graph, picture) => {
  const alpha = 0.1
  let x = graph.conv(picture, filtersOf(32, alpha), 3, 2)
  for (const [expansion, wide, repeats, step] of V2_GROUPS) {
    const filters = filtersOf(wide, alpha)
    for (let repeat = 0; repeat < repeats; repeat++) {
      const stride = shorter(x) < 4 || repeat > 0 ? 1 : step
      const inner = expansion > 1 ? graph.conv(x, expansion * x.size[2], 1) : x
      const narrow = graph.conv(graph.depthwise(inner, [3, 3], stride), filters, 1)
      x = stride === 1 && x.size[2] === filters ? graph.add(x, narrow) : narrow
    }
  }
  return weightedPool(graph, graph.conv(x, Math.min(256, filtersOf(1280, alpha)), 1))
}

const resnet8: Build = (graph, picture) => {
  const most = 32
  let x = graph.conv(picture, 16, 3, shorter(picture) > most ? 2 : 1)
  while (shorter(x) > most) x = graph.halve(x)
  for (const [filters, stride] of [
    [16, 1],
    [32, 2],
    [64, 2],
  ] as const) {
    const inner = graph.conv(x, filters, 3, stride)
    const beside = stride > 1 ? graph.conv(x, filters, 1, stride) : x
    x = graph.add(beside, graph.conv(inner, filters))
  }
  return weightedPool(graph, x)
}

const builders = {
  tiny_cnn: tinyCnn,
  small_cnn: smallCnn,
  mobilenet_v1: mobilenetV1(0.25),
  mobilenet_v1_010: mobilenetV1(0.1),
  mobilenet_v2: mobilenetV2,
  resnet8,
}
export type NetworkName = keyof typeof builders

export const networkNames = Object.keys(builders)
export const isNetwork = (name: string): name is NetworkName => Object.hasOwn(builders, name)

export interface NetworkShape {
  height: number
  width: number
  channels: number
  classes: number
}

/** The int8 model of a network that nobody has trained. */
export const buildNetwork = (
  name: NetworkName,
  { height, width, channels, classes }: NetworkShape,
): Graph => {
  const graph = createGraph()
  graph.score(builders[name](graph, graph.input([height, width, channels])), classes)
  return graph
}
