"""The app that most tests serve. It notes what its functions are given in the file ``SEEN``."""

HEAD = """
import asyncio, json, os, threading, time
import azure.functions as func

app = func.FunctionApp()

def note(function, **facts):
    with open(os.environ["SEEN"], "a") as file:
        file.write(json.dumps({"function": function, "at": time.time(), **facts}) + "\\n")

def answer(**facts):
    return func.HttpResponse(json.dumps(facts), mimetype="application/json")
"""

HTTP = (
    HEAD
    + """
ANYONE = func.AuthLevel.ANONYMOUS

@app.route("echo/{*rest}", auth_level=ANYONE)
async def echo(req: func.HttpRequest) -> func.HttpResponse:
    return answer(method=req.method, url=req.url, headers=dict(req.headers),
                  params=dict(req.params), route=dict(req.route_params),
                  body=req.get_body().decode("latin-1"))

@app.route("open", auth_level=ANYONE)
def open_to_all(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("open")

@app.route("closed")
def closed(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("closed")

@app.route("other")
def other(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("other")

@app.route("administration", auth_level=func.AuthLevel.ADMIN)
def administration(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("administration")

@app.route("things/{id}", auth_level=ANYONE, methods=["GET"])
def a_thing(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("one " + req.route_params["id"])

@app.route("things/list", auth_level=ANYONE, methods=["GET"])
def z_things(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("all")

@app.route("off", auth_level=ANYONE)
def off(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("on")

@app.route("raises", auth_level=ANYONE)
async def raises(req: func.HttpRequest) -> func.HttpResponse:
    raise ValueError("a reason for the log only")

@app.route("returns/{what}", auth_level=ANYONE)
def returns(req: func.HttpRequest) -> func.HttpResponse:
    def named(value):
        return func.HttpResponse("x", headers={"x-name": value})
    return {"text": "plain", "dict": {}, "none": None, "status": func.HttpResponse(status_code=99),
            "header": named("\\u4e16"), "latin": named("caf\\u00e9"), "bell": named("a\\u0007b"),
            "tab": named("a\\tb")}[req.route_params["what"]]

@app.route("cookies", auth_level=ANYONE)
def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse(b"<p>", status_code=201, mimetype="text/html",
                                 headers={"x-a": "1"})
    response.headers.add("Set-Cookie", "a=1; Path=/; HttpOnly")
    response.headers.add("Set-Cookie", "b=2; SameSite=Lax")
    return response

@app.route("nothing", auth_level=ANYONE)
def nothing(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(b"dropped", status_code=204)

@app.route("context", auth_level=ANYONE)
def context_of(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return answer(id=context.invocation_id, name=context.function_name,
                  local=context.thread_local_storage.invocation_id, cwd=os.getcwd(),
                  folder=context.function_directory, trace=context.trace_context.trace_parent,
                  retries=context.retry_context.retry_count)

@app.route("thread", auth_level=ANYONE)
def thread(req: func.HttpRequest) -> func.HttpResponse:
    time.sleep(0.2)
    return answer(thread=threading.current_thread().name)

@app.route("loop", auth_level=ANYONE)
async def loop(req: func.HttpRequest) -> func.HttpResponse:
    await asyncio.sleep(0.2)
    return answer(main=threading.current_thread() is threading.main_thread())

@app.route("by-hand", auth_level=ANYONE)
def by_hand(req: func.HttpRequest) -> func.HttpResponse:
    note("by_hand", body=req.get_body().decode())
    return func.HttpResponse("done")

@app.route("prints", auth_level=ANYONE)
def prints(req: func.HttpRequest) -> func.HttpResponse:
    print("printed by the app")
    return func.HttpResponse(os.environ.get(req.params["name"], "unset"))
"""
)
