import type { Call } from './define-command.ts'

export const labelsOption = {
  labels: {
    value: 'KEY=VALUE',
    about: 'What its worker must have, such as site=lab or gpu; GET /workers lists what there is.',
    multiple: true,
  },
}

/** The header that asks for a worker; none where any will do. No part of the key: where it runs changes no model. */
export const askLabels = ({ given }: Call): { 'Run-Labels'?: string } => {
  const labels = given.list('labels')
  return labels.length > 0 ? { 'Run-Labels': labels.join(',') } : {}
}
