import { expect, it } from 'vitest'
import { epochsOf } from '../../ui/figures/epochs.ts'

const event = (seq: number, type: string, data: Record<string, unknown>) => ({ seq, type, data })
const epoch = (seq: number, number: number, val_accuracy: number | null = null) =>
  event(seq, 'epoch', { epoch: number, epochs: 3, loss: 1, val_accuracy })

it('finds the epochs among other events, with null for what was not measured', () => {
  const events = [event(1, 'state', { state: 'running' }), epoch(2, 1, 0.5), event(3, 'log', {}), epoch(4, 2)]
  expect(epochsOf(events)).toMatchObject([
    { epoch: 1, epochs: 3, loss: 1, accuracy: null, val_accuracy: 0.5 },
    { epoch: 2, val_accuracy: null },
  ])
})

it('counts the later attempt only, of a run that was begun anew', () => {
  const events = [epoch(1, 1, 0.1), epoch(2, 2, 0.2), epoch(3, 1, 0.3)]
  expect(epochsOf(events)).toMatchObject([{ epoch: 1, val_accuracy: 0.3 }])
})
