import { runView } from '../../contract/run.ts'
import { isoTime } from '../sql.ts'

export const runRow = runView

/** SQL of a run as callers see it; expects `runs r`. */
export const runColumns = `
  r.id, r.kind, r.state, r.reason, r.detail, r.hint, r.dataset_id, r.model_id,
  (select c.id from compiled_models c where c.run_id = r.id) as compiled_model_id,
  r.request -> 'parameters' as parameters,
  ${isoTime('r.requested_at')} as requested_at, ${isoTime('r.started_at')} as started_at,
  ${isoTime('r.finished_at')} as finished_at, ${isoTime('r.cancel_requested_at')} as cancel_requested_at,
  r.attempts, r.worker, r.runtime, r.image_id, r.result as report,
  coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'media_type', a.media_type, 'bytes', a.bytes)
                             order by a.name)
            from artifacts a where a.run_id = r.id), '[]'::jsonb) as artifacts`
