/** What the job left behind breaks the contract. The message is for the person who wrote the job. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}
