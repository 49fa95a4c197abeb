import { jobEvent } from '../../contract/event.ts'
import { compileReport, predictReport, trainReport } from '../../contract/report/report.ts'
import { runEvent } from '../../contract/run.ts'
import { jsonObject } from '../../contract/scalars.ts'

/** What travels inside free-form objects and event streams, so that its description is found by name. */
export const payloads = [
  // What a setting may be is any JSON, which no generator of clients needs spelled out.
  trainReport.extend({ settings: jsonObject }).meta({ id: 'TrainReport' }),
  compileReport.meta({ id: 'CompileReport' }),
  predictReport.meta({ id: 'PredictReport' }),
  jobEvent.meta({ id: 'JobEvent' }),
  runEvent,
]
