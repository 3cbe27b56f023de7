"""Which function answers a path: the order, the templates and their constraints."""

from urllib.parse import quote

import azure.functions as func
import pytest
from hypothesis import given
from hypothesis import strategies as st

from host.errors import AppInvalid
from host.http.routes import HostRoute, Match, Router
from tests.support.app_routes import routes_of


def values(template: str, path: str, prefix: str = "api") -> dict[str, str] | None:
    """What a template alone finds in a path."""
    match = Router([HostRoute("only", template)], prefix).match("GET", path)
    return None if match is None else dict(match.values)


def test_the_first_function_by_name_wins_and_nothing_is_more_specific() -> None:
    router = Router([HostRoute("zzz", "things/list"), HostRoute("aaa", "things/{id}")])

    match = router.match("GET", "/api/things/list")

    assert match == Match("aaa", {"id": "list"})


def test_names_are_ordered_in_upper_case_so_that_an_underscore_follows_letters() -> None:
    router = Router([HostRoute("get_all", "{one}"), HostRoute("getZebra", "{other}")])

    match = router.match("GET", "/api/x")

    assert match == Match("getZebra", {"other": "x"})


def test_a_failing_constraint_lets_the_next_function_answer() -> None:
    router = Router([HostRoute("a", "things/{id:int}"), HostRoute("b", "things/{name}")])

    assert router.match("GET", "/api/things/7") == Match("a", {"id": "7"})
    assert router.match("GET", "/api/things/x7") == Match("b", {"name": "x7"})


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS"])
def test_get_implies_no_other_method(method: str) -> None:
    router = Router([HostRoute("only", "things", frozenset({"GET"}))])

    assert router.match("get", "/api/things") is not None
    assert router.match(method, "/api/things") is None


def test_a_wrong_method_lets_the_next_function_answer() -> None:
    router = Router(
        [
            HostRoute("a", "things", frozenset({"GET"})),
            HostRoute("b", "things", frozenset({"POST"})),
        ]
    )

    assert router.match("POST", "/api/things") == Match("b", {})


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        ("things", "/api/things", {}),
        ("Things", "/API/tHINGS", {}),
        ("things", "/api/things/", {}),
        ("things", "/api/things//", None),
        ("things", "/api//things", None),
        ("things", "/things", None),
        ("things", "/api/things/more", None),
        ("{a}/{b}", "/api/One/Two", {"a": "One", "b": "Two"}),
        ("{a}/{b}", "/api/one", None),
        ("{a}", "/api/", None),
        ("{a?}", "/api", {}),
        ("x/{a?}", "/api/x/y", {"a": "y"}),
        ("x/{a=d}", "/api/x", {"a": "d"}),
        ("x/{a=d}", "/api/x/y", {"a": "y"}),
        ("x/{a=d}/{b=e}", "/api/x/y", {"a": "y", "b": "e"}),
        ("{*rest}", "/api", {}),
        ("{*rest}", "/api/a/b%20c/d", {"rest": "a/b c/d"}),
        ("{*rest}", "/api/a/b/", {"rest": "a/b/"}),
        ("f/{*rest=all}", "/api/f", {"rest": "all"}),
        ("{a}.{b}", "/api/x.y.z", {"a": "x.y", "b": "z"}),
        ("{a}.{b}", "/api/x", None),
        ("{file}.{ext?}", "/api/readme", {"file": "readme"}),
        ("{file}.{ext?}", "/api/read.me.txt", {"file": "read.me", "ext": "txt"}),
        ("{file}.{ext?}", "/api/readme.", None),
        ("v{major:int}-beta", "/api/V3-BETA", {"major": "3"}),
        ("{{a}}", "/api/%7Ba%7D", {}),
        ("{a}", "/api/b%20%C3%A9", {"a": "b é"}),
        ("{a}", "/api/b%2Fc", {"a": "b%2Fc"}),
        ("{a}", "/api/b%252Fc", {"a": "b%2Fc"}),
        ("{a}", "/api/../api/./b", {"a": "b"}),
        ("{a?}", "/api/%2E%2E/x", None),
    ],
)
def test_a_template_matches(template: str, path: str, expected: dict[str, str] | None) -> None:
    assert values(template, path) == expected


@pytest.mark.parametrize(
    ("constraint", "accepted", "refused"),
    [
        ("int", ["7", "-7", "+7", "2147483647"], ["2147483648", "7.0", "x", "٣"]),
        ("long", ["2147483648", "-9223372036854775808"], ["9223372036854775808", "1e3"]),
        ("bool", ["true", "False"], ["1", "yes"]),
        ("decimal", ["1", "-1.5", "1,000.25"], ["1e3", "x"]),
        ("double", ["1", "1.5e-3", "NaN", "-Infinity"], ["x", "1.2.3"]),
        ("float", ["1.5", ".5"], ["half"]),
        (
            "guid",
            [
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                "0F8FAD5BD9CB469FA16570867728950E",
                "(0f8fad5b-d9cb-469f-a165-70867728950e)",
            ],
            ["0f8fad5b-d9cb-469f-a165-70867728950", "x"],
        ),
        ("datetime", ["2026-01-31", "2026-01-31T10:00:00Z", "1 Jan 2026"], ["2026-02-30", "x"]),
        ("length(3)", ["abc"], ["ab", "abcd"]),
        ("length(2,3)", ["ab", "abc"], ["a", "abcd"]),
        ("minlength(2)", ["ab"], ["a"]),
        ("maxlength(2)", ["ab"], ["abc"]),
        ("min(5)", ["5", "99"], ["4", "x"]),
        ("max(5)", ["5", "-9"], ["6", "x"]),
        ("range(2,4)", ["2", "4"], ["1", "5"]),
        ("alpha", ["abcXYZ"], ["ab1", "é"]),
        ("required", ["x"], []),
        ("file", ["a.txt"], ["a", "a."]),
        ("nonfile", ["a"], ["a.txt"]),
        (r"regex(^\\d{{3}}$)", ["123"], ["1234", "ab"]),
        ("regex(b+)", ["aBBc"], ["ac"]),
        ("regex(^(a|b)$):minlength(1)", ["a"], ["c"]),
        ("int:min(1)", ["1"], ["0", "x"]),
    ],
)
def test_a_constraint_accepts(constraint: str, accepted: list[str], refused: list[str]) -> None:
    template = f"{{value:{constraint}}}".replace("\\\\", "\\")

    found = {text: values(template, f"/api/{quote(text)}") for text in [*accepted, *refused]}

    assert found == {text: {"value": text} for text in accepted} | dict.fromkeys(refused)


