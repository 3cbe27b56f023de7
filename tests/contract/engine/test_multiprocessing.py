"""Several processes, exits and interrupts in a run: they work, or say what to do instead."""

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.users import add_user, signed_in

OWNER = signed_in("owner")
TEXT = """
import asyncio, multiprocessing, os, signal, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import shared_memory
from bifrost import config, workflow

def square(number):
    return number * number

def add(lock, total, times):
    for _ in range(times):
        with lock:
            total.value += 1

def put(queue, number):
    queue.put((number, os.getpid()))

def say(name):
    for number in range(50):
        print(name, number, "x" * 3000)

def ask(_):
    return asyncio.run(config.get("region"))

def started(target, *arguments):
    made = [multiprocessing.Process(target=target, args=arguments) for _ in range(3)]
    for one in made:
        one.start()
    return made

@workflow
def pools():
    with multiprocessing.Pool(3) as pool, ProcessPoolExecutor(2) as executor:
        return [pool.map(square, range(20)), [*executor.map(square, range(20))]]

@workflow
def locks():
    for lock in (multiprocessing.Lock(), multiprocessing.RLock(), multiprocessing.Semaphore(1)):
        total = multiprocessing.Value("i", 0, lock=False)
        made = started(add, lock, total, 300)
        [one.join() for one in made]
        assert total.value == 900, total.value
    lock = multiprocessing.Lock()
    lock.acquire()
    began = time.monotonic()
    assert not lock.acquire(timeout=0.2) and not lock.acquire(block=False)
    assert 0.15 < time.monotonic() - began < 5
    lock.release()
    try:
        lock.release()
    except ValueError as error:
        return str(error)

@workflow
def queues():
    queue, joinable = multiprocessing.Queue(), multiprocessing.JoinableQueue()
    made = started(put, queue, 7)
    got = [queue.get(timeout=20)[0] for _ in made]
    [one.join() for one in made]
    joinable.put(1)
    assert joinable.get(timeout=20) == 1
    joinable.task_done()
    joinable.join()
    event, array = multiprocessing.Event(), multiprocessing.Array("i", [1, 2])
    event.set()
    assert event.wait(5) and [*array] == [1, 2]
    barrier = multiprocessing.Barrier(1)
    barrier.wait(5)
    return got

@workflow
def managers():
    with multiprocessing.Manager() as manager:
        shared = manager.dict()
        made = started(shared.__setitem__, "a", 1)
        [one.join() for one in made]
        return dict(shared)

@workflow
def says():
    [one.join() for one in started(say, "line")]

@workflow
def asks_elsewhere():
    with multiprocessing.Pool(1) as pool:
        return pool.map(ask, [1])

@workflow
def spawns():
    multiprocessing.get_context("spawn").Lock()

@workflow
def names_memory():
    shared_memory.SharedMemory(create=True, size=10)

@workflow
def exits_plainly(how: object = None):
    sys.exit(how)

@workflow
async def exits_too(how: object = None):
    await asyncio.sleep(0)
    sys.exit(how)

@workflow
def interrupts_plainly():
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(10)

@workflow
async def interrupts():
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(10)
"""


@pytest.fixture(autouse=True)
async def files(services: Services, running: Runtime) -> None:
    assert isinstance(services.workspace, MemoryWorkspace)
    services.workspace.files["several.py"] = TEXT
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})


async def ended(http: Http, name: str, **given: object) -> tuple[object, str]:
    """The result and the error of a run."""
    answer = await http(
        "execute_workflow", {"name": name}, body={"inputData": given}, headers=OWNER
    )
    return answer.json["result"], str(answer.json.get("errorMessage") or answer.json.get("error"))


SQUARES = [number * number for number in range(20)]


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("pools", [SQUARES, SQUARES]),
        ("locks", "semaphore or lock released too many times"),
        ("queues", [7, 7, 7]),
        ("managers", {"a": 1}),
    ],
)
async def test_what_multiprocessing_has_works_in_a_run(
    http: Http, name: str, result: object
) -> None:
    assert await ended(http, name) == (result, "None")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("asks_elsewhere", "config.get works in the run's own process only"),
        ("spawns", "works with the start method 'fork' in a run"),
        ("names_memory", "shared memory with a name would outlive the run"),
    ],
)
async def test_what_does_not_is_refused_in_words(http: Http, name: str, words: str) -> None:
    assert words in (await ended(http, name))[1]


async def test_lines_of_several_processes_stay_whole(http: Http, running: Runtime) -> None:
    answer = await http("run_workflow", {"name": "says"}, headers=KEY_HEADERS)
    place = {"name": "says", "execution_id": answer.headers["x-execution-id"]}
    logs = await http("get_workflow_execution_logs", place, headers=KEY_HEADERS)

    said = sorted(line["message"] for line in logs.json)
    assert answer.status == 200
    assert said == sorted(f"line {number} {'x' * 3000}" for number in range(50) for _ in range(3))


@pytest.mark.parametrize("name", ["exits_plainly", "exits_too"])
async def test_an_exit_ends_a_run_as_it_ends_a_program(http: Http, name: str) -> None:
    assert await ended(http, name) == (None, "None")
    assert await ended(http, name, how=0) == (None, "None")
    for how in (3, "no disk"):
        result, error = await ended(http, name, how=how)
        assert result is None
        assert f"{how} (sys.exit: end a workflow with return" in error


@pytest.mark.parametrize("name", ["interrupts_plainly", "interrupts"])
async def test_an_interrupt_ends_a_run_and_not_its_worker(http: Http, name: str) -> None:
    for _ in range(2):
        answer = await http("execute_workflow", {"name": name}, body={}, headers=OWNER)
        assert (answer.json["status"], answer.json["errorType"]) == ("Failed", "KeyboardInterrupt")
    assert await ended(http, "exits_plainly") == (None, "None")
