/** What the operations are about, in the order of the work. */
export const tags = [
  { name: 'Installers', description: 'What puts a model on a board.' },
  { name: 'Bridges', description: 'Computers beside the boards, which install models and read predictions.' },
  { name: 'Devices', description: 'The boards.' },
  { name: 'Datasets', description: 'Pictures with their classes.' },
  { name: 'Models', description: 'Training on a dataset, and what came of it.' },
  { name: 'Compiled models', description: 'Models for microcontrollers, and their way onto a board.' },
  { name: 'Observing', description: 'What a board sees.' },
  { name: 'Runs', description: 'Trainings, compilations and predictions under way and past.' },
  { name: 'Catalogue', description: 'Boards and networks that there are to choose from.' },
  { name: 'Operation', description: 'For monitors and for programs that read this.' },
]

/** Where a tag stands in that order. */
export const orderOf = (tag: string): number => tags.findIndex(({ name }) => name === tag)
