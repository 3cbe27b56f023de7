"""Which apps and configurations the host refuses, and what it says."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from host import loader, settings
from host.errors import AppInvalid, SettingsInvalid
from host.lifecycle import CommandLine, Host
from host.settings import QueueOptions
from tests.contract.host.process import App

HEAD = "import azure.functions as func\napp = func.FunctionApp()\n"
GOOD = '@app.route("good")\ndef good(req: func.HttpRequest) -> func.HttpResponse: ...\n'
ROUTE = '@app.route("x")\n'
TIMER = '@app.timer_trigger(arg_name="t", schedule="{}")\ndef tick(t: func.TimerRequest): ...\n'
QUEUE = (
    '@app.queue_trigger(arg_name="m", queue_name="{}", connection="{}")\n'
    "def job(m: func.QueueMessage): ...\n"
)
STORAGE = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://h/a;"


@pytest.fixture(autouse=True)
def same_process() -> Iterator[None]:
    """Loading moves the process and imports the app; undo both."""
    folder, path, modules = Path.cwd(), list(sys.path), set(sys.modules)
    yield
    os.chdir(folder)
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import nosuch", ["cannot import function_app.py", "ModuleNotFoundError", "nosuch"]),
        ("1/0", ["cannot import function_app.py: ZeroDivisionError: division by zero"]),
        ("x = 1", ["could not find a top level function app instance in function_app.py"]),
        (HEAD + "other = app", ["more than one name", "app, other"]),
        (HEAD + "@app.function_name('x')\ndef x(): ...", ["Function x does not have a trigger"]),
        (HEAD + GOOD + GOOD, ["Function good does not have a unique function name"]),
        (HEAD + GOOD + GOOD.replace("good", "Good"), ["the Good function", "but for its case"]),
        (HEAD + "@app.function_name('1x')\n" + GOOD, ["the 1x function", "a name is a letter"]),
        (HEAD + "@app.function_name('host')\n" + GOOD, ["the host function"]),
        (
            HEAD + ROUTE + "def bad(request: func.HttpRequest) -> func.HttpResponse: ...",
            ["the bad function", "declared in Python but not", "request"],
        ),
        (
            HEAD + ROUTE + "def bad() -> func.HttpResponse: ...",
            ["the bad function", "but not in Python", "req"],
        ),
        (
            HEAD + ROUTE + "def bad(req: func.HttpRequest, context: str) -> func.HttpResponse: ...",
            ['the "context" parameter', "azure.functions.Context"],
        ),
        (
            HEAD + ROUTE + "def bad(req: 'Unknown') -> func.HttpResponse: ...",
            ["its annotations cannot be resolved", "Unknown"],
        ),
        (
            HEAD + ROUTE + "def bad(req: func.QueueMessage) -> func.HttpResponse: ...",
            ['"httpTrigger" does not match', "QueueMessage", "HttpRequest"],
        ),
        (
            HEAD + ROUTE + "def bad(req: list[str]) -> func.HttpResponse: ...",
            ["invalid non-type annotation"],
        ),
        (
            HEAD + ROUTE + "def bad(req: func.HttpRequest) -> dict: ...",
            ['return annotation "dict" does not match binding type "http"'],
        ),
        (
            HEAD + ROUTE + "def bad(req: func.HttpRequest) -> func.HttpResponse | None: ...",
            ["non-type return annotation"],
        ),
        (
            HEAD + ROUTE + "def a(req: func.HttpRequest) -> func.HttpResponse: ...\n"
            "@app.route('X')\ndef b(req: func.HttpRequest) -> func.HttpResponse: ...",
            ["the b function", "conflicts with that of a"],
        ),
        (
            HEAD + "@app.route('admin/x')\n"
            "def bad(req: func.HttpRequest) -> func.HttpResponse: ...",
            ["the bad function", "reserved"],
        ),
        (HEAD + TIMER.format("* * * *"), ["the tick function", "six fields"]),
        (HEAD + TIMER.format("0 0 0 32 * *"), ["the tick function", "invalid", "day-of-month"]),
        (HEAD + TIMER.format("0 0 0 L * *"), ["not NCRONTAB"]),
        (HEAD + TIMER.format("0 0 0 * * 7"), ["not NCRONTAB"]),
        (HEAD + TIMER.format("%NO_SUCH%"), ["the tick function", "the setting NO_SUCH"]),
        (HEAD + QUEUE.format("jobs", "NO_SUCH"), ["the job function", "the setting NO_SUCH"]),
        (HEAD + QUEUE.format("no_queue", "STORAGE"), ["the job function", "queueTrigger"]),
        (HEAD + QUEUE.format("jobs", "GARBLED"), ["the job function", "connection string"]),
        (HEAD + QUEUE.format("jobs", "IDENTITY"), ["the job function", "by identity"]),
        (
            HEAD + "@app.blob_trigger(arg_name='b', path='p', connection='STORAGE')\n"
            "def bad(b: func.InputStream): ...",
            ["the bad function", "cannot serve its blobTrigger binding"],
        ),
    ],
)
def test_a_bad_function_stops_the_whole_app(app: App, code: str, words: list[str]) -> None:
    values = {"STORAGE": STORAGE, "GARBLED": "x", "IDENTITY__queueServiceUri": "https://q"}
    app.configure_locally(Values=values).write(f"{code}\n")

    with pytest.raises(AppInvalid) as refusal:
        assemble(app)

    said = str(refusal.value)
    assert [word for word in words if word not in said] == [], said


def assemble(app: App) -> None:
    """Do in this process what a start does, short of serving."""
    configuration = settings.load(app.folder, {})
    functions = loader.load(configuration)
    options = CommandLine(app.folder, app.folder / "data", 0, "test", True, io.StringIO())
    Host(functions, configuration, options)


def test_the_reason_is_one_line_where_the_app_did_not_raise(app: App) -> None:
    app.write("x = 1\n")

    exit_code, said = app.refusal()

    assert exit_code == 4
    assert said.count("\n") == 1


def test_the_traceback_of_an_import_error_starts_in_the_app(app: App) -> None:
    app.write("import helper\n").write("raise ValueError('broken')\n", "helper.py")

    _, said = app.refusal()

    assert "host" not in said
    assert "helper.py" in said
    assert said.endswith("ValueError: broken\n")


def test_an_app_that_cannot_be_built_when_asked_for_is_reported_and_not_missed(app: App) -> None:
    app.write(
        "def __dir__(): return ['app']\n"
        "def __getattr__(name):\n"
        "    if name == 'app': raise RuntimeError('not built')\n"
        "    raise AttributeError(name)\n"
    )

    exit_code, said = app.refusal()

    assert exit_code == 4
    assert "RuntimeError: not built" in said


def test_the_script_is_named_by_a_setting(app: App) -> None:
    app.write(HEAD + GOOD, "other-name.py")
    app.configure_locally(Values={"PYTHON_SCRIPT_FILE_NAME": "other-name.py"})

    host = app.start()

    assert host.functions == ["good"]
    assert host.stop() == 0


@pytest.mark.parametrize("name", ["src/app.py", "app.txt", "../app.py", ".py"])
def test_a_script_elsewhere_is_refused(app: App, name: str) -> None:
    app.configure_locally(Values={"PYTHON_SCRIPT_FILE_NAME": name})

    with pytest.raises(AppInvalid, match=r"plain \.py file name"):
        assemble(app)


def test_a_missing_script_is_an_error_and_not_an_empty_app(app: App) -> None:
    with pytest.raises(AppInvalid, match=r"there is no function_app\.py"):
        assemble(app)


def test_a_package_that_hides_the_script_is_named(app: App) -> None:
    app.write(HEAD + GOOD)
    package = app.folder / "function_app"
    package.mkdir()
    (package / "__init__.py").touch()

    with pytest.raises(AppInvalid, match="hidden by"):
        assemble(app)


def test_the_apps_folder_comes_first_for_imports(app: App) -> None:
    app.write("NAME = 'ours'\n", "colorsys.py")
    app.write(f"import colorsys\nassert colorsys.NAME == 'ours'\n{HEAD}{GOOD}")
    sys.modules.pop("colorsys", None)

    assemble(app)

    assert Path.cwd() == app.folder


def test_host_json_may_list_the_functions_to_serve(app: App) -> None:
    app.configure(functions=["good"]).write(HEAD + GOOD + GOOD.replace("good", "spare"))

    host = app.start()

    assert host.functions == ["good"]
    assert host.stop() == 0


@pytest.mark.parametrize(
    ("host_json", "local", "words"),
    [
        (None, None, "there is no host.json"),
        ("{", None, "host.json is not JSON"),
        ("[]", None, "host.json must hold a JSON object"),
        ("{}", None, 'must say "version": "2.0"'),
        ('{"version": "2.0", "functionTimeout": "5 min"}', None, "functionTimeout"),
        ('{"version": "2.0", "extensions": {"queues": {"batchSize": 33}}}', None, "from 1 to 32"),
        (
            '{"version": "2.0", "extensions": {"queues": {"messageEncoding": "hex"}}}',
            None,
            "base64 or none",
        ),
        ('{"version": "2.0"}', '{"Values": {}}', "set IsEncrypted to false"),
        ('{"version": "2.0"}', '{"IsEncrypted": false, "Values": {"A": 1}}', "A of Values"),
    ],
)
def test_a_configuration_that_cannot_be_used_says_why(
    tmp_path: Path, host_json: str | None, local: str | None, words: str
) -> None:
    if host_json is not None:
        (tmp_path / "host.json").write_text(host_json)
    if local is not None:
        (tmp_path / "local.settings.json").write_text(local)

    with pytest.raises(SettingsInvalid, match=words):
        settings.load(tmp_path, {})


def test_the_environment_overrides_host_json(app: App) -> None:
    app.configure(extensions={"http": {"routePrefix": "a"}, "queues": {"batchSize": 4}})
    environment = {
        "AzureFunctionsJobHost__extensions__HTTP__routePrefix": "b",
        "AzureFunctionsJobHost__functionTimeout": "00:01:30",
        "AzureFunctionsJobHost__functions__0": "one",
    }

    found = settings.load(app.folder, environment).host

    assert found.route_prefix == "b"
    assert found.function_timeout_seconds == 90
    assert found.allowed_functions == {"one"}
    assert found.queues.batch_size == 4


def test_queue_options_have_the_extensions_defaults(app: App) -> None:
    found = settings.load(app.folder, {"AZURE_FUNCTIONS_ENVIRONMENT": "Production"}).host.queues

    assert found == QueueOptions(new_batch_threshold=found.new_batch_threshold)
    assert found.new_batch_threshold % 8 == 0


def test_in_development_queues_are_looked_at_every_two_seconds_at_least(app: App) -> None:
    found = settings.load(app.folder, {}).host.queues

    assert found.max_polling_interval_seconds == 2


def test_settings_are_expanded_and_a_missing_one_is_an_error(app: App) -> None:
    configuration = settings.load(app.folder, {"QUEUE": "jobs"})

    assert configuration.expand("my-%QUEUE%") == "my-jobs"
    with pytest.raises(SettingsInvalid, match="NO_SUCH"):
        configuration.expand("%NO_SUCH%")


def test_loading_does_not_touch_the_process_that_only_reads_settings(app: App) -> None:
    before = (Path.cwd(), list(sys.path))

    settings.load(app.folder, {})

    assert (Path.cwd(), sys.path) == before
