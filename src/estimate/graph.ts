/** Height, width and channels. */
export type Size = [number, number, number]
export type Pair = [number, number]

export type OperatorName =
  | 'CONV_2D'
  | 'DEPTHWISE_CONV_2D'
  | 'MAX_POOL_2D'
  | 'ADD'
  | 'FULLY_CONNECTED'
  | 'SOFTMAX'

export interface Tensor {
  bytes: number
  /** Lies in flash; the others need a place in RAM. */
  constant: boolean
}

/** One operator of the int8 model; numbers are positions in `tensors`. */
export interface Operator {
  name: OperatorName
  inputs: number[]
  output: number
  taken: Size
  given: Size
  kernel: Pair
  stride: Pair
  /** Pixels that the first window reaches beyond the picture. */
  before: Pair
  weightBytes: number
}

export interface Graph {
  tensors: Tensor[]
  operators: Operator[]
}

/** A tensor between two layers. */
export interface FeatureMap {
  tensor: number
  size: Size
}

interface Window {
  kernel: Pair
  stride: Pair
  padding: 'same' | 'valid'
}

const product = (numbers: number[]) => numbers.reduce((all, one) => all * one, 1)

const alongSide = (length: number, kernel: number, stride: number, padding: Window['padding']): Pair => {
  if (padding === 'valid') return [Math.floor((length - kernel) / stride) + 1, 0]
  const given = Math.ceil(length / stride)
  return [given, Math.floor(Math.max(0, (given - 1) * stride + kernel - length) / 2)]
}

/** What conversion makes of layers, one after the other: batch norm, ReLU, dropout and flatten cost nothing. */
export const createGraph = () => {
  const tensors: Tensor[] = []
  const operators: Operator[] = []
  const place = (bytes: number, constant = false) => tensors.push({ bytes, constant }) - 1

  const append = (
    name: OperatorName,
    sources: FeatureMap[],
    given: Size,
    weightBytes = 0,
    window: Partial<Pick<Operator, 'kernel' | 'stride' | 'before'>> = {},
  ): FeatureMap => {
    const constants = weightBytes > 0 ? [place(weightBytes, true), place(given[2], true)] : []
    const output = place(product(given))
    operators.push({
      name,
      inputs: [...sources.map(({ tensor }) => tensor), ...constants],
      output,
      taken: sources[0]?.size ?? given,
      given,
      kernel: [1, 1],
      stride: [1, 1],
      before: [0, 0],
      ...window,
      weightBytes,
    })
    return { tensor: output, size: given }
  }

  /** A layer whose windows slide over the picture. */
  const slide = (
    name: OperatorName,
    from: FeatureMap,
    channels: number,
    weightBytes: number,
    { kernel, stride, padding }: Window,
  ) => {
    const [height, above] = alongSide(from.size[0], kernel[0], stride[0], padding)
    const [width, left] = alongSide(from.size[1], kernel[1], stride[1], padding)
    return append(name, [from], [height, width, channels], weightBytes, {
      kernel,
      stride,
      before: [above, left],
    })
  }

  return {
    tensors,
    operators,
    input: (size: Size): FeatureMap => ({ tensor: place(product(size)), size }),
    conv: (from: FeatureMap, channels: number, size = 3, stride = 1, padding: Window['padding'] = 'same') =>
      slide('CONV_2D', from, channels, size * size * from.size[2] * channels, {
        kernel: [size, size],
        stride: [stride, stride],
        padding,
      }),
    depthwise: (from: FeatureMap, kernel: Pair, stride = 1, padding: Window['padding'] = 'same') =>
      slide('DEPTHWISE_CONV_2D', from, from.size[2], product(kernel) * from.size[2], {
        kernel,
        stride: [stride, stride],
        padding,
      }),
    halve: (from: FeatureMap) =>
      slide('MAX_POOL_2D', from, from.size[2], 0, { kernel: [2, 2], stride: [2, 2], padding: 'valid' }),
    add: (one: FeatureMap, other: FeatureMap) => append('ADD', [one, other], one.size),
    /** One score for each class. */
    score: (from: FeatureMap, classes: number) => {
      const flat: FeatureMap = { tensor: from.tensor, size: [1, 1, product(from.size)] }
      const dense = append('FULLY_CONNECTED', [flat], [1, 1, classes], flat.size[2] * classes)
      return append('SOFTMAX', [dense], [1, 1, classes])
    },
  }
}
export type GraphBuilder = ReturnType<typeof createGraph>
