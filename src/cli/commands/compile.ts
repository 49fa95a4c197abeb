import { askLabels, labelsOption } from '../relay/ask-labels.ts'
import { defineCommand } from '../relay/define-command.ts'
import { describeFigures, figuresOfCompilation } from '../relay/figures.ts'
import { findModel } from '../relay/find-things.ts'
import { againOption, makeKey } from '../relay/make-key.ts'
import { readRequirements, requireOptions } from '../relay/requirements.ts'
import { toTable } from '../relay/screen.ts'
import { runOf, tellOfEarlier, timeoutOption, waitForRun } from '../relay/wait-for-run.ts'

/** Compiles, waits, and says where it fits. */
export const compile = defineCommand({
  name: 'compile',
  synopsis: ['MODEL [options]'],
  about: `Compiles a model, by its id or alias, for microcontrollers, and waits for it. What is required and not reached ends with 3;
the compiled model is kept all the same.`,
  options: {
    int16x8: { about: 'Also with 16-bit activations, for when int8 loses too much.' },
    'code-name': { value: 'NAME', about: 'What every identifier of the C code begins with.' },
    ...requireOptions,
    ...labelsOption,
    ...againOption,
    detach: { about: 'Do not wait for the end.' },
    ...timeoutOption,
  },
  run: async (call) => {
    const { ask, given, screen } = call
    const { MODEL } = given.words('MODEL')
    const model = await findModel(call, MODEL)
    const codeName = given.text('code-name')
    const { accuracy, accuracy_low, board } = (await readRequirements(call)) ?? {}
    const query = {
      ...(given.has('int16x8') ? { int16x8: true } : {}),
      ...(codeName === undefined ? {} : { code_name: codeName }),
      ...(accuracy === undefined ? {} : { require_accuracy: accuracy }),
      ...(accuracy_low === undefined ? {} : { require_accuracy_low: accuracy_low }),
      ...(board === undefined ? {} : { require_board: board }),
    }
    // The run of the model's version: trained further, it is another model.
    const key = makeKey(call, 'compile', [model.id, model.run_id, query])
    const answer = await ask((client) =>
      client.POST('/compiled_models/models/{model_id}', {
        params: {
          path: { model_id: model.id },
          query,
          header: { Prefer: 'respond-async', 'Idempotency-Key': key, ...askLabels(call) },
        },
      }),
    )
    const runId = runOf(answer)
    await tellOfEarlier(call, runId)
    if (given.has('detach')) return screen.result({ run_id: runId }, [`run ${runId}`])
    const run = await waitForRun(call, runId)
    const figures = figuresOfCompilation(run.report)
    const boards = figures.boards.map(({ id, verdict, ram_needed, flash_needed }) => [
      id,
      verdict,
      ram_needed,
      flash_needed,
    ])
    screen.result(
      { run_id: runId, model_id: model.id, compiled_model_id: run.compiled_model_id, ...figures },
      [
        describeFigures(figures),
        ...toTable([['board', 'verdict', 'RAM', 'flash'], ...boards]),
        `compiled model ${run.compiled_model_id}`,
      ],
    )
  },
})
