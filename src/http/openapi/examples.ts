/** A request that can be sent as it stands; files are whatever there is at hand. */
export interface Example {
  path?: Record<string, string | number>
  query?: Record<string, string | number | boolean>
  headers?: Record<string, string>
  body?: object
}

const training = { epochs: 15, img_width: 96, img_height: 96, batch_size: 8 }
const LOSS = { lossfunc: 'Categorical crossentropy' }
const LATER = { Prefer: 'respond-async' }
/** The id of a run is not known beforehand: the `links` of what starts one lead to these operations. */
const RUN = { run_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }

/**
 * An example of every operation, in the order of the work: a relay with the demo rows takes them one after the other.
 * What is deleted was made by an example before, and no later one needs it.
 */
export const examples: Record<string, Example> = {
  list_registered_installers_installers__get: {},
  get_registered_bridges_bridges__get: {},
  add_bridge_bridges__post: { body: { address: '192.168.0.20:8080', name: 'Workshop', https: false } },
  get_bridge_devices_bridges__bridge_id__devices_get: { path: { bridge_id: 1 } },
  check_bridge_status_bridges__bridge_id__health_get: { path: { bridge_id: 1 } },
  describe_bridge_status: { path: { bridge_id: 1 } },
  remove_registered_bridge_bridges__bridge_id__delete: { path: { bridge_id: 3 } },
  list_registered_devices_devices__get: {},
  add_device_devices__post: {
    body: {
      name: 'Arduino Nano 33 BLE Sense',
      connection: '/dev/ttyACM0',
      installer_id: 1,
      model: 'Nano 33 BLE Sense',
      description: 'At the entrance',
      serial: '707B266C064B14E5',
      bridge_id: 1,
    },
  },
  set_device_board: { path: { device_id: 3 }, body: { board: 'stm32f746g-disco' } },
  remove_registered_device_devices__device_id__delete: { path: { device_id: 5 } },
  get_datasets_datasets__get: {},
  add_dataset_datasets__post: { query: { dataset_name: 'Parking', dataset_desc: 'Free and taken spaces' } },
  add_image_to_dataset_datasets__dataset_id___post: { path: { dataset_id: 1 } },
  sync_dataset: { path: { dataset_id: 1 }, query: { sync: 'true', dry_run: true } },
  name_dataset: { path: { dataset_id: 1 }, body: { slug: 'parking' } },
  describe_dataset: { path: { dataset_id: 'parking' } },
  delete_dataset: { path: { dataset_id: 4 } },
  list_dataset_files: { path: { dataset_id: 1 }, query: { limit: 10 } },
  download_dataset_file: { path: { dataset_id: 1, file_id: 1 } },
  delete_dataset_file: { path: { dataset_id: 1, file_id: 2 } },
  relabel_dataset_file: { path: { dataset_id: 1, file_id: 1 }, body: { label: 'Taken', split: null } },
  relabel_dataset_files: { path: { dataset_id: 1 }, body: { files: [3, 4], to: 'Taken' } },
  clear_dataset_problems: { path: { dataset_id: 1 } },
  thumbnail_of_dataset_file: { path: { dataset_id: 1, file_id: 1 } },
  get_all_models_models__get: {},
  train_model_models_datasets__dataset_id__post: {
    path: { dataset_id: 1 },
    query: LOSS,
    headers: LATER,
    body: { parameters: training, description: 'First try' },
  },
  train_model_dataset_id_in_training_data_models_datasets__post: {
    query: LOSS,
    headers: LATER,
    body: { dataset_id: 1, parameters: training, description: 'Second try' },
  },
  continue_training_model_models__model_id__datasets__dataset_id__put: {
    path: { model_id: 1, dataset_id: 1 },
    headers: LATER,
    body: { parameters: { epochs: 5, learning_rate: 0.0005 } },
  },
  tag_model: { path: { model_id: 1 }, body: { tags: ['night', 'camera-2'] } },
  set_model_alias: { path: { alias: 'champion' }, body: { model_id: 1 } },
  list_model_aliases: {},
  describe_model: { path: { model_id: 1 } },
  delete_model_alias: { path: { alias: 'champion' } },
  delete_model: { path: { model_id: 2 } },
  list_model_files: { path: { model_id: 1 }, query: { limit: 10 } },
  download_model_file: { path: { model_id: 1, file_id: 1 } },
  train_again: { path: { model_id: 1 }, headers: LATER },
  list_dataset_suspects: { path: { dataset_id: 1 } },
  list_dataset_versions: { path: { dataset_id: 1 } },
  delete_dataset_version: { path: { dataset_id: 1, version_id: 1 } },
  list_model_artifacts: { path: { model_id: 1 } },
  predict_with_model: { path: { model_id: 1 } },
  compile_model_compiled_models_models__model_id__post: { path: { model_id: 1 } },
  get_compiled_models_compiled_models__get: {},
  get_compiled_model_compiled_models__compiled_model_id__get: { path: { compiled_model_id: 1 } },
  list_compiled_model_artifacts: { path: { compiled_model_id: 1 } },
  predict_with_compiled_model: { path: { compiled_model_id: 1 } },
  install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post:
    { path: { compiled_model_id: 1, bridge_id: 1, device_id: 3 } },
  observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get: {
    path: { bridge_id: 1, device_id: 3 },
  },
  list_runs: { query: { kind: 'train', limit: 10 } },
  get_run: { path: RUN },
  follow_run_events: { path: RUN },
  create_ticket: { body: RUN },
  cancel_run: { path: RUN },
  download_artifact: { path: { ...RUN, name: 'curves.png' } },
  create_webhook: { body: { url: 'https://ci.example.org/hooks/relay' } },
  list_webhooks: {},
  list_webhook_deliveries: { path: { webhook_id: 1 } },
  delete_webhook: { path: { webhook_id: 1 } },
  list_workers: {},
  list_boards: {},
  list_architectures: {},
  estimate_network: {
    path: { architecture: 'tiny_cnn' },
    query: { img_width: 96, img_height: 96, classes: 3, target: 'esp32-s3' },
  },
  list_tokens: {},
  revoke_token: { path: { token_name: 'old-laptop' } },
  healthz: {},
  readyz: {},
  metrics: {},
  openapi: {},
  openapi_3_0: {},
  openapi_3_1: {},
}
