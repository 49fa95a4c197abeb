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


def call_6(method, operation, given):
    """Parameters by their place, a body of any shape, files as open files."""
    arguments = {f"{place}_params": values for place, values in given.items() if values}
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "application/json":
            arguments["body"] = content["example"]
            continue
        field = next(iter(content["schema"]["properties"]))
        opened = read_file(field).open("rb")
        arguments["body"] = {field: [opened] if field == "files" else opened}
    return method(**arguments).body


def call_7(method, operation, given):
    """Everything by name; the body under the one name that is no parameter's."""
    values = {plain(name): value for place in given.values() for name, value in place.items()}
    names = [name for name in inspect.signature(method).parameters if not name.startswith("_")]
    arguments = {name: values[plain(name)] for name in names if plain(name) in values}
    parameters = {plain(parameter["name"]) for parameter in operation.get("parameters", [])}
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        (body,) = [name for name in names if plain(name) not in parameters]
        if media_type == "application/json":
            arguments[body] = content["example"]
        else:
            file = (read_file(body).name, read_file(body).read_bytes())
            arguments[body] = [file] if body == "files" else file
    return method(**arguments)


def run_of(answer):
    """The id of the run that an answer says was accepted."""
    return str(answer["run_id"] if generation == "6" else answer.run_id)


def wait_for(run):
    for _ in range(600):
        with urllib.request.urlopen(f"{url}/runs/{run}") as answer:
            if json.load(answer)["state"] not in ("queued", "running"):
                return
        time.sleep(0.05)


with urllib.request.urlopen(f"{url}/openapi.json") as description:
    paths = json.load(description)["paths"]
known = methods()
call = call_6 if generation == "6" else call_7
first_run = None
for operation in (operation for path in paths.values() for operation in path.values()):
    given = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", []):
        if "example" in parameter:
            is_run = parameter["name"] == "run_id"
            given[parameter["in"]][parameter["name"]] = first_run if is_run else parameter["example"]
    problem = None
    try:
        answer = call(known[plain(operation["operationId"])], operation, given)
        if given["header"].get("Prefer"):
            first_run = first_run or run_of(answer)
            wait_for(run_of(answer))
    except Exception as error:  # noqa: BLE001
        problem = f"{type(error).__name__}: {str(error)[:600]}"
    print(json.dumps({"operation": operation["operationId"], "problem": problem}), flush=True)