def test_constraints_apply_to_optional_parameters_only_where_they_are_given() -> None:
    assert values("x/{id:int?}", "/api/x") == {}
    assert values("x/{id:int?}", "/api/x/1") == {"id": "1"}
    assert values("x/{id:int?}", "/api/x/y") is None


@pytest.mark.parametrize(
    "template",
    [
        "{a",
        "a}",
        "{}",
        "{a}{b}",
        "{a}/{A}",
        "{*rest}/more",
        "{a?}/b",
        "{a:nosuch}",
        "{a:length}",
        "{a:int(1)}",
        "{a:length(x)}",
        "{a:regex([)}",
        "a//b",
        "{a=1?}",
        "admin",
        "Admin/things",
        "runtime/webhooks",
    ],
)
def test_a_route_that_azure_refuses_is_refused_with_the_name_of_its_function(template: str) -> None:
    with pytest.raises(AppInvalid, match="cannot load the only function"):
        Router([HostRoute("only", template)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HostRoute("a", "x", frozenset({"GET", "PUT"})), HostRoute("b", "X", frozenset({"GET"}))),
        (HostRoute("a", "x/{id}"), HostRoute("b", "x/{id}", frozenset({"GET"}))),
    ],
)
def test_the_same_template_with_a_common_method_conflicts(one: HostRoute, other: HostRoute) -> None:
    with pytest.raises(AppInvalid, match=r"the b function: its route .* conflicts with that of a"):
        Router([other, one])


def test_the_prefix_may_be_empty_or_longer() -> None:
    assert values("x", "/x", prefix="") == {}
    assert values("x", "/a/b/x", prefix="/a/b/") == {}


def test_routes_are_read_from_an_app() -> None:
    app = func.FunctionApp()

    @app.route("x/{id}", methods=["get"])
    def with_route(req: func.HttpRequest) -> None:
        """One with everything."""

    @app.route()
    def without(req: func.HttpRequest) -> None:
        """One whose name is its route."""

    @app.timer_trigger(arg_name="timer", schedule="0 * * * * *")
    def no_http(timer: func.TimerRequest) -> None:
        """One that has no address."""

    found = routes_of(app.get_functions())

    assert found == [
        HostRoute("with_route", "x/{id}", frozenset({"GET"})),
        HostRoute("without", "without"),
    ]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="/%{}"),
    min_size=1,
).filter(lambda word: word not in {".", ".."} and word == word.casefold().upper().lower())


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_values_come_back_as_they_were_sent(words: list[str]) -> None:
    template = "/".join(f"{{p{index}}}" for index in range(len(words)))
    path = "/api/" + "/".join(quote(word, safe="") for word in words)

    assert values(template, path) == {f"p{index}": word for index, word in enumerate(words)}


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_catch_all_joins_what_is_left(words: list[str]) -> None:
    path = "/api/" + "/".join(quote(word, safe="") for word in words)

    assert values("{*rest}", path) == {"rest": "/".join(words)}


@given(words=st.lists(WORDS, min_size=1, max_size=4), trailing_slash=st.booleans())
def test_literals_match_themselves_in_any_case(words: list[str], *, trailing_slash: bool) -> None:
    path = "/API/" + "/".join(quote(word.upper(), safe="") for word in words)

    assert values("/".join(words), path + "/" * trailing_slash) == {}


#: Few of them, so that templates and paths meet; the last one is a K of the physicists.
FEW = st.sampled_from(["things", "Things", "other", "{one}", "k", "\u212a"])
PATHS = st.lists(st.sampled_from(["things", "OTHER", "x", "K", "\u212a"]), max_size=4)


@given(
    st.lists(
        st.lists(FEW, min_size=1, max_size=3), max_size=8, unique_by=lambda one: str(one).lower()
    ),
    st.lists(FEW, max_size=1),
    PATHS,
)
def test_a_request_finds_what_a_look_at_every_route_would_find(
    templates: list[list[str]], prefix: list[str], path: list[str]
) -> None:
    texts = [
        "/".join(f"{{{n}}}" if w == "{one}" else w for n, w in enumerate(t)) for t in templates
    ]
    routes = [HostRoute(f"f{number}", text) for number, text in enumerate(dict.fromkeys(texts))]
    within = "/".join(part.replace("{one}", "{before}") for part in prefix)
    sent = "/" + "/".join(quote(word) for word in path)
    alone = (Router([route], within).match("GET", sent) for route in routes)

    found = Router(routes, within).match("GET", sent)

    assert found == next(filter(None, alone), None)
