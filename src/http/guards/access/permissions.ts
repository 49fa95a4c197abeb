import type { Owned } from '../../../store/owners.ts'
import type { Scope } from '../../../store/tokens.ts'

/** What an operation asks of who calls it. */
export interface Permission {
  /** Least scope: admin includes run, and run includes read. Null is open to everybody. */
  scope: Scope | null
  /** With less than admin only for what the caller owns, or nobody does: the thing that `{thing_id}` of the path names. */
  owns?: Owned
  /** Also for who brings a ticket to the run that the path names: see POST /tickets. */
  takesTicket?: true
  /** Also for who brings the token of METRICS_TOKEN_FILE. */
  takesMetricsToken?: true
}

const everybody: Permission = { scope: null }
const read: Permission = { scope: 'read' }
const run: Permission = { scope: 'run' }
const admin: Permission = { scope: 'admin' }
const owner = (owns: Owned): Permission => ({ scope: 'run', owns })

/**
 * Who may do what, by operation id. Everything may be read by whoever may read; what is new belongs to who asked for
 * it; what is there is changed by its owner; what others need, or all of it at once, by admins.
 */
export const permissions: Record<string, Permission> = {
  healthz: everybody,
  readyz: everybody,
  openapi: everybody,
  openapi_3_1: everybody,
  openapi_3_0: everybody,
  metrics: { ...read, takesMetricsToken: true },
  list_tokens: admin,
  revoke_token: admin,

  list_boards: read,
  list_architectures: read,
  estimate_network: read,
  list_registered_installers_installers__get: read,
  list_registered_devices_devices__get: read,
  add_device_devices__post: admin,
  set_device_board: admin,
  remove_registered_device_devices__device_id__delete: admin,
  get_registered_bridges_bridges__get: read,
  add_bridge_bridges__post: admin,
  remove_registered_bridge_bridges__bridge_id__delete: admin,
  get_bridge_devices_bridges__bridge_id__devices_get: read,
  check_bridge_status_bridges__bridge_id__health_get: read,
  describe_bridge_status: read,

  get_datasets_datasets__get: read,
  add_dataset_datasets__post: run,
  add_image_to_dataset_datasets__dataset_id___post: owner('dataset'),
  sync_dataset: owner('dataset'),
  describe_dataset: read,
  delete_dataset: admin,
  list_dataset_files: read,
  download_dataset_file: read,
  delete_dataset_file: owner('dataset'),
  clear_dataset_problems: owner('dataset'),
  thumbnail_of_dataset_file: read,
  relabel_dataset_file: owner('dataset'),
  relabel_dataset_files: owner('dataset'),
  list_dataset_suspects: read,
  list_dataset_versions: read,
  delete_dataset_version: owner('dataset'),
  name_dataset: owner('dataset'),

  get_all_models_models__get: read,
  describe_model: read,
  list_model_artifacts: read,
  delete_model: admin,
  list_model_files: read,
  download_model_file: read,
  train_again: run,
  tag_model: owner('model'),
  list_model_aliases: read,
  set_model_alias: owner('alias'),
  delete_model_alias: owner('alias'),
  train_model_models_datasets__dataset_id__post: run,
  train_model_dataset_id_in_training_data_models_datasets__post: run,
  continue_training_model_models__model_id__datasets__dataset_id__put: owner('model'),
  predict_with_model: run,
  compile_model_compiled_models_models__model_id__post: run,
  get_compiled_models_compiled_models__get: read,
  get_compiled_model_compiled_models__compiled_model_id__get: read,
  list_compiled_model_artifacts: read,
  predict_with_compiled_model: run,
  install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post:
    run,
  observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get: read,

  list_workers: read,
  list_runs: read,
  get_run: read,
  follow_run_events: { scope: 'read', takesTicket: true },
  create_ticket: read,
  cancel_run: owner('run'),
  download_artifact: read,
  list_webhooks: read,
  create_webhook: run,
  delete_webhook: owner('webhook'),
  list_webhook_deliveries: owner('webhook'),
}

/** @throws Error for an operation without a row: nothing is served whose permission nobody decided. */
export const permissionOf = (operationId: string): Permission => {
  const found = permissions[operationId]
  if (!found) throw new Error(`The operation ${operationId} has no row in permissions.ts.`)
  return found
}
