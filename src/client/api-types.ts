/**
 * What the relay's API takes and answers. Made from its OpenAPI document by `npm run docs`; a test checks that it is
 * current.
 */

export interface paths {
    "/installers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Registered Installers
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_registered_installers_installers__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bridges/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Registered Bridges
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_registered_bridges_bridges__get"];
        put?: never;
        /**
         * Add Bridge
         * @description Scope of the token, where one is needed: `admin`.
         */
        post: operations["add_bridge_bridges__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bridges/{bridge_id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Bridge Devices
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_bridge_devices_bridges__bridge_id__devices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bridges/{bridge_id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check Bridge Status
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["check_bridge_status_bridges__bridge_id__health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bridges/{bridge_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a bridge is online, and why it is not
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["describe_bridge_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bridges/{bridge_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Registered Bridge
         * @description Scope of the token, where one is needed: `admin`.
         */
        delete: operations["remove_registered_bridge_bridges__bridge_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Registered Devices
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_registered_devices_devices__get"];
        put?: never;
        /**
         * Add Device
         * @description Scope of the token, where one is needed: `admin`.
         */
        post: operations["add_device_devices__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device_id}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say which board of the catalogue a device is; installs then check that the model fits
         * @description Scope of the token, where one is needed: `admin`.
         */
        put: operations["set_device_board"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Registered Device
         * @description Scope of the token, where one is needed: `admin`.
         */
        delete: operations["remove_registered_device_devices__device_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Datasets
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_datasets_datasets__get"];
        put?: never;
        /**
         * Add Dataset
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["add_dataset_datasets__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a dataset equal to an archive: what it has not is removed, all or nothing
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        put: operations["sync_dataset"];
        /**
         * Add Image To Dataset
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        post: operations["add_image_to_dataset_datasets__dataset_id___post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/slug": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a dataset a name that no other has, and that may stand where its id does
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        put: operations["name_dataset"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Classes, counts, sizes and problems of a dataset
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["describe_dataset"];
        put?: never;
        post?: never;
        /**
         * Delete a dataset with its files
         * @description Scope of the token, where one is needed: `admin`.
         */
        delete: operations["delete_dataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files of a dataset, by id, in pages
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_dataset_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Give files another label or part, by ids, by the label or by the part they have; all or none
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        patch: operations["relabel_dataset_files"];
        trace?: never;
    };
    "/datasets/{dataset_id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file as it was uploaded
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["download_dataset_file"];
        put?: never;
        post?: never;
        /**
         * Take one file out of a dataset
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        delete: operations["delete_dataset_file"];
        options?: never;
        head?: never;
        /**
         * Give one file another label or part
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        patch: operations["relabel_dataset_file"];
        trace?: never;
    };
    "/datasets/{dataset_id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget which files trainings found broken: the next one decides anew
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        delete: operations["clear_dataset_problems"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/files/{file_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A PNG of at most 128 x 128 pixels
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["thumbnail_of_dataset_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/suspects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pictures whose label looks wrong, by models of the newest training that had not learned them
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_dataset_suspects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get All Models
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_all_models_models__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/datasets/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train Model
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["train_model_models_datasets__dataset_id__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/datasets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train Model
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["train_model_dataset_id_in_training_data_models_datasets__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/datasets/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Continue Training Model
         * @description Scope of the token, where one is needed: `run`; `admin` for a model of somebody else.
         */
        put: operations["continue_training_model_models__model_id__datasets__dataset_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a model tags, in the place of those that it has
         * @description Scope of the token, where one is needed: `run`; `admin` for a model of somebody else.
         */
        put: operations["tag_model"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a model an alias such as champion, which may stand where its id does; another model loses it
         * @description Scope of the token, where one is needed: `run`; `admin` for a alias of somebody else.
         */
        put: operations["set_model_alias"];
        post?: never;
        /**
         * Take an alias away; its model stays
         * @description Scope of the token, where one is needed: `run`; `admin` for a alias of somebody else.
         */
        delete: operations["delete_model_alias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What models are used as
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_model_aliases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A model with its classes, its versions and what was measured of the current one
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["describe_model"];
        put?: never;
        post?: never;
        /**
         * Delete a model with its versions and what was compiled from it
         * @description Scope of the token, where one is needed: `admin`.
         */
        delete: operations["delete_model"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The pictures that a model was trained on, by id, in pages
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_model_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the pictures that a model was trained on, as it was then
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["download_model_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a new model on exactly what this one was trained on, with its parameters
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["train_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What trainings were given of a dataset: lists of content that never change, the first one first
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_dataset_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{dataset_id}/versions/{version_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let go of what trainings were given, and of the pictures that only this version keeps
         * @description Scope of the token, where one is needed: `run`; `admin` for a dataset of somebody else.
         */
        delete: operations["delete_dataset_version"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that the newest training left: the network, plots, held-out pictures
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_model_artifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Classify one picture, sent as multipart field `file`
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["predict_with_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compile Model
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["compile_model_compiled_models_models__model_id__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Compiled Models
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_compiled_models_compiled_models__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/{compiled_model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the C++ source
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_compiled_model_compiled_models__compiled_model_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/{compiled_model_id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that the compilation left: models, sources, libraries, plots, the model card
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_compiled_model_artifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/{compiled_model_id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Classify one picture with the int8 and the float model, sent as multipart field `file`
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["predict_with_compiled_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compiled_models/{compiled_model_id}/bridges/{bridge_id}/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Install Model To Device On Brdige
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observations/bridges/{bridge_id}/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Observe Device On Bridge
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Runs, newest first, without their reports and artifacts
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One run: state, reason, report, artifacts
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{run_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of a run as they happen; resumes after Last-Event-ID
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["follow_run_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket to the events of a run, for a browser’s EventSource, which cannot send a token
         * @description Scope of the token, where one is needed: `read`.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the end of a run; one that has ended stays as it is
         * @description Scope of the token, where one is needed: `run`; `admin` for a run of somebody else.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{run_id}/artifacts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file that a run left
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["download_artifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your webhooks; all of them for who may everything
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Be told of the end of your runs: a signed POST, repeated until it is taken
         * @description Scope of the token, where one is needed: `run`.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was told there, what waits, and what the last attempt brought
         * @description Scope of the token, where one is needed: `run`; `admin` for a webhook of somebody else.
         */
        get: operations["list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Tell nobody there any more; what waits is forgotten
         * @description Scope of the token, where one is needed: `run`; `admin` for a webhook of somebody else.
         */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Boards that models are measured against
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_boards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/architectures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Networks that can be trained
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_architectures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/architectures/{architecture}/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a network would take on the boards, before it is trained
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["estimate_network"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What executes runs, what each can and what it does
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["list_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every token that was made, by name, and when it was last used; never the token itself
         * @description Scope of the token, where one is needed: `admin`.
         */
        get: operations["list_tokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{token_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a token away for good; what it made stays
         * @description Scope of the token, where one is needed: `admin`.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Database, engine, image and runtime are there */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measurements for Prometheus
         * @description Scope of the token, where one is needed: `read`.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.0 */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.0.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.0 */
        get: operations["openapi_3_0"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.1.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.1 */
        get: operations["openapi_3_1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** Installer */
        Installer: {
            /** @description Its name. */
            name: string;
            /** @description Its id. */
            id: number;
        };
        /** Error */
        Error: {
            /** @description What happened, in words. */
            detail: string | components["schemas"]["ValidationError"][];
            /** @description Word for programs. */
            code: string;
            /** @description What to do about it. */
            hint: string;
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id?: string;
        };
        /** ValidationError */
        ValidationError: {
            /** @description The field at fault, from `body`, `query` or `path` on. */
            loc: (string | number)[];
            /** @description What is wrong. */
            msg: string;
            /** @description Sort of thing it is. */
            type: string;
        };
        /** Bridge */
        Bridge: {
            /** @description An IP (port 5000 is added), host:port, host name or URL. */
            address: string;
            /** @description Its name. */
            name?: string | null;
            /** @description Whether it is spoken to over TLS. */
            https: boolean;
            /** @description Its id. */
            id: number;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** @description Every field at fault. */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** BridgeCreate */
        BridgeCreate: {
            /** @description An IP (port 5000 is added), host:port, host name or URL. */
            address: string;
            /** @description Name for people. */
            name?: string | null;
            /** @description Whether it is spoken to over TLS. */
            https: boolean;
        };
        /** BridgeDevices */
        BridgeDevices: {
            /** @description What is attached to the bridge. */
            devices: components["schemas"]["BridgeDevice"][];
        };
        /** BridgeDevice */
        BridgeDevice: {
            /** @description Who made it. */
            manufacturer: string;
            /** @description What it is. */
            product: string;
            /** @description Serial number; unique among the devices. */
            serial: string;
        };
        /** BridgeStatus */
        BridgeStatus: {
            /** @description Whether it answers. */
            online: boolean;
        };
        /** BridgeHealth */
        BridgeHealth: {
            /** @description Whether the bridge answers as one. */
            online: boolean;
            /** @description Why it is offline, in a sentence; null when it is online. */
            reason?: string | null;
        };
        /** Device */
        Device: {
            /** @description Its name. */
            name: string;
            /** @description Where the device is attached. */
            connection?: string | null;
            /** @description Id of the installer. */
            installer_id: number;
            /** @description Model of the board. */
            model: string;
            /** @description What it is for. */
            description: string;
            /** @description Serial number; unique among the devices. */
            serial: string;
            /** @description Its id. */
            id: number;
            /** @description What puts a model on it. */
            installer?: components["schemas"]["Installer"] | null;
            /** @description The bridge it goes with; null where there is none. */
            bridge?: components["schemas"]["Bridge"] | null;
        };
        /** DeviceCreate */
        DeviceCreate: {
            /** @description Its name. */
            name: string;
            /** @description Where the device is attached. */
            connection?: string | null;
            /** @description Id of the installer. */
            installer_id: number;
            /** @description Model of the board. */
            model: string;
            /** @description What it is for. */
            description: string;
            /** @description Unique among the devices. */
            serial: string;
            /** @description Bridge that the device goes with; it is deleted with it. */
            bridge_id?: number | null;
        };
        /** Dataset */
        Dataset: {
            /** @description What the predecessor called its folder. */
            path: string;
            /** @description Its name. */
            name: string;
            /** @description What it is for. */
            description: string;
            /** @description Sum of the files’ sizes in MiB, as in "12.3 MB". */
            size: string;
            /** @description Its id. */
            id: number;
        };
        /**
         * UploadReport
         * @description What became of every file of an upload.
         */
        UploadReport: {
            understood: components["schemas"]["UploadUnderstood"];
            /** @description Files that were sent, of an archive those in it. Each is added, same, replaced or left out, and counted there. */
            files: number;
            /** @description Pictures that are in the dataset now and were not before. */
            added: number;
            /** @description Pictures that were there already, under the same name with the same bytes. */
            same: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Other pictures of a name that was taken: they stay beside it under a name of their own. */
            renamed: {
                /** @description How many. */
                count: number;
                /** @description Number of files. */
                files: {
                    /** @description Name as it was sent. */
                    path: string;
                    /** @description Name within the dataset. */
                    dataset_path: string;
                }[];
            };
            /** @description Pictures that took the place of others, as ?on_conflict=replace asks. */
            replaced: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Those of the same whose label or part is another now; by their paths in the dataset. */
            relabelled: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Files kept that take no part in training; the list of files says why. */
            broken: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Files of which nothing was kept, by reason. */
            left_out: {
                /** @description Why not. */
                reason: string;
                /** @description In words. */
                message: string;
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            }[];
            /** @description What else should be known. */
            problems: components["schemas"]["UploadProblem"][];
        } | null;
        /**
         * UploadUnderstood
         * @description Where labels and parts were found.
         */
        UploadUnderstood: {
            /** @description What decided: label, folders, sidecar, file-names, unlabelled; undecided asks. */
            layout: string;
            /** @description The folder that is the class, counted from 1; null where it is not one. */
            label_level?: number | null;
            /** @description Names of the classes, in the order of the scores. */
            classes: {
                /** @description Name of the class. */
                label: string;
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures held out for a test. */
                test: number;
                /** @description Pictures in no part: a training splits them itself. */
                unsplit: number;
            }[];
            /** @description Pictures without a class. */
            unlabelled: number;
            /** @description Folders that were taken for parts. */
            split_folders: string[];
            /** @description Files beside the pictures that said their labels. */
            sidecars: {
                /** @description Name as it was sent. */
                path: string;
                /** @description What was read: COCO, a table and their like. */
                format: string;
                /** @description Number of pictures it has labels for. */
                pictures: number;
            }[];
            /** @description All of it in words. */
            sentence: string;
        };
        /** UploadProblem */
        UploadProblem: {
            /** @description Word for programs. */
            code: string;
            /** @description In words. */
            message: string;
            /** @description What to do about it. */
            hint: string;
            /** @description The classes that it is about. */
            labels?: string[];
            /** @description The first of the files that it is about. */
            paths?: string[];
            /** @description How many. */
            count?: number;
            /** @description The archive that it is about. */
            archive?: string;
        };
        /** SyncReport */
        SyncReport: {
            understood: components["schemas"]["UploadUnderstood"];
            /** @description Files that were sent, of an archive those in it. Each is added, same, replaced or left out, and counted there. */
            files: number;
            /** @description Pictures that are in the dataset now and were not before. */
            added: number;
            /** @description Pictures that were there already, under the same name with the same bytes. */
            same: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Other pictures of a name that was taken: they stay beside it under a name of their own. */
            renamed: {
                /** @description How many. */
                count: number;
                /** @description Number of files. */
                files: {
                    /** @description Name as it was sent. */
                    path: string;
                    /** @description Name within the dataset. */
                    dataset_path: string;
                }[];
            };
            /** @description Pictures that took the place of others, as ?on_conflict=replace asks. */
            replaced: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Those of the same whose label or part is another now; by their paths in the dataset. */
            relabelled: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Files kept that take no part in training; the list of files says why. */
            broken: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description Files of which nothing was kept, by reason. */
            left_out: {
                /** @description Why not. */
                reason: string;
                /** @description In words. */
                message: string;
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            }[];
            /** @description What else should be known. */
            problems: components["schemas"]["UploadProblem"][];
            /** @description Pictures that the dataset had under another path: they stay the same files. */
            moved: {
                /** @description How many. */
                count: number;
                /** @description Number of files. */
                files: {
                    /** @description Its path before. */
                    from: string;
                    /** @description Name within the dataset. */
                    dataset_path: string;
                }[];
            };
            /** @description Files that are not in the archive; by their paths in the dataset. */
            removed: {
                /** @description How many. */
                count: number;
                /** @description The first of them, as they were sent; see `?report_paths=`. */
                paths: string[];
            };
            /** @description What SHA256SUMS names and neither the archive nor the dataset has; a picture of several paths once. */
            missing: {
                /** @description Name as it was sent. */
                path: string;
                /** @description Digest of its content, in hexadecimal. */
                sha256: string;
            }[];
            /** @description Whether nothing was done, only said. */
            dry_run: boolean;
        };
        /** DatasetName */
        DatasetName: {
            /** @description Name that may stand where its id does; null takes it away. */
            slug?: string | null;
        };
        /** DatasetDetails */
        DatasetDetails: {
            /** @description What the predecessor called its folder. */
            path: string;
            /** @description Its name. */
            name: string;
            /** @description What it is for. */
            description: string;
            /** @description Sum of the files’ sizes in MiB, as in "12.3 MB". */
            size: string;
            /** @description Its id. */
            id: number;
            /** @description Number of files. */
            files: number;
            /** @description Size in bytes. */
            bytes: number;
            /** @description Usable pictures per label, of the first 2000 labels. */
            classes: {
                [key: string]: number;
            };
            /** @description The same by part, in the order that the outputs of a model have; names like numbers keep their place here. */
            class_counts: {
                /** @description Name of the class. */
                label: string;
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures held out for a test. */
                test: number;
                /** @description Pictures in no part: a training splits them itself. */
                unsplit: number;
            }[];
            /** @description Usable pictures with a label, by the part their owner put them into. */
            parts: {
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures held out for a test. */
                test: number;
                /** @description Pictures in no part: a training splits them itself. */
                unsplit: number;
            };
            /** @description Pictures without a label: they take no part in training. */
            unlabelled: number;
            /** @description Files that are kept out of training; the list of files says why. */
            problems: number;
            /** @description Token that it belongs to; null belongs to everybody with the scope run. */
            owner?: string | null;
            /** @description Name that may stand where its id does. */
            slug?: string | null;
        };
        /** DatasetFile */
        DatasetFile: {
            /** @description Its id. */
            id: number;
            /** @description Name within the dataset, with its folder. */
            path: string;
            /** @description Name of the class. */
            label?: string | null;
            /** @description The part its owner put it into; null leaves it to each training. */
            split?: ("train" | "validation" | "test") | null;
            /** @description Size in bytes. */
            bytes: number;
            /** @description Media type. */
            media_type?: string | null;
            /** @description Pixels. */
            width?: number | null;
            /** @description Pixels. */
            height?: number | null;
            /** @description Why it is kept out of training; null where nothing is wrong. */
            problem?: components["schemas"]["FileProblem"] | null;
            /** @description Hex. */
            sha256: string;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
        };
        /** FileProblem */
        FileProblem: {
            /** @description Word for programs. */
            code: string;
            /** @description In words. */
            message: string;
            /** @description What to do about it. */
            hint: string;
            /**
             * @description What the relay saw itself, or what a training reported.
             * @enum {string}
             */
            source: "upload" | "container";
        };
        /** FileChange */
        FileChange: {
            /** @description Null takes it away. */
            label?: string | null;
            /** @description Part of the dataset that it is to be in; null for none. */
            split?: ("train" | "validation" | "test") | null;
        };
        /** FilesChange */
        FilesChange: {
            /** @description Ids of files. */
            files?: number[];
            /** @description Files of this label; null for those without. */
            from?: string | null;
            /** @description Files of this part; null for those in none. */
            from_split?: ("train" | "validation" | "test") | null;
            /** @description The label they are to have; null takes it away. */
            to?: string | null;
            /** @description Part of the dataset that it is to be in; null for none. */
            split?: ("train" | "validation" | "test") | null;
        };
        /** Relabelled */
        Relabelled: {
            /** @description Files that were meant. */
            matched: number;
            /** @description Of these, files whose label is another now. */
            relabelled: number;
            /** @description Of these, files that are in another part now. */
            moved: number;
        };
        /** SuspectReport */
        SuspectReport: {
            /** @description The model whose training looked at them; null before the first one. */
            model_id?: number | null;
            /** @description Pictures that it could look at, because no model that judged them had learned them. */
            images: number;
            /** @description Pictures that the training used. */
            used: number;
            /** @description Pictures whose label looked wrong then; at most 50 are named. */
            found: number;
            /** @description The most doubtful first, without those that were corrected or deleted since. */
            pictures: {
                /** @description Id of the file in the dataset. */
                file_id: number;
                /** @description Name within the dataset, with its folder. */
                path: string;
                /** @description Name of the class. */
                label: string;
                /** @description The part its owner put it into. */
                split?: ("train" | "validation" | "test") | null;
                /** @description Size in bytes. */
                bytes: number;
                /** @description The class that it looks like. */
                suggested: string;
                /** @description Corrected score of the suggested class. */
                confidence: number;
                /** @description Corrected score of its label. */
                own: number;
            }[];
            /** @description One picture in several classes, used in none of them. */
            conflicts: {
                /** @description Number of files. */
                files: {
                    /** @description Id of the file in the dataset. */
                    file_id: number;
                    /** @description Name within the dataset, with its folder. */
                    path: string;
                    /** @description Name of the class. */
                    label: string;
                    /** @description The part its owner put it into. */
                    split?: ("train" | "validation" | "test") | null;
                    /** @description Size in bytes. */
                    bytes: number;
                }[];
            }[];
        };
        /** Model */
        Model: {
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description What was asked for, as it was sent. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What the caller said of it. */
            description: string;
            /** @description Its id. */
            id: number;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description What the predecessor called its folder. */
            model_path: string;
        };
        /**
         * LossFunctions
         * @enum {string}
         */
        LossFunctions: "Categorical crossentropy" | "Sparse Categorical crossentropy";
        /** ModelBase */
        ModelBase: {
            /** @description Dataset to train on, unless the path names it. */
            dataset_id?: number | null;
            parameters: components["schemas"]["TrainingParameters"];
            /** @description Whatever you want to say of it. */
            description: string;
            require?: components["schemas"]["Requirements"];
        };
        /**
         * TrainingParameters
         * @description How to train; what is left out has its default.
         */
        TrainingParameters: {
            /** @description Passes over the training pictures. */
            epochs: number;
            /** @description Width the pictures are scaled to, in pixels. */
            img_width: number;
            /** @description Height the pictures are scaled to, in pixels. */
            img_height: number;
            /** @description Pictures per training step. */
            batch_size: number;
            /**
             * @description One of GET /architectures, which names the default.
             * @enum {string}
             */
            architecture?: "tiny_cnn" | "small_cnn" | "mobilenet_v1" | "mobilenet_v1_010" | "mobilenet_v2" | "resnet8" | "auto";
            /**
             * @description grayscale unless given; `auto` then tries both.
             * @enum {string}
             */
            color?: "grayscale" | "rgb";
            /**
             * @description stretch unless given.
             * @enum {string}
             */
            resize?: "stretch" | "crop" | "pad";
            /** @description Same seed, same data: same model. 123 unless given. */
            seed?: number;
            /** @description What the training begins with: weights of the image, none, or those of a model of this relay with the same architecture and colour; its classes may be others. pretrained unless given, where the architecture has such weights (GET /architectures). */
            initial_weights?: ("pretrained" | "none") | number;
            /** @description Share of the pictures that is held out to measure with; from 300 pictures on half as many more choose the epoch. Unless given: 0.2 from 300 pictures on; fewer are cross-validated in 5 folds, and the model learns all of them. */
            validation_fraction?: number;
            /** @description Pictures of one group (one film, one place, one person) stay on one side of every split, whatever their class. Pictures without a group are on their own. */
            group_by?: {
                /** @description 1 is the first folder of the name within the dataset, -1 the one that holds the picture. */
                folder: number;
            } | {
                /** @description As the name of the file, or with a / as its whole name within the dataset; {group} stands for the group and * for anything. */
                pattern: string;
            };
            /** @description Step size of the optimizer. */
            learning_rate?: number;
            /** @description Epochs without a better validation loss before it stops; false for never. 20 unless given. */
            early_stopping?: boolean | number;
            /** @description Random changes to training pictures. true unless given: then pictures are mirrored, too, unless names of classes (digits, letters, left) or the pictures themselves speak against it. */
            augmentation?: boolean | {
                /** @description Mirror left and right; no unless given in this object. */
                flip?: boolean;
                /** @description Share of the size. */
                shift?: number;
                /** @description Share of the size. */
                zoom?: number;
                /** @description Degrees. */
                rotation?: number;
                /** @description Share of full brightness. */
                brightness?: number;
                /** @description Share. */
                contrast?: number;
                /** @description Share of full brightness. */
                noise?: number;
            };
            /**
             * @description auto, which counters unequal classes, unless given.
             * @enum {string}
             */
            class_weights?: "auto" | "none";
            /** @description Board of GET /boards that the model is to fit. */
            target?: string;
            /** @description Budget of `auto`: bytes of the int8 model. */
            flash_bytes?: number;
            /** @description Budget of `auto`: bytes of the tensor arena. */
            ram_bytes?: number;
            /** @description Budget of `auto`: seconds from the job’s first byte to its last file. */
            max_seconds?: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * Requirements
         * @description What a run must reach; it fails as `below-the-bar` otherwise.
         */
        Requirements: {
            /** @description Least share of right answers on the held-out pictures: of a training the float model’s, of a compilation the int8 model’s. */
            accuracy?: number;
            /** @description The same of the lower end of its 95 % interval: few held-out pictures do not reach far. */
            accuracy_low?: number;
            /** @description Board of GET /boards that it must fit: of a training by its estimate. */
            board?: string;
        };
        /** ModelTrained */
        ModelTrained: {
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description What was asked for, as it was sent. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What the caller said of it. */
            description: string;
            /** @description Its id. */
            id: number;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description What the predecessor called its folder. */
            model_path: string;
            /**
             * Format: base64
             * @description PNG of a validation picture.
             */
            prediction_image: string;
            /** @description What the model sees in it. */
            prediction: string;
            /**
             * Format: base64
             * @description PNG of accuracy and loss over the epochs.
             */
            statistic_image: string;
        };
        /** RunAccepted */
        RunAccepted: {
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
            /** @description Path of the run. */
            location: string;
            /** @description Path of its events. */
            events: string;
        };
        /**
         * ModelContinue
         * @description Optional, as is everything in it.
         */
        ModelContinue: {
            /** @description What was asked for, as it was sent. */
            parameters?: components["schemas"]["ContinuedParameters"] | null;
        } | null;
        /**
         * ContinuedParameters
         * @description What is other than in the training before, for this training only.
         */
        ContinuedParameters: {
            /** @description Passes over the training pictures. */
            epochs?: number;
            /** @description Pictures per training step. */
            batch_size?: number;
            /** @description Step size of the optimizer. */
            learning_rate?: number;
            /** @description Epochs without a better validation loss before it stops; false for never. 20 unless given. */
            early_stopping?: boolean | number;
            /** @description Random changes to training pictures. true unless given: then pictures are mirrored, too, unless names of classes (digits, letters, left) or the pictures themselves speak against it. */
            augmentation?: boolean | {
                /** @description Mirror left and right; no unless given in this object. */
                flip?: boolean;
                /** @description Share of the size. */
                shift?: number;
                /** @description Share of the size. */
                zoom?: number;
                /** @description Degrees. */
                rotation?: number;
                /** @description Share of full brightness. */
                brightness?: number;
                /** @description Share. */
                contrast?: number;
                /** @description Share of full brightness. */
                noise?: number;
            };
            /**
             * @description auto, which counters unequal classes, unless given.
             * @enum {string}
             */
            class_weights?: "auto" | "none";
            /** @description Pictures of one group (one film, one place, one person) stay on one side of every split, whatever their class. Pictures without a group are on their own. */
            group_by?: {
                /** @description 1 is the first folder of the name within the dataset, -1 the one that holds the picture. */
                folder: number;
            } | {
                /** @description As the name of the file, or with a / as its whole name within the dataset; {group} stands for the group and * for anything. */
                pattern: string;
            };
            /** @description Share of the pictures that is held out to measure with; from 300 pictures on half as many more choose the epoch. Unless given: 0.2 from 300 pictures on; fewer are cross-validated in 5 folds, and the model learns all of them. */
            validation_fraction?: number;
            /** @description Board of GET /boards that the model is to fit. */
            target?: string;
        };
        /** ModelTags */
        ModelTags: {
            /** @description In the place of those that it has. */
            tags: string[];
        };
        /** AliasTarget */
        AliasTarget: {
            /** @description The model that has the alias from now on. */
            model_id: number;
        };
        /** ModelAlias */
        ModelAlias: {
            /** @description Name that may stand where the id of its model does. */
            alias: string;
            /** @description Id of the model. */
            model_id: number;
            /** @description Token that it belongs to; null belongs to everybody with the scope run. */
            owner?: string | null;
            /**
             * Format: date-time-local
             * @description When it was given to this model.
             */
            set_at: string;
        };
        /** ModelDetails */
        ModelDetails: {
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description What was asked for, as it was sent. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What the caller said of it. */
            description: string;
            /** @description Its id. */
            id: number;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description What the predecessor called its folder. */
            model_path: string;
            /** @description Names of the classes, in the order of the scores. */
            classes: string[];
            /** @description Number of the version, from 1. */
            version: number;
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
            /** @description What it was trained on; null where that is not kept. GET /models/{model_id}/files lists it. */
            dataset_version_id?: number | null;
            /** @description Token that it belongs to; null belongs to everybody with the scope run. */
            owner?: string | null;
            /** @description Versions of the software, or of the model. */
            versions: components["schemas"]["ModelVersion"][];
            /** @description What the container measured: a TrainReport, CompileReport or PredictReport. */
            report?: {
                [key: string]: unknown;
            } | null;
            /** @description What it is used as; each may stand where its id does. */
            aliases: string[];
            /** @description What was said of it. */
            tags: string[];
        };
        /** ModelVersion */
        ModelVersion: {
            /** @description Number of the version, from 1. */
            version: number;
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description What it was trained on; null where that is not kept. */
            dataset_version_id?: number | null;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description Why it is kept but not used: it was worse than the version before. null otherwise. */
            refused?: string | null;
        };
        /** TrainedFile */
        TrainedFile: {
            /** @description Its id. */
            id: number;
            /** @description Name within the dataset, with its folder. */
            path: string;
            /** @description The part its owner put it into; null leaves it to each training. */
            split?: ("train" | "validation" | "test") | null;
            /** @description Size in bytes. */
            bytes: number;
            /** @description Media type. */
            media_type?: string | null;
            /** @description Hex. */
            sha256: string;
            /** @description Name of the class. */
            label: string;
            /** @description Whether the dataset has this file still, with these bytes. */
            in_dataset: boolean;
        };
        /** DatasetVersion */
        DatasetVersion: {
            /** @description Its id. */
            id: number;
            /** @description Number of files. */
            files: number;
            /** @description Size in bytes. */
            bytes: number;
            /** @description Of these, bytes that the dataset itself no longer has. */
            kept_bytes: number;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description Models that were trained on it, the first 100. */
            models: number[];
        };
        /** Artifact */
        Artifact: {
            /** @description Name of the file. */
            name: string;
            /** @description Its media type. */
            media_type: string;
            /** @description Its size. */
            bytes: number;
            /** @description What it is for. */
            purpose: string;
            /** @description Path on this relay that downloads it. */
            url: string;
        };
        /**
         * Prediction
         * @description Scores of the float model and, of a compiled model, of the int8 one; `agree` compares them.
         */
        Prediction: {
            /** @description Names of the classes, in the order of the scores. */
            classes: string[];
            /** @description Number of classes; above 100 the lists by class have 100 of them. */
            class_count?: number;
            /** @description What the float model says. */
            float?: {
                /** @description Class it names. */
                predicted: string;
                /** @description Score of the class it names, 0 to 1. */
                confidence: number;
                /** @description Score of the class it names, corrected by the temperature of the training; null where that could not be fitted. */
                calibrated?: number | null;
                /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
                unsure?: boolean | null;
                /** @description Scores of all classes. */
                scores: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Score of the class. */
                    score: number;
                }[];
            } | null;
            /** @description What the int8 model says. */
            int8?: {
                /** @description Class it names. */
                predicted: string;
                /** @description Score of the class it names, 0 to 1. */
                confidence: number;
                /** @description Score of the class it names, corrected by the temperature of the training; null where that could not be fitted. */
                calibrated?: number | null;
                /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
                unsure?: boolean | null;
                /** @description Scores of all classes. */
                scores: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Score of the class. */
                    score: number;
                }[];
            } | null;
            /** @description Whether both models name the same class; null where only one was asked. */
            agree?: boolean | null;
            /** @description How a picture becomes the input of the network. */
            preprocessing: {
                /** @description Pixels. */
                width: number;
                /** @description Pixels. */
                height: number;
                /** @description 1 for grey, 3 for colour. */
                channels: number;
                /**
                 * @description How pictures of another shape are fitted.
                 * @enum {string}
                 */
                resize: "stretch" | "crop" | "pad";
                /**
                 * @description Grey under transparent pictures, 0 to 255.
                 * @default 255
                 */
                background: number;
                /**
                 * @description Which value of 16-bit pictures is black.
                 * @default 0
                 */
                black_level: number;
                /**
                 * @description Which value of 16-bit pictures is white.
                 * @default 65535
                 */
                white_level: number;
            };
            /** @description Seconds it took, by phase where there are several. */
            seconds: {
                [key: string]: number;
            };
            /**
             * @description What was odd, though it did not end the run.
             * @default []
             */
            warnings: {
                /** @description Word for programs. */
                code: string;
                /** @description In words. */
                message: string;
            }[];
            /** @description Versions of the software, or of the model. */
            versions: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
        };
        /** CompiledModel */
        CompiledModel: {
            /**
             * Format: date-time-local
             * @description When it was compiled.
             */
            created: string;
            /** @description The model that it was compiled from. */
            model_id: number;
            /** @description What the predecessor called its folder. */
            model_path: string;
            /** @description Id of the compiled model. */
            id: number;
            /**
             * Format: uuid
             * @description The run that compiled it; only in the answer to a compilation.
             */
            run_id?: string;
            /**
             * Format: uuid
             * @description The run that had done the same before; only in an answer that is what it left.
             */
            reused_run_id?: string;
        };
        /** Observation */
        Observation: {
            /** @description Id of the bridge. */
            bridge_id: number;
            /** @description Id of the device. */
            device_id: number;
            /** @description Scores by class, as the bridge gave them. */
            observation_value: {
                [key: string]: unknown;
            };
        };
        /** RunSummary */
        RunSummary: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * @description What is done: train, continue, compile or predict.
             * @enum {string}
             */
            kind: "train" | "continue" | "compile" | "predict";
            /** @description Token that asked for it; null belongs to everybody. */
            owner?: string | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Why it did not succeed. */
            reason?: ("exit" | "timeout" | "cancelled" | "oom" | "disk" | "image" | "engine" | "bad-input" | "bad-output" | "lost" | "below-the-bar") | null;
            /** @description What happened, in words. */
            detail?: string | null;
            /** @description What to do next. */
            hint?: string | null;
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description The model that was trained or compiled. */
            model_id?: number | null;
            /** @description The compiled model that it made. */
            compiled_model_id?: number | null;
            /** @description What was asked for, as it was sent. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What it must reach, or it fails. */
            require?: components["schemas"]["Requirements"] | null;
            /** @description What its worker must have. */
            labels: string[];
            /** @description Why it waits, where no worker that is ready has what it asks for; else null. */
            waiting_for?: string | null;
            /**
             * Format: date-time-local
             * @description When it was asked for.
             */
            requested_at: string;
            /** @description When a worker took it first. */
            started_at?: string | null;
            /** @description When it ended. */
            finished_at?: string | null;
            /** @description When its end was asked for; null where it was not. */
            cancel_requested_at?: string | null;
            /** @description How often a worker took it. */
            attempts: number;
            /** @description Who executes or executed it. */
            worker?: string | null;
            /** @description X-Request-Id of the request that asked for it, as the log has it; null before there was one. */
            request_id?: string | null;
            /** @description Container runtime that executed it. */
            runtime?: string | null;
            /** @description Id of the container’s image. */
            image_id?: string | null;
        };
        /** Run */
        Run: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * @description What is done: train, continue, compile or predict.
             * @enum {string}
             */
            kind: "train" | "continue" | "compile" | "predict";
            /** @description Token that asked for it; null belongs to everybody. */
            owner?: string | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Why it did not succeed. */
            reason?: ("exit" | "timeout" | "cancelled" | "oom" | "disk" | "image" | "engine" | "bad-input" | "bad-output" | "lost" | "below-the-bar") | null;
            /** @description What happened, in words. */
            detail?: string | null;
            /** @description What to do next. */
            hint?: string | null;
            /** @description Id of the dataset; null where it has been deleted or there is none. */
            dataset_id?: number | null;
            /** @description The model that was trained or compiled. */
            model_id?: number | null;
            /** @description The compiled model that it made. */
            compiled_model_id?: number | null;
            /** @description What was asked for, as it was sent. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What it must reach, or it fails. */
            require?: components["schemas"]["Requirements"] | null;
            /** @description What its worker must have. */
            labels: string[];
            /** @description Why it waits, where no worker that is ready has what it asks for; else null. */
            waiting_for?: string | null;
            /**
             * Format: date-time-local
             * @description When it was asked for.
             */
            requested_at: string;
            /** @description When a worker took it first. */
            started_at?: string | null;
            /** @description When it ended. */
            finished_at?: string | null;
            /** @description When its end was asked for; null where it was not. */
            cancel_requested_at?: string | null;
            /** @description How often a worker took it. */
            attempts: number;
            /** @description Who executes or executed it. */
            worker?: string | null;
            /** @description X-Request-Id of the request that asked for it, as the log has it; null before there was one. */
            request_id?: string | null;
            /** @description Container runtime that executed it. */
            runtime?: string | null;
            /** @description Id of the container’s image. */
            image_id?: string | null;
            /** @description What the container measured. */
            report?: {
                [key: string]: unknown;
            } | null;
            /** @description Files that the run left. */
            artifacts: {
                /** @description Its name. */
                name: string;
                /** @description Media type. */
                media_type: string;
                /** @description Size in bytes. */
                bytes: number;
            }[];
        };
        /** TicketRequest */
        TicketRequest: {
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
        };
        /** Ticket */
        Ticket: {
            /** @description What to send as `?ticket=`. */
            ticket: string;
            /**
             * Format: date-time-local
             * @description When it ends.
             */
            expires: string;
        };
        /** WebhookRequest */
        WebhookRequest: {
            /** @description Where the end of runs is told, by http or https. */
            url: string;
        };
        /** WebhookCreated */
        WebhookCreated: {
            /** @description Its id. */
            id: number;
            /** @description Token that it belongs to; null belongs to everybody with the scope run. */
            owner?: string | null;
            /** @description Where the end of runs is told. */
            url: string;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description Deliveries that are still to be made. */
            waiting: number;
            /** @description Signs what is sent, as Standard Webhooks has it. Keep it: it is not shown again. */
            secret: string;
        };
        /** Webhook */
        Webhook: {
            /** @description Its id. */
            id: number;
            /** @description Token that it belongs to; null belongs to everybody with the scope run. */
            owner?: string | null;
            /** @description Where the end of runs is told. */
            url: string;
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description Deliveries that are still to be made. */
            waiting: number;
        };
        /** WebhookDelivery */
        WebhookDelivery: {
            /**
             * Format: uuid
             * @description What `webhook-id` says, at every attempt.
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the run.
             */
            run_id: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "given-up";
            /** @description How often a worker took it. */
            attempts: number;
            /** @description HTTP status of the last answer. */
            status?: number | null;
            /** @description Why the last attempt was none. */
            problem?: string | null;
            /**
             * Format: date-time-local
             * @description When it is tried again, where it waits.
             */
            next_at: string;
        };
        /** Board */
        Board: {
            /** @description What `target` and the board of a device name. */
            id: string;
            /** @description As its maker calls it. */
            name: string;
            /** @description Cores and, where known, the chip. */
            cpu: string;
            /** @description Megahertz. */
            clock_mhz: number;
            /** @description For the program and the model. */
            flash_bytes: number;
            /** @description For the tensor arena and everything else. */
            ram_bytes: number;
            /** @description Most that its program gives the tensor arena. */
            arena_limit_bytes?: number;
            /** @description The largest piece of RAM that a program can have from its start. */
            static_bytes?: number;
            /** @description Flash that is taken before a program has any: bootloader and tables, where a source tells; else nothing is counted for them. */
            system_flash_bytes?: number;
            /** @description RAM on a bus of its own, slower: what is too much for the rest goes there. */
            psram_bytes?: number;
            /** @description Whether it stands for a sketch of the MCU bridge, with its limits. */
            sketch?: boolean;
            /** @description Whether CMSIS-NN has kernels for its core. */
            cmsis_nn?: boolean;
            /** @description What builds programs for it. */
            toolchain: string;
            /** @description Where these figures are from. */
            source: string;
            /** @description What others measured on it. */
            latencies: {
                /** @description Library of kernels that was measured. */
                kernels: string;
                /** @description What was measured. */
                model: string;
                /** @description Its multiply-accumulates. */
                macs: number;
                /** @description Time for one picture. */
                milliseconds: number;
                /** @description Who measured it. */
                source: string;
            }[];
        };
        /** Architecture */
        Architecture: {
            /** @description What the parameter `architecture` takes. */
            name: string;
            /** @description What it is, and when to choose it. */
            description: string;
            /** @description Whether it is used where none is named, for pictures of 64x64 and more. */
            default: boolean;
            /** @description Whether a training can begin with weights that the image brings. */
            pretrained: boolean;
        };
        /** NetworkEstimate */
        NetworkEstimate: {
            /** @description Bytes of the int8 .tflite file, within some 10 per cent. */
            model_bytes: number;
            /** @description Bytes of the largest set of tensors that live at once. */
            activation_bytes: number;
            /** @description Bytes of RAM for tensors. */
            arena_bytes: number;
            /** @description Multiply-accumulates for one picture. */
            macs: number;
            /** @description Of one run of the C on a Cortex-M4: within 15 per cent of what an emulator counts. Not cycles. */
            instructions: number;
            /** @description What the model takes as plain C. */
            c: {
                /** @description Bytes of flash that the board has. */
                flash_bytes: number;
                /** @description Bytes of RAM that the board has. */
                ram_bytes: number;
                /** @description About as many bytes of stack it takes besides. */
                stack_bytes: number;
            };
            /** @description Whether the model fits the boards of GET /boards. */
            boards: {
                /** @description Its id. */
                id: string;
                /** @description Its name. */
                name: string;
                /**
                 * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                 * @enum {string}
                 */
                verdict: "fits" | "tight" | "no";
                /**
                 * @description Why not.
                 * @default null
                 */
                reason: string | null;
                /** @description The verdict for each way to run the model. */
                runtimes?: {
                    /**
                     * @description Its name.
                     * @enum {string}
                     */
                    name: "c" | "tflite-micro" | "tflite-micro-cmsis-nn";
                    /**
                     * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                     * @enum {string}
                     */
                    verdict: "fits" | "tight" | "no";
                    /** @description Why not. */
                    reason?: string | null;
                    /** @description Whether its tensors have to lie in RAM on a bus of its own, which is slower. */
                    psram?: boolean;
                    /** @description Bytes of flash for the model and the code that runs it. */
                    flash_needed: number;
                    /** @description Bytes of RAM with all that this way needs. */
                    ram_needed: number;
                }[];
                /** @description Bytes of flash for the model and the code that runs it. */
                flash_needed: number;
                /** @description Bytes of flash that the board has. */
                flash_bytes: number;
                /** @description Bytes of RAM that the tensors of this model need. */
                arena_needed: number;
                /** @description Bytes of RAM that are wise to spend on tensors. */
                arena_budget: number;
                /** @description Bytes of RAM that the board has. */
                ram_bytes: number;
                /** @description Bytes of flash that are missing. */
                flash_missing: number;
                /** @description Bytes of RAM that are missing. */
                ram_missing: number;
                /** @description Measurements of others, scaled by multiply-accumulates. */
                latencies: {
                    /** @description Library of kernels that was measured. */
                    kernels: string;
                    /** @description Time for one picture. */
                    milliseconds: number;
                    /** @description Least and most milliseconds: networks differ that much in what a multiply-accumulate takes. */
                    range?: [
                        number,
                        number
                    ];
                    /** @description Where the figure comes from. */
                    from: string;
                }[];
            }[];
        };
        /** Worker */
        Worker: {
            /** @description Its name, as in `worker` of its runs. */
            name: string;
            /**
             * @description `ready` claims runs; `drained` was told not to; `lacking` cannot; `silent` has not been heard of lately.
             * @enum {string}
             */
            state: "ready" | "drained" | "lacking" | "silent";
            /** @description What it lacks to execute runs; null where nothing. */
            lacks?: string | null;
            /** @description Runtime of its job containers; null while it has none. */
            runtime?: string | null;
            /** @description What it has for runs that ask for it by the header Run-Labels. */
            labels: string[];
            /** @description Image of its job containers. */
            image: string;
            /** @description Runs that it executes at once. */
            slots: number;
            /** @description Bytes of memory that a run has there. */
            memory_bytes: number;
            /** @description CPUs that a run has there. */
            cpus: number;
            /**
             * Format: date-time-local
             * @description When it was started.
             */
            started_at: string;
            /**
             * Format: date-time-local
             * @description When it said so last.
             */
            seen_at: string;
            /** @description Runs that it executes. */
            runs: string[];
        };
        /** Token */
        Token: {
            /** @description Its name. */
            name: string;
            /** @description What it may: read, run, admin. */
            scopes: ("read" | "run" | "admin")[];
            /**
             * Format: date-time-local
             * @description When it was made.
             */
            created: string;
            /** @description When it was last used, to the minute. */
            last_used?: string | null;
            /** @description When it ends. */
            expires?: string | null;
            /** @description When it was taken away; null where it was not. */
            revoked?: string | null;
            /** @description Whether its time is over. */
            is_expired: boolean;
        };
        /** Readiness */
        Readiness: {
            /** @description Whether everything is well. */
            ready: boolean;
            /** @description Null, or what is wrong. */
            checks: {
                [key: string]: string | null;
            };
            /** @description What is lost although it works, as with a fallback runtime. */
            warnings: string[];
        };
        /** TrainReport */
        TrainReport: {
            /** @description Names of the classes, in the order of the scores. */
            classes: string[];
            /** @description Number of classes; above 100 the lists by class have 100 of them. */
            class_count?: number;
            /**
             * @description Artifact with the figures of all classes, where there are more than 100; else null.
             * @default null
             */
            details: "evaluation.json" | null;
            /** @description Number of pictures. */
            images: {
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures left out because they cannot be used. */
                rejected: number;
                /** @description Pictures left out because they came before. */
                duplicates: number;
                /** @description Pictures left out because another class has them, too. */
                conflicts: number;
            };
            /** @description How many pictures each part has, and who decided. */
            split?: {
                /**
                 * @description Who decided which pictures are held out: `user` by the parts of the dataset, or `relay`.
                 * @enum {string}
                 */
                by: "user" | "relay";
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures held out for a test. */
                test: number;
                /** @description Of few pictures: models that were each measured on the part that they had not seen. */
                folds?: number;
            };
            /** @description Of few pictures: models that were each measured on the part that they had not seen. */
            folds?: {
                /** @description Number of pictures. */
                images: number;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy: number;
            }[] | null;
            /** @description Whether training pictures were mirrored at random, and why; null where they were used as they are. */
            mirroring?: {
                /** @description Whether it is done. */
                on: boolean;
                /** @description Share of the pictures that can be told from their mirror images; null where that was not asked. */
                told?: number | null;
                /** @description The reason. */
                why: string;
            } | null;
            /** @description Files that show the same picture. */
            same_pictures: {
                /**
                 * @description Word for programs.
                 * @enum {string}
                 */
                code: "conflict" | "copy";
                /** @description Number of files. */
                files: {
                    /** @description Id of the file in the dataset. */
                    file_id: number;
                    /** @description Name of the class. */
                    label: string;
                }[];
                /** @description Id of the file that was used; null where none was. */
                kept?: number | null;
                /** @description In words. */
                message: string;
            }[];
            /** @description Whether colour tells classes apart; null for a training on colour, or on pictures without. */
            color?: {
                /** @description Whether classes differ in colour that a training on grey does not see. */
                matters: boolean;
                /** @description Pairs of classes, those first that differ most in colour. */
                pairs: {
                    /** @description Names of the classes, in the order of the scores. */
                    classes: [
                        string,
                        string
                    ];
                    /** @description How often the nearer of two mean colours is the right class. */
                    by_color: number;
                    /** @description The same by figures that grey pictures have, too. */
                    by_grey: number;
                }[];
            } | null;
            /**
             * @description What was odd, though it did not end the run.
             * @default []
             */
            warnings: {
                /** @description Word for programs. */
                code: string;
                /** @description In words. */
                message: string;
            }[];
            /** @description Number of epochs. */
            epochs: {
                /** @description Number of epochs that was asked for. */
                requested: number;
                /** @description Number of epochs that were run. */
                run: number;
                /** @description Epoch whose weights were kept. */
                best: number;
            };
            /** @description Figures of every epoch. */
            history: {
                /** @description Number of the epoch, from 1. */
                epoch: number;
                /** @description Mean of the loss function. */
                loss?: number | null;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy?: number | null;
                /** @description Mean of the loss function on the held-out pictures. */
                val_loss?: number | null;
                /** @description Share of right answers on the held-out pictures. */
                val_accuracy?: number | null;
                /** @description Step size of the optimizer. */
                learning_rate?: number | null;
                /** @description Seconds it took, by phase where there are several. */
                seconds?: number | null;
            }[];
            /** @description What was right on the held-out pictures. */
            evaluation: {
                /** @description Number of pictures. */
                images: number;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy: number;
                /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                interval?: [
                    number,
                    number
                ];
                /** @description Accuracy of always naming the most frequent class. */
                majority?: number;
                /** @description Mean of the classes’ recalls: every class counts the same. */
                balanced_accuracy: number;
                /** @description Mean of the loss function. */
                loss: number;
                /** @description Counts by [true class][predicted class]. */
                confusion?: number[][] | null;
                /** @description The most frequent confusions, where there are more than 100 classes. */
                most_confused?: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Class it names. */
                    predicted: string;
                    /** @description How many. */
                    count: number;
                }[];
                /** @description Figures of every class. */
                per_class: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Share of the answers of this class that are right. */
                    precision?: number | null;
                    /** @description Share of the pictures of this class that are found. */
                    recall?: number | null;
                    /** @description Harmonic mean of precision and recall. */
                    f1?: number | null;
                    /** @description Number of pictures of this class. */
                    support: number;
                }[];
                /** @description Area under the curve, for two classes of which the second is the positive one; else null. */
                roc_auc?: number | null;
                /** @description Wrong answers, the surest first. */
                worst: {
                    /** @description Id of the file in the dataset. */
                    file_id: number;
                    /** @description Name of the class. */
                    label: string;
                    /** @description Class it names. */
                    predicted: string;
                    /** @description Score of the class it names, 0 to 1. */
                    confidence: number;
                }[];
            };
            /** @description Score of the class it names, 0 to 1. */
            confidence?: {
                /** @description What the last sums are divided by to correct the scores. */
                temperature: number;
                /** @description Pictures that fitted the temperature, none of them learned; null where there were none. */
                fitted?: {
                    /**
                     * @description Who decided which pictures are held out: `user` by the parts of the dataset, or `relay`.
                     * @enum {string}
                     */
                    by: "folds" | "validation";
                    /** @description Number of pictures. */
                    images: number;
                } | null;
                /** @description Expected calibration error: how far confidence and share of right answers are apart. */
                ece: {
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Bins of equal width. */
                    bins: number;
                    /** @description Accuracy of the model before further training. */
                    before: number;
                    /** @description Accuracy of the model after further training. */
                    after: number;
                    /** @description What chance alone makes of scores that are right, with so many pictures. */
                    by_chance: number;
                };
                /** @description What answering from a threshold on gives. */
                thresholds: {
                    /** @description Corrected confidence from which on it answers. */
                    threshold: number;
                    /** @description Pictures for which the model is sure enough to answer. */
                    answered: number;
                    /** @description Share of the pictures that are answered. */
                    coverage: number;
                    /** @description Share of the answers of this class that are right. */
                    precision?: number | null;
                    /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                    interval?: [
                        number,
                        number
                    ] | null;
                }[];
                /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
                unsure?: {
                    /** @description Corrected confidence below which it is unsure. */
                    below: number;
                    /** @description The same as a raw int8 output. */
                    raw: number;
                    /** @description Whether the raw output decides just as the corrected confidence does: so it is for two classes. */
                    exact: boolean;
                    /** @description Pictures on which they agree. */
                    same: number;
                    /** @description Number of pictures. */
                    images: number;
                } | null;
                /** @description The reason. */
                why: string;
            } | null;
            /** @description Pictures whose label looks wrong to models that did not learn them. */
            suspects?: {
                /** @description Number of pictures. */
                images: number;
                /** @description Pictures that the training used. */
                used: number;
                /** @description Pictures whose label looks wrong. */
                found: number;
                /** @description Number of pictures it has labels for. */
                pictures: {
                    /** @description Id of the file in the dataset. */
                    file_id: number;
                    /** @description Name of the class. */
                    label: string;
                    /** @description The class that it looks like. */
                    suggested: string;
                    /** @description Score of the class it names, 0 to 1. */
                    confidence: number;
                    /** @description Corrected score of its label. */
                    own: number;
                }[];
            } | null;
            /** @description The model before and after further training, by the pictures that each was measured with; null for a first training. */
            comparison?: {
                /** @description Number of pictures. */
                images: number;
                /** @description Accuracy of the model before further training. */
                before: number;
                /** @description Accuracy of the model after further training. */
                after: number;
                /** @description The same apart: earlier pictures show what was forgotten, those of this dataset what was learned. */
                parts: {
                    /**
                     * @description Held-out pictures of trainings `earlier`, or of this `dataset`.
                     * @enum {string}
                     */
                    of: "earlier" | "dataset";
                    /** @description Which training of the model, from 1. */
                    training?: number;
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Accuracy of the model before further training. */
                    before: number;
                    /** @description Accuracy of the model after further training. */
                    after: number;
                }[];
                /** @description Why the model before stays the current one; null where the new one took its place. */
                refused?: string | null;
            } | null;
            /** @description Network, one of GET /architectures. */
            architecture: string;
            /** @description What the training began with; null for random weights. */
            initial_weights?: string | null;
            /** @description What `auto` tried, or left out and why; empty for a named network. */
            candidates: {
                /** @description Network, one of GET /architectures. */
                architecture: string;
                /** @description What the training began with; null for random weights. */
                initial_weights?: string | null;
                /** @description Pixels. */
                width?: number;
                /** @description Pixels. */
                height?: number;
                /** @description 1 for grey, 3 for colour. */
                channels?: number;
                /** @description Bytes of the int8 model. */
                model_bytes: number;
                /** @description Bytes of RAM for tensors. */
                arena_bytes: number;
                /** @description Multiply-accumulates for one picture. */
                macs: number;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy?: number | null;
                /** @description Why it was not tried; null where it was. */
                skipped?: string | null;
                /** @description Its runs, the first short, on pictures that are not reported on. */
                rungs?: {
                    /** @description Number of epochs. */
                    epochs: number;
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Mean of the loss function. */
                    loss?: number | null;
                    /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                    accuracy: number;
                    /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                    interval: [
                        number,
                        number
                    ];
                    /** @description Seconds it took, by phase where there are several. */
                    seconds: number;
                }[];
                /** @description Seconds it took, by phase where there are several. */
                seconds?: number;
                /** @description What became of it: chosen, or why not; null where it was not tried. */
                became?: string | null;
            }[];
            /** @description Number of weights. */
            params: number;
            /** @description Digest of the weights: equal for the same seed, pictures, parameters and machine. */
            weights_sha256: string;
            /** @description Multiply-accumulates for one picture. */
            macs: number;
            /** @description What the int8 model will need, from the network alone. */
            estimate: {
                /** @description Bytes of the int8 model. */
                model_bytes: number;
                /** @description Bytes of the largest set of tensors that live at once. */
                activation_bytes: number;
                /** @description Bytes of RAM for tensors. */
                arena_bytes: number;
                /** @description About as many instructions of a Cortex-M4 one answer takes. */
                instructions?: number;
                /** @description Whether the model fits the boards of GET /boards. */
                boards: {
                    /** @description Its id. */
                    id: string;
                    /** @description Its name. */
                    name: string;
                    /**
                     * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                     * @enum {string}
                     */
                    verdict: "fits" | "tight" | "no";
                    /**
                     * @description Why not.
                     * @default null
                     */
                    reason: string | null;
                    /** @description The verdict for each way to run the model. */
                    runtimes?: {
                        /**
                         * @description Its name.
                         * @enum {string}
                         */
                        name: "c" | "tflite-micro" | "tflite-micro-cmsis-nn";
                        /**
                         * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                         * @enum {string}
                         */
                        verdict: "fits" | "tight" | "no";
                        /** @description Why not. */
                        reason?: string | null;
                        /** @description Whether its tensors have to lie in RAM on a bus of its own, which is slower. */
                        psram?: boolean;
                        /** @description Bytes of flash for the model and the code that runs it. */
                        flash_needed: number;
                        /** @description Bytes of RAM with all that this way needs. */
                        ram_needed: number;
                    }[];
                    /** @description Bytes of flash for the model and the code that runs it. */
                    flash_needed: number;
                    /** @description Bytes of flash that the board has. */
                    flash_bytes: number;
                    /** @description Bytes of RAM that the tensors of this model need. */
                    arena_needed: number;
                    /** @description Bytes of RAM that are wise to spend on tensors. */
                    arena_budget: number;
                    /** @description Bytes of RAM that the board has. */
                    ram_bytes: number;
                    /** @description Bytes of flash that are missing. */
                    flash_missing: number;
                    /** @description Bytes of RAM that are missing. */
                    ram_missing: number;
                    /** @description Measurements of others, scaled by multiply-accumulates. */
                    latencies: {
                        /** @description Library of kernels that was measured. */
                        kernels: string;
                        /** @description Time for one picture. */
                        milliseconds: number;
                        /** @description Least and most milliseconds: networks differ that much in what a multiply-accumulate takes. */
                        range?: [
                            number,
                            number
                        ];
                        /** @description Where the figure comes from. */
                        from: string;
                    }[];
                }[];
            };
            /** @description What the model says of sample.png. */
            prediction: {
                /** @description Id of the file in the dataset. */
                file_id: number;
                /** @description Name of the class. */
                label: string;
                /** @description Class it names. */
                predicted: string;
                /** @description Score of the class it names, 0 to 1. */
                confidence: number;
            };
            /** @description How a picture becomes the input of the network. */
            preprocessing: {
                /** @description Pixels. */
                width: number;
                /** @description Pixels. */
                height: number;
                /** @description 1 for grey, 3 for colour. */
                channels: number;
                /**
                 * @description How pictures of another shape are fitted.
                 * @enum {string}
                 */
                resize: "stretch" | "crop" | "pad";
                /**
                 * @description Grey under transparent pictures, 0 to 255.
                 * @default 255
                 */
                background: number;
                /**
                 * @description Which value of 16-bit pictures is black.
                 * @default 0
                 */
                black_level: number;
                /**
                 * @description Which value of 16-bit pictures is white.
                 * @default 65535
                 */
                white_level: number;
            };
            /** @description The parameters with every default filled in. */
            settings: {
                [key: string]: unknown;
            };
            /** @description Seconds it took, by phase where there are several. */
            seconds: {
                [key: string]: number;
            };
            /** @description What the random numbers began with. */
            seed: number;
            /** @description Versions of the software, or of the model. */
            versions: {
                [key: string]: string;
            };
        };
        /** CompileReport */
        CompileReport: {
            /** @description Names of the classes, in the order of the scores. */
            classes: string[];
            /** @description Number of classes; above 100 the lists by class have 100 of them. */
            class_count?: number;
            /**
             * @description Artifact with the figures of all classes, where there are more than 100; else null.
             * @default null
             */
            details: "evaluation.json" | null;
            /** @description The classes in the order in which people count: 1, 2, 10. */
            natural_order?: string[];
            /** @description Network, one of GET /architectures. */
            architecture: string;
            /** @description Number of weights. */
            params: number;
            /** @description Multiply-accumulates for one picture. */
            macs: number;
            /** @description How a picture becomes the input of the network. */
            preprocessing: {
                /** @description Pixels. */
                width: number;
                /** @description Pixels. */
                height: number;
                /** @description 1 for grey, 3 for colour. */
                channels: number;
                /**
                 * @description How pictures of another shape are fitted.
                 * @enum {string}
                 */
                resize: "stretch" | "crop" | "pad";
                /**
                 * @description Grey under transparent pictures, 0 to 255.
                 * @default 255
                 */
                background: number;
                /**
                 * @description Which value of 16-bit pictures is black.
                 * @default 0
                 */
                black_level: number;
                /**
                 * @description Which value of 16-bit pictures is white.
                 * @default 65535
                 */
                white_level: number;
            };
            /** @description How many pictures each part has, and who decided. */
            split?: {
                /**
                 * @description Who decided which pictures are held out: `user` by the parts of the dataset, or `relay`.
                 * @enum {string}
                 */
                by: "user" | "relay";
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
                /** @description Pictures held out for a test. */
                test: number;
                /** @description Of few pictures: models that were each measured on the part that they had not seen. */
                folds?: number;
            } | null;
            /** @description What the training began with; null for random weights. */
            initial_weights?: string | null;
            /** @description What `auto` tried, or left out and why; empty for a named network. */
            candidates?: {
                /** @description Network, one of GET /architectures. */
                architecture: string;
                /** @description What the training began with; null for random weights. */
                initial_weights?: string | null;
                /** @description Pixels. */
                width?: number;
                /** @description Pixels. */
                height?: number;
                /** @description 1 for grey, 3 for colour. */
                channels?: number;
                /** @description Bytes of the int8 model. */
                model_bytes: number;
                /** @description Bytes of RAM for tensors. */
                arena_bytes: number;
                /** @description Multiply-accumulates for one picture. */
                macs: number;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy?: number | null;
                /** @description Why it was not tried; null where it was. */
                skipped?: string | null;
                /** @description Its runs, the first short, on pictures that are not reported on. */
                rungs?: {
                    /** @description Number of epochs. */
                    epochs: number;
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Mean of the loss function. */
                    loss?: number | null;
                    /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                    accuracy: number;
                    /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                    interval: [
                        number,
                        number
                    ];
                    /** @description Seconds it took, by phase where there are several. */
                    seconds: number;
                }[];
                /** @description Seconds it took, by phase where there are several. */
                seconds?: number;
                /** @description What became of it: chosen, or why not; null where it was not tried. */
                became?: string | null;
            }[];
            /** @description What goes in: real value = scale * (stored value - zero_point). */
            input: {
                /** @description Sizes of its dimensions. */
                shape: number[];
                /**
                 * @description Sort of thing it is.
                 * @constant
                 */
                type: "int8";
                /** @description Size of one step of the stored value. */
                scale: number;
                /** @description Stored value that means zero. */
                zero_point: number;
            };
            /** @description What comes out: real value = scale * (stored value - zero_point). */
            output: {
                /** @description Sizes of its dimensions. */
                shape: number[];
                /**
                 * @description Sort of thing it is.
                 * @constant
                 */
                type: "int8";
                /** @description Size of one step of the stored value. */
                scale: number;
                /** @description Stored value that means zero. */
                zero_point: number;
            };
            /** @description The models that were made, `model.tflite` being the int8 one. */
            variants: {
                /** @description Its name. */
                name: string;
                /**
                 * @description What is done: train, continue, compile or predict.
                 * @enum {string}
                 */
                kind: "int8" | "float32" | "int16x8";
                /** @description Size in bytes. */
                bytes: number;
                /** @description What was right on the held-out pictures. */
                evaluation?: {
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                    accuracy: number;
                    /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                    interval?: [
                        number,
                        number
                    ];
                    /** @description Accuracy of always naming the most frequent class. */
                    majority?: number;
                    /** @description Mean of the classes’ recalls: every class counts the same. */
                    balanced_accuracy: number;
                    /** @description Mean of the loss function. */
                    loss: number;
                    /** @description Counts by [true class][predicted class]. */
                    confusion?: number[][] | null;
                    /** @description The most frequent confusions, where there are more than 100 classes. */
                    most_confused?: {
                        /** @description Name of the class. */
                        label: string;
                        /** @description Class it names. */
                        predicted: string;
                        /** @description How many. */
                        count: number;
                    }[];
                    /** @description Figures of every class. */
                    per_class: {
                        /** @description Name of the class. */
                        label: string;
                        /** @description Share of the answers of this class that are right. */
                        precision?: number | null;
                        /** @description Share of the pictures of this class that are found. */
                        recall?: number | null;
                        /** @description Harmonic mean of precision and recall. */
                        f1?: number | null;
                        /** @description Number of pictures of this class. */
                        support: number;
                    }[];
                    /** @description Area under the curve, for two classes of which the second is the positive one; else null. */
                    roc_auc?: number | null;
                    /** @description Wrong answers, the surest first. */
                    worst: {
                        /** @description Id of the file in the dataset. */
                        file_id: number;
                        /** @description Name of the class. */
                        label: string;
                        /** @description Class it names. */
                        predicted: string;
                        /** @description Score of the class it names, 0 to 1. */
                        confidence: number;
                    }[];
                } | null;
            }[];
            /** @description On how many held-out pictures the int8 and the float model name the same class. */
            agreement: {
                /** @description Number of pictures. */
                images: number;
                /** @description Pictures on which they agree. */
                same: number;
                /** @description Part of the whole, 0 to 1. */
                share: number;
            };
            /** @description Float accuracy minus int8 accuracy; negative where int8 is better. */
            accuracy_loss: number;
            /** @description What float or int8 alone gets right, and the 95 % interval of the loss, paired. */
            quantisation?: {
                /** @description Pictures that the float model alone gets right. */
                only_float: number;
                /** @description Pictures that the int8 model alone gets right. */
                only_int8: number;
                /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                interval: [
                    number,
                    number
                ];
            };
            /** @description Operators of the int8 model. */
            operators: {
                /** @description Its name. */
                name: string;
                /** @description How many. */
                count: number;
            }[];
            /** @description Operators that the bridge’s sketch does not register. */
            unknown_to_sketch: string[];
            /** @description RAM that tensors take on a 32-bit board. */
            arena: {
                /** @description Bytes of the largest set of tensors that live at once. */
                activation_bytes: number;
                /** @description Computed bytes of RAM for tensors. */
                estimated_bytes: number;
                /** @description Bytes of RAM for tensors with CMSIS-NN. */
                cmsis_nn_bytes?: number;
                /** @description Bytes of RAM to reserve for tensors. */
                recommended_bytes: number;
                /** @description Bytes to reserve where CMSIS-NN uses vector instructions. */
                recommended_mve_bytes?: number;
                /** @description Bytes of RAM for tensors as measured; null where nothing could be. */
                measured_bytes?: number | null;
                /** @description On what it was measured. */
                measured_on?: string | null;
            };
            /** @description The model as plain C; absent in reports of older images. */
            c?: {
                /**
                 * @description Whether the model is delivered as plain C.
                 * @constant
                 */
                offered: true;
                /** @description Its name. */
                name: string;
                /** @description Bytes of RAM that the board has. */
                ram_bytes: number;
                /** @description About as many bytes of stack it takes besides. */
                stack_bytes: number;
                /** @description Bytes of flash that the board has. */
                flash_bytes: number;
                /** @description Bytes of its weights, in flash. */
                weight_bytes: number;
                /** @description Bytes of its other constants, in flash. */
                table_bytes: number;
                /** @description Bytes of its code on a Cortex-M4. */
                code_bytes: number;
                /** @description About as many instructions of a Cortex-M4 one answer takes. */
                instructions: number;
                /** @description Number of pictures. */
                images?: number | null;
            } | {
                /**
                 * @description Whether the model is delivered as plain C.
                 * @constant
                 */
                offered: false;
                /** @description Why not. */
                reason: string;
            };
            /** @description Whether the model fits the boards of GET /boards. */
            boards: {
                /** @description Its id. */
                id: string;
                /** @description Its name. */
                name: string;
                /**
                 * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                 * @enum {string}
                 */
                verdict: "fits" | "tight" | "no";
                /**
                 * @description Why not.
                 * @default null
                 */
                reason: string | null;
                /** @description The verdict for each way to run the model. */
                runtimes?: {
                    /**
                     * @description Its name.
                     * @enum {string}
                     */
                    name: "c" | "tflite-micro" | "tflite-micro-cmsis-nn";
                    /**
                     * @description `tight` fits, but leaves less RAM to the rest of the program than is wise.
                     * @enum {string}
                     */
                    verdict: "fits" | "tight" | "no";
                    /** @description Why not. */
                    reason?: string | null;
                    /** @description Whether its tensors have to lie in RAM on a bus of its own, which is slower. */
                    psram?: boolean;
                    /** @description Bytes of flash for the model and the code that runs it. */
                    flash_needed: number;
                    /** @description Bytes of RAM with all that this way needs. */
                    ram_needed: number;
                }[];
                /** @description Bytes of flash for the model and the code that runs it. */
                flash_needed: number;
                /** @description Bytes of flash that the board has. */
                flash_bytes: number;
                /** @description Bytes of RAM that the tensors of this model need. */
                arena_needed: number;
                /** @description Bytes of RAM that are wise to spend on tensors. */
                arena_budget: number;
                /** @description Bytes of RAM that the board has. */
                ram_bytes: number;
                /** @description Bytes of flash that are missing. */
                flash_missing: number;
                /** @description Bytes of RAM that are missing. */
                ram_missing: number;
                /** @description Measurements of others, scaled by multiply-accumulates. */
                latencies: {
                    /** @description Library of kernels that was measured. */
                    kernels: string;
                    /** @description Time for one picture. */
                    milliseconds: number;
                    /** @description Least and most milliseconds: networks differ that much in what a multiply-accumulate takes. */
                    range?: [
                        number,
                        number
                    ];
                    /** @description Where the figure comes from. */
                    from: string;
                }[];
            }[];
            /** @description The int8 model in the interpreter of TensorFlow Lite Micro; null where that is not installed. */
            micro?: ({
                /**
                 * @description Whether it runs there.
                 * @constant
                 */
                runs: true;
                /** @description Number of pictures. */
                images: number;
                /** @description Held-out pictures in all. */
                held_out?: number;
                /** @description Pictures whose output equals that of TensorFlow Lite bit by bit. */
                identical: number;
                /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
                accuracy: number;
                /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                interval?: [
                    number,
                    number
                ];
                /** @description Where TensorFlow Lite Micro answers otherwise than TensorFlow Lite on the computer of the job; null where nowhere. */
                differences?: {
                    /** @description Number of pictures. */
                    images: number;
                    /** @description Most that an int8 value differs by. */
                    units: number;
                    /** @description Pictures for which another class is named. */
                    other_class: number;
                    /** @description Of the pictures that differ, how many were looked into. */
                    examined: number;
                    /** @description Operators of the int8 model. */
                    operators: {
                        /** @description Place among the operators, from 1. */
                        position: number;
                        /** @description Its name. */
                        name: string;
                        /** @description Number of pictures. */
                        images: number;
                        /** @description Most that an int8 value differs by. */
                        units: number;
                    }[];
                } | null;
            } | {
                /**
                 * @description Whether it runs there.
                 * @constant
                 */
                runs: false;
                /** @description Why not. */
                reason: string;
            }) | null;
            /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
            unsure?: {
                /** @description Whether the raw output decides just as the corrected confidence does: so it is for two classes. */
                exact: boolean;
                /** @description Number of pictures. */
                images: number;
                /** @description Corrected confidence below which it is unsure. */
                below: number;
                /** @description The same as a raw int8 output. */
                raw: number;
                /** @description Score of the class. */
                score: number;
                /** @description Pictures for which the model is sure enough to answer. */
                answered: number;
                /** @description Share of the pictures that are answered. */
                coverage: number;
                /** @description Share of the answers of this class that are right. */
                precision?: number | null;
                /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                interval?: [
                    number,
                    number
                ] | null;
                /** @description What other thresholds would give. */
                choices: {
                    /** @description Corrected confidence below which it is unsure. */
                    below: number;
                    /** @description The same as a raw int8 output. */
                    raw: number;
                    /** @description Score of the class. */
                    score: number;
                    /** @description Pictures for which the model is sure enough to answer. */
                    answered: number;
                    /** @description Share of the pictures that are answered. */
                    coverage: number;
                    /** @description Share of the answers of this class that are right. */
                    precision?: number | null;
                    /** @description From and to: 95 % of such measurements lie in it (Wilson). */
                    interval?: [
                        number,
                        number
                    ] | null;
                }[];
            } | null;
            /** @description The delivered test vectors: held-out pictures with the answers that they must get. */
            golden?: {
                /** @description Number of pictures. */
                images: number;
                /**
                 * @description Whose answers the delivered test vectors expect: TensorFlow Lite Micro, or the C or TensorFlow Lite where that could not run.
                 * @enum {string}
                 */
                answered_by: "tflite-micro" | "c" | "tflite";
            };
            /** @description Pictures that set the ranges of int8. */
            calibration: {
                /** @description Number of pictures. */
                images: number;
                /** @description Pictures added for values that no other has. */
                pins: number;
            };
            /** @description Seconds it took, by phase where there are several. */
            seconds: {
                [key: string]: number;
            };
            /**
             * @description What was odd, though it did not end the run.
             * @default []
             */
            warnings: {
                /** @description Word for programs. */
                code: string;
                /** @description In words. */
                message: string;
            }[];
            /** @description Versions of the software, or of the model. */
            versions: {
                [key: string]: string;
            };
        };
        /** PredictReport */
        PredictReport: {
            /** @description Names of the classes, in the order of the scores. */
            classes: string[];
            /** @description Number of classes; above 100 the lists by class have 100 of them. */
            class_count?: number;
            /** @description What the float model says. */
            float?: {
                /** @description Class it names. */
                predicted: string;
                /** @description Score of the class it names, 0 to 1. */
                confidence: number;
                /** @description Score of the class it names, corrected by the temperature of the training; null where that could not be fitted. */
                calibrated?: number | null;
                /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
                unsure?: boolean | null;
                /** @description Scores of all classes. */
                scores: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Score of the class. */
                    score: number;
                }[];
            } | null;
            /** @description What the int8 model says. */
            int8?: {
                /** @description Class it names. */
                predicted: string;
                /** @description Score of the class it names, 0 to 1. */
                confidence: number;
                /** @description Score of the class it names, corrected by the temperature of the training; null where that could not be fitted. */
                calibrated?: number | null;
                /** @description From which confidence on it is wise to answer, or whether this answer is below it; null where the training could not tell. */
                unsure?: boolean | null;
                /** @description Scores of all classes. */
                scores: {
                    /** @description Name of the class. */
                    label: string;
                    /** @description Score of the class. */
                    score: number;
                }[];
            } | null;
            /** @description Whether both models name the same class; null where only one was asked. */
            agree?: boolean | null;
            /** @description How a picture becomes the input of the network. */
            preprocessing: {
                /** @description Pixels. */
                width: number;
                /** @description Pixels. */
                height: number;
                /** @description 1 for grey, 3 for colour. */
                channels: number;
                /**
                 * @description How pictures of another shape are fitted.
                 * @enum {string}
                 */
                resize: "stretch" | "crop" | "pad";
                /**
                 * @description Grey under transparent pictures, 0 to 255.
                 * @default 255
                 */
                background: number;
                /**
                 * @description Which value of 16-bit pictures is black.
                 * @default 0
                 */
                black_level: number;
                /**
                 * @description Which value of 16-bit pictures is white.
                 * @default 65535
                 */
                white_level: number;
            };
            /** @description Seconds it took, by phase where there are several. */
            seconds: {
                [key: string]: number;
            };
            /**
             * @description What was odd, though it did not end the run.
             * @default []
             */
            warnings: {
                /** @description Word for programs. */
                code: string;
                /** @description In words. */
                message: string;
            }[];
            /** @description Versions of the software, or of the model. */
            versions: {
                [key: string]: string;
            };
        };
        /** JobEvent */
        JobEvent: {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "started";
            /**
             * @description What is done: train, continue, compile or predict.
             * @enum {string}
             */
            kind: "train" | "continue" | "compile" | "predict";
            /** @description Versions of the software, or of the model. */
            versions: {
                [key: string]: string;
            };
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "phase";
            /** @description Its name. */
            name: string;
            /** @description What happened, in words. */
            detail?: string;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "dataset";
            /** @description Names of the classes, in the order of the scores. */
            classes: {
                /** @description Name of the class. */
                label: string;
                /** @description Number of pictures. */
                images: number;
                /** @description Pictures to learn from. */
                train: number;
                /** @description Pictures held out. */
                validation: number;
            }[];
            /** @description Pictures left out because they cannot be used. */
            rejected: number;
            /** @description Pictures left out because they came before. */
            duplicates: number;
            /** @description Pictures left out because another class has them, too. */
            conflicts: number;
            /** @description Pixels. */
            width: number;
            /** @description Pixels. */
            height: number;
            /** @description 1 for grey, 3 for colour. */
            channels: number;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "epoch";
            /** @description Number of the epoch, from 1. */
            epoch: number;
            /** @description Number of epochs. */
            epochs: number;
            /** @description Mean of the loss function. */
            loss?: number | null;
            /** @description Share of right answers, on training pictures for an epoch and on held-out ones elsewhere. */
            accuracy?: number | null;
            /** @description Mean of the loss function on the held-out pictures. */
            val_loss?: number | null;
            /** @description Share of right answers on the held-out pictures. */
            val_accuracy?: number | null;
            /** @description Step size of the optimizer. */
            learning_rate?: number | null;
            /** @description Seconds it took, by phase where there are several. */
            seconds?: number | null;
            /** @description Seconds that the rest will likely take. */
            eta_seconds?: number | null;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "log";
            /**
             * @description How grave it is.
             * @enum {string}
             */
            level: "info" | "warning";
            /** @description In words. */
            message: string;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "warning";
            /** @description Word for programs. */
            code: string;
            /** @description In words. */
            message: string;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "artifact";
            /** @description Its name. */
            name: string;
            /** @description Size in bytes. */
            bytes: number;
            /** @description Digest of its bytes, in hexadecimal. */
            sha256: string;
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "error";
            /** @description Word for programs. */
            code: string;
            /** @description In words. */
            message: string;
            /** @description What to do about it. */
            hint: string;
            /** @description The field at fault, from `body`, `query` or `path` on. */
            loc?: (string | number)[];
        } | {
            /**
             * @description Sort of thing it is.
             * @constant
             */
            type: "result";
            /**
             * @description How it ended.
             * @enum {string}
             */
            outcome: "succeeded" | "failed";
        };
        /** RunEvent */
        RunEvent: {
            /** @description Number of the event within its run, from 1. */
            seq: number;
            /**
             * Format: date-time-local
             * @description When it happened.
             */
            at: string;
            /** @description Sort of thing it is. */
            type: string;
            /** @description What happened: see JobEvent; events of type `state` have the new state, its reason and detail. */
            data: {
                [key: string]: unknown;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    list_registered_installers_installers__get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installer"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_registered_bridges_bridges__get: {
        parameters: {
            query?: {
                /** @description Rows of a page; the `Link` header leads to the next. */
                limit?: number;
                /** @description Rows after this id. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bridge"][];
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too long for one answer; `Link` leads to its pages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_bridge_bridges__post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "192.168.0.20:8080",
                 *       "name": "Workshop",
                 *       "https": false
                 *     }
                 */
                "application/json": components["schemas"]["BridgeCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bridge"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_bridge_devices_bridges__bridge_id__devices_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a bridge.
                 * @example 1
                 */
                bridge_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BridgeDevices"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge could not be reached or answered nonsense */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_bridge_status_bridges__bridge_id__health_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a bridge.
                 * @example 1
                 */
                bridge_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BridgeStatus"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describe_bridge_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a bridge.
                 * @example 1
                 */
                bridge_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its status */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BridgeHealth"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    remove_registered_bridge_bridges__bridge_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a bridge.
                 * @example 3
                 */
                bridge_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown id */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_registered_devices_devices__get: {
        parameters: {
            query?: {
                /** @description Rows of a page; the `Link` header leads to the next. */
                limit?: number;
                /** @description Rows after this id. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"][];
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too long for one answer; `Link` leads to its pages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_device_devices__post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Arduino Nano 33 BLE Sense",
                 *       "connection": "/dev/ttyACM0",
                 *       "installer_id": 1,
                 *       "model": "Nano 33 BLE Sense",
                 *       "description": "At the entrance",
                 *       "serial": "707B266C064B14E5",
                 *       "bridge_id": 1
                 *     }
                 */
                "application/json": components["schemas"]["DeviceCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_device_board: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a device.
                 * @example 3
                 */
                device_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "board": "stm32f746g-disco"
                 *     }
                 */
                "application/json": {
                    /** @description One of GET /boards; null forgets it. */
                    board?: string | null;
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        board?: string | null;
                    };
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    remove_registered_device_devices__device_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a device.
                 * @example 5
                 */
                device_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown id */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_datasets_datasets__get: {
        parameters: {
            query?: {
                /** @description Rows of a page; the `Link` header leads to the next. */
                limit?: number;
                /** @description Rows after this id. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"][];
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too long for one answer; `Link` leads to its pages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_dataset_datasets__post: {
        parameters: {
            query: {
                /**
                 * @description Its name.
                 * @example Parking
                 */
                dataset_name: string;
                /**
                 * @description What it is for.
                 * @example Free and taken spaces
                 */
                dataset_desc: string;
                /** @description Name that no other has, and that may stand where its id does. */
                slug?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sync_dataset: {
        parameters: {
            query: {
                /** @description Class of every file, whatever folders there are. */
                label?: string;
                /** @description Where classes come from; auto finds it out. */
                layout?: "auto" | "folders" | "classes" | "sidecar" | "file-names" | "unlabelled";
                /** @description Which folder is the class: 1 is the outermost, -1 the last. */
                label_level?: number;
                /** @description Part of every file; none for no part, whatever folders are called. */
                split?: "train" | "validation" | "test" | "none";
                /** @description Labels that look alike: kept apart, or made one. */
                labels_alike?: "keep" | "merge";
                /** @description Code page of file names that do not say it themselves. */
                names?: "utf-8" | "cp437" | "cp850" | "windows-1252" | "cp932" | "gbk" | "big5" | "cp949" | "cp866" | "windows-1251";
                /** @description How many paths the report names of each kind; the counts have all. */
                report_paths?: number;
                /**
                 * @description As a word of who knows that pictures are removed.
                 * @example true
                 */
                sync: "true";
                /** @description The archive may have a file SHA256SUMS, as sha256sum writes it: pictures named there need not be sent where the dataset has their content. A dry run says which it lacks. */
                known?: boolean;
                /** @description What becomes of files that the archive has not. */
                others?: "remove" | "keep";
                /**
                 * @description Only say what would be done.
                 * @example true
                 */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description Pictures, whose last folder in the file name is the class, or .zip, .tar and .tar.gz of such folders. */
                    files: Blob[];
                };
            };
        };
        responses: {
            /** @description What became of every file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncReport"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Pictures are only listed whose content the dataset has not */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_image_to_dataset_datasets__dataset_id___post: {
        parameters: {
            query?: {
                /** @description Class of every file, whatever folders there are. */
                label?: string;
                /** @description Where classes come from; auto finds it out. */
                layout?: "auto" | "folders" | "classes" | "sidecar" | "file-names" | "unlabelled";
                /** @description Which folder is the class: 1 is the outermost, -1 the last. */
                label_level?: number;
                /** @description Part of every file; none for no part, whatever folders are called. */
                split?: "train" | "validation" | "test" | "none";
                /** @description Labels that look alike: kept apart, or made one. */
                labels_alike?: "keep" | "merge";
                /** @description Code page of file names that do not say it themselves. */
                names?: "utf-8" | "cp437" | "cp850" | "windows-1252" | "cp932" | "gbk" | "big5" | "cp949" | "cp866" | "windows-1251";
                /** @description Of different pictures of one name: all stay, or the last takes the place. */
                on_conflict?: "keep" | "replace";
                /** @description How many paths the report names of each kind; the counts have all. */
                report_paths?: number;
            };
            header?: {
                /** @description `return=representation` answers what became of every file. */
                Prefer?: string;
            };
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description Pictures, whose last folder in the file name is the class, or .zip, .tar and .tar.gz of such folders. */
                    files: Blob[];
                };
            };
        };
        responses: {
            /** @description Taken; with `Prefer: return=representation` what became of every file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadReport"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    name_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "parking"
                 *     }
                 */
                "application/json": components["schemas"]["DatasetName"];
            };
        };
        responses: {
            /** @description The name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetName"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describe_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example parking
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dataset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetDetails"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_dataset: {
        parameters: {
            query?: {
                /** @description Even though models came from it. */
                force?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 4
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_dataset_files: {
        parameters: {
            query?: {
                /** @description Only this label; empty for the unlabelled. */
                label?: string;
                /** @description Only this part; none for what is in no part. */
                split?: "train" | "validation" | "test" | "none";
                /** @description Only files with a problem, or only those without. */
                problem?: boolean;
                /** @description Files after this id. */
                after?: number;
                /**
                 * @description Most of them in one answer.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetFile"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    relabel_dataset_files: {
        parameters: {
            query?: {
                /** @description Labels that look alike: kept apart, or made one. */
                labels_alike?: "keep" | "merge";
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "files": [
                 *         3,
                 *         4
                 *       ],
                 *       "to": "Taken"
                 *     }
                 */
                "application/json": components["schemas"]["FilesChange"];
            };
        };
        responses: {
            /** @description What became of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relabelled"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_dataset_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
                /**
                 * @description Id of a file of the dataset.
                 * @example 1
                 */
                file_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": Blob;
                };
            };
            /** @description The part that `Range` asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file has no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_dataset_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
                /**
                 * @description Id of a file of the dataset.
                 * @example 2
                 */
                file_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    relabel_dataset_file: {
        parameters: {
            query?: {
                /** @description Labels that look alike: kept apart, or made one. */
                labels_alike?: "keep" | "merge";
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
                /**
                 * @description Id of a file of the dataset.
                 * @example 1
                 */
                file_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Taken",
                 *       "split": null
                 *     }
                 */
                "application/json": components["schemas"]["FileChange"];
            };
        };
        responses: {
            /** @description The file as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetFile"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    clear_dataset_problems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. What was seen at the upload stays: such a file is to be replaced or deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Files that take part in training again. */
                        cleared: number;
                    };
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    thumbnail_of_dataset_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
                /**
                 * @description Id of a file of the dataset.
                 * @example 1
                 */
                file_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thumbnail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file cannot be decoded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_dataset_suspects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The labels to look at */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspectReport"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_all_models_models__get: {
        parameters: {
            query?: {
                /** @description Rows of a page; the `Link` header leads to the next. */
                limit?: number;
                /** @description Rows after this id. */
                after?: number;
                /** @description Only models with this tag. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"][];
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too long for one answer; `Link` leads to its pages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    train_model_models_datasets__dataset_id__post: {
        parameters: {
            query: {
                /**
                 * @description Loss function; both mean the same to callers.
                 * @example Categorical crossentropy
                 */
                lossfunc: components["schemas"]["LossFunctions"];
            };
            header?: {
                /**
                 * @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended.
                 * @example respond-async
                 */
                Prefer?: string;
                /** @description Makes it safe to send the same again: an equal key answers the first run. */
                "Idempotency-Key"?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "parameters": {
                 *         "epochs": 15,
                 *         "img_width": 96,
                 *         "img_height": 96,
                 *         "batch_size": 8
                 *       },
                 *       "description": "First try"
                 *     }
                 */
                "application/json": components["schemas"]["ModelBase"];
            };
        };
        responses: {
            /** @description The same, for clients that OpenAPI Generator made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    train_model_dataset_id_in_training_data_models_datasets__post: {
        parameters: {
            query: {
                /**
                 * @description Loss function; both mean the same to callers.
                 * @example Categorical crossentropy
                 */
                lossfunc: components["schemas"]["LossFunctions"];
            };
            header?: {
                /**
                 * @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended.
                 * @example respond-async
                 */
                Prefer?: string;
                /** @description Makes it safe to send the same again: an equal key answers the first run. */
                "Idempotency-Key"?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dataset_id": 1,
                 *       "parameters": {
                 *         "epochs": 15,
                 *         "img_width": 96,
                 *         "img_height": 96,
                 *         "batch_size": 8
                 *       },
                 *       "description": "Second try"
                 *     }
                 */
                "application/json": components["schemas"]["ModelBase"];
            };
        };
        responses: {
            /** @description The same, for clients that OpenAPI Generator made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    continue_training_model_models__model_id__datasets__dataset_id__put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended.
                 * @example respond-async
                 */
                Prefer?: string;
                /** @description Makes it safe to send the same again: an equal key answers the first run. */
                "Idempotency-Key"?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: number;
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "parameters": {
                 *         "epochs": 5,
                 *         "learning_rate": 0.0005
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ModelContinue"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    tag_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "night",
                 *         "camera-2"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ModelTags"];
            };
        };
        responses: {
            /** @description The tags */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTags"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_model_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description What a model is used as.
                 * @example champion
                 */
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model_id": 1
                 *     }
                 */
                "application/json": components["schemas"]["AliasTarget"];
            };
        };
        responses: {
            /** @description The alias */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelAlias"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_model_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description What a model is used as.
                 * @example champion
                 */
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_model_aliases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelAlias"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    describe_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetails"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 2
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_model_files: {
        parameters: {
            query?: {
                /** @description Which training of the model; the newest unless given. */
                version?: number;
                /** @description Only this label. */
                label?: string;
                /** @description Only this part; none for what is in no part. */
                split?: "train" | "validation" | "test" | "none";
                /** @description Files after this id. */
                after?: number;
                /**
                 * @description Most of them in one answer.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files, as they were then */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainedFile"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_model_file: {
        parameters: {
            query?: {
                /** @description Which training of the model; the newest unless given. */
                version?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
                /**
                 * @description Id of a file of the dataset.
                 * @example 1
                 */
                file_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": Blob;
                };
            };
            /** @description The part that `Range` asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file has no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    train_again: {
        parameters: {
            query?: {
                /** @description Which training of the model; the newest unless given. */
                version?: number;
            };
            header?: {
                /**
                 * @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended.
                 * @example respond-async
                 */
                Prefer?: string;
                /** @description Makes it safe to send the same again: an equal key answers the first run. */
                "Idempotency-Key"?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new model */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTrained"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_dataset_versions: {
        parameters: {
            query?: {
                /** @description Versions after this id. */
                after?: number;
                /** @description Most of them in one answer. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_dataset_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a dataset, or its name.
                 * @example 1
                 */
                dataset_id: unknown;
                /**
                 * @description Id of a version of the dataset.
                 * @example 1
                 */
                version_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted; models stay usable */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_model_artifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    predict_with_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended. */
                Prefer?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description One picture.
                     */
                    file: Blob;
                };
            };
        };
        responses: {
            /** @description The scores */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    compile_model_compiled_models_models__model_id__post: {
        parameters: {
            query?: {
                /** @description Also measured with 16-bit activations, to compare with when int8 loses too much; code is made of int8 only. */
                int16x8?: boolean;
                /** @description Training pictures that set the ranges of int8; 200 unless given. */
                calibration_images?: number;
                /** @description What every identifier of the C code begins with, and the name of its library; tinymlaas_model unless given. */
                code_name?: string;
                /** @description The version of that library; 1.0 and the number of the model unless given. */
                code_version?: string;
                /** @description Least share of right answers on the held-out pictures: of a training the float model’s, of a compilation the int8 model’s. */
                require_accuracy?: number;
                /** @description The same of the lower end of its 95 % interval: few held-out pictures do not reach far. */
                require_accuracy_low?: number;
                /** @description Board of GET /boards that it must fit: of a training by its estimate. */
                require_board?: string;
                /** @description Compile anew, although the same model was compiled with the same options before. */
                fresh?: boolean;
            };
            header?: {
                /** @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended. */
                Prefer?: string;
                /** @description Makes it safe to send the same again: an equal key answers the first run. */
                "Idempotency-Key"?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a model, or its alias.
                 * @example 1
                 */
                model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompiledModel"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_compiled_models_compiled_models__get: {
        parameters: {
            query?: {
                /** @description Rows of a page; the `Link` header leads to the next. */
                limit?: number;
                /** @description Rows after this id. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompiledModel"][];
                };
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too long for one answer; `Link` leads to its pages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_compiled_model_compiled_models__compiled_model_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a compiled model.
                 * @example 1
                 */
                compiled_model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The C++ source */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/x-c++src": string;
                };
            };
            /** @description The part that `Range` asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file has no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_compiled_model_artifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a compiled model.
                 * @example 1
                 */
                compiled_model_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    predict_with_compiled_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description `respond-async` answers at once with the address of the run; else the answer comes when the run has ended. */
                Prefer?: string;
                /** @description What the worker of the run must have, as GET /workers shows it: labels with commas between. */
                "Run-Labels"?: string;
            };
            path: {
                /**
                 * @description Id of a compiled model.
                 * @example 1
                 */
                compiled_model_id: unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description One picture.
                     */
                    file: Blob;
                };
            };
        };
        responses: {
            /** @description The scores */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            /** @description Accepted, with `Prefer: respond-async` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAccepted"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run was cancelled, is below what was required, or the Idempotency-Key was used for something else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The run failed; `detail` and `hint` say why */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post: {
        parameters: {
            query?: {
                /** @description Although it does not fit the board. */
                force?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of a compiled model.
                 * @example 1
                 */
                compiled_model_id: unknown;
                /**
                 * @description Id of a bridge.
                 * @example 1
                 */
                bridge_id: unknown;
                /**
                 * @description Id of a device.
                 * @example 3
                 */
                device_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the bridge said */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge could not be reached or answered nonsense */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the row.
                 * @example 1
                 */
                bridge_id: number;
                /**
                 * @description Id of the row.
                 * @example 3
                 */
                device_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Observation"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge could not be reached or answered nonsense */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bridge did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description Only runs in this state. */
                state?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
                /**
                 * @description Only runs of this kind.
                 * @example train
                 */
                kind?: "train" | "continue" | "compile" | "predict";
                /** @description Only runs of this model. */
                model_id?: number;
                /** @description Only runs of this dataset. */
                dataset_id?: number;
                /** @description Only runs that this worker had last. */
                worker?: string;
                /** @description Requested at this time or later, in ISO 8601. */
                since?: unknown;
                /** @description Requested before this time, in ISO 8601. */
                until?: unknown;
                /**
                 * @description Most runs in one answer.
                 * @example 10
                 */
                limit?: number;
                /** @description Runs to pass over. */
                offset?: number;
                /** @description `requested_at` and `id` of the last run seen, with a comma between: what comes after it, without a count of all; empty from the newest on. `Link` leads on. Instead of `offset`, which is slow far behind and slips when runs come. */
                after?: unknown;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a run: the `links` of what starts one lead here.
                 * @example 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    follow_run_events: {
        parameters: {
            query?: {
                /** @description From POST /tickets, where no token can be sent. */
                ticket?: string;
                /** @description Last event seen, where Last-Event-ID cannot be sent. */
                after?: string;
            };
            header?: {
                /** @description Number of the last event seen: only later ones come. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description Id of a run: the `links` of what starts one lead here.
                 * @example 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events, up to the final state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "run_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
                 *     }
                 */
                "application/json": components["schemas"]["TicketRequest"];
            };
        };
        responses: {
            /** @description For one use within a minute, as `?ticket=` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a run: the `links` of what starts one lead here.
                 * @example 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_artifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a run: the `links` of what starts one lead here.
                 * @example 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                 */
                run_id: string;
                /**
                 * @description Name of the file.
                 * @example curves.png
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": Blob;
                };
            };
            /** @description The part that `Range` asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What `If-None-Match` names is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file has no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://ci.example.org/hooks/relay"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description With the secret, which is shown only now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookCreated"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Its state rules this out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Larger than is taken */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_webhook_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a webhook.
                 * @example 1
                 */
                webhook_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest 100 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a webhook.
                 * @example 1
                 */
                webhook_id: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_boards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The boards */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_architectures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The networks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Architecture"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    estimate_network: {
        parameters: {
            query: {
                /**
                 * @description Width of the model’s picture, in pixels.
                 * @example 96
                 */
                img_width: number;
                /**
                 * @description Height of the model’s picture, in pixels.
                 * @example 96
                 */
                img_height: number;
                /** @description grayscale unless given. */
                color?: "grayscale" | "rgb";
                /**
                 * @description How many; 2 unless given.
                 * @example 3
                 */
                classes?: number;
                /**
                 * @description Only this board of GET /boards.
                 * @example esp32-s3
                 */
                target?: string;
            };
            header?: never;
            path: {
                /**
                 * @description One of GET /architectures but auto.
                 * @example tiny_cnn
                 */
                architecture: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the report of its training would say it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NetworkEstimate"];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workers, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"][];
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of a token.
                 * @example old-laptop
                 */
                token_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It counts no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                    };
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not ready; `checks` says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text exposition format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The token is missing, unknown or revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The database does not answer, or there is too much to do; `Retry-After` says when to try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openapi_3_0: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openapi_3_1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The token lacks the scope, or a foreign web page asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
