"""Calls every operation of a generated client with the examples of the description, in its order.

usage: call_every_operation.py CLIENT_FOLDER 6|7 URL FOLDER_OF_FILES

Prints a JSON line for each: the operation, and what went wrong or null.
"""

import importlib
import inspect
import json
import pathlib
import pkgutil
import sys
import time
import urllib.request

folder, generation, url, files = sys.argv[1:]
sys.path.insert(0, folder)
import openapi_client  # noqa: E402

PATIENCE_S = 120


def plain(name):
    return "".join(letter for letter in name.lower() if letter.isalnum())


def methods():
    """Every method of every API class, under its name without what generators change of it."""
    client = openapi_client.ApiClient(openapi_client.Configuration(host=url))
    package = importlib.import_module("openapi_client.apis.tags" if generation == "6" else "openapi_client.api")
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        for name, kind in vars(importlib.import_module(f"{package.__name__}.{module.name}")).items():
            if inspect.isclass(kind) and name.endswith("Api") and name != "BaseApi":
                api = kind(client)
                found |= {plain(method): getattr(api, method) for method in dir(api) if not method.startswith("_")}
    return found


def read_file(field):
    return pathlib.Path(files, "parking.zip" if field == "files" else "picture.png")


def is_all_json(operation):
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    return all(list(answer.get("content", {})) in ([], ["application/json"]) for answer in answers)


def call_6(method, operation, given):
    """Parameters by their place, a body of any shape, files as open files. This generation decodes only JSON, and
    fails at a boolean in a query.
    """
    given = {**given, "query": {name: value for name, value in given["query"].items() if not isinstance(value, bool)}}
    arguments = {f"{place}_params": values for place, values in given.items() if values and place != "body"}
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "application/json":
            arguments["body"] = given["body"]
            continue
        field = next(iter(content["schema"]["properties"]))
        opened = read_file(field).open("rb")
        arguments["body"] = {field: [opened] if field == "files" else opened}
    if is_all_json(operation):
        return method(**arguments).body
    answer = method(**arguments, skip_deserialization=True).response
    assert answer.status == 200 and answer.data
    return answer.data


def call_7(method, operation, given):
    """Everything by name; the body under the one name that is no parameter's."""
    values = {plain(name): value for place in ("path", "query", "header") for name, value in given[place].items()}
    names = [name for name in inspect.signature(method).parameters if not name.startswith("_")]
    arguments = {name: values[plain(name)] for name in names if plain(name) in values}
    parameters = {plain(parameter["name"]) for parameter in operation.get("parameters", [])}
    for media_type in operation.get("requestBody", {}).get("content", {}):
        (body,) = [name for name in names if plain(name) not in parameters]
        if media_type == "application/json":
            arguments[body] = given["body"]
        else:
            file = (read_file(body).name, read_file(body).read_bytes())
            arguments[body] = [file] if body == "files" else file
    return method(**arguments)


def field_of(answer, name):
    return answer[name] if generation == "6" else getattr(answer, name)


def wait_for(run):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{url}/runs/{run}") as answer:
            if json.load(answer)["state"] not in ("queued", "running"):
                return
        time.sleep(0.05)
    raise TimeoutError(f"the run {run} does not end")


def tell(what, work):
    problem = None
    try:
        work()
    except Exception as error:  # noqa: BLE001
        problem = f"{type(error).__name__}: {str(error)[:600]}"
    print(json.dumps({"operation": what, "problem": problem}), flush=True)


with urllib.request.urlopen(f"{url}/openapi.json") as description:
    paths = json.load(description)["paths"]
operations = [operation for path in paths.values() for operation in path.values()]
known = methods()
call = call_6 if generation == "6" else call_7
first_run = None


def given_of(operation):
    """The examples of an operation, in their places; for the run that they name stands the first one here."""
    given = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", []):
        if "example" in parameter:
            given[parameter["in"]][parameter["name"]] = parameter["example"]
    content = operation.get("requestBody", {}).get("content", {})
    given["body"] = dict(content.get("application/json", {}).get("example", {}))
    for values in given.values():
        if "run_id" in values:
            values["run_id"] = first_run
    return given


def do(operation):
    global first_run
    given = given_of(operation)
    answer = call(known[plain(operation["operationId"])], operation, given)
    if given["header"].get("Prefer"):
        run = str(field_of(answer, "run_id"))
        first_run = first_run or run
        wait_for(run)


def train_and_wait():
    """Without `Prefer` the answer comes when the training has ended."""
    (operation,) = [one for one in operations if one["operationId"].startswith("train_model_models_datasets__dataset_id_")]
    given = given_of(operation)
    del given["header"]["Prefer"]
    answer = call(known[plain(operation["operationId"])], operation, given)
    assert field_of(answer, "prediction_image") and "confidence" in str(field_of(answer, "prediction"))


def compile_and_wait():
    (operation,) = [one for one in operations if one["operationId"].startswith("compile_model_")]
    answer = call(known[plain(operation["operationId"])], operation, given_of(operation))
    assert int(field_of(answer, "model_id")) == 1 and len(str(field_of(answer, "run_id"))) == 36


def list_by_download():
    """What the predecessor's command-line tool does: it asks the download for no id, and gets the list."""
    name = "get_compiled_model_compiled_models_compiled_model_id_get"
    assert len(known[plain(name)](path_params={"compiled_model_id": None}).body) > 1


for operation in operations:
    tell(operation["operationId"], lambda: do(operation))
tell("train and wait", train_and_wait)
tell("compile and wait", compile_and_wait)
if generation == "6":
    tell("list by download", list_by_download)
