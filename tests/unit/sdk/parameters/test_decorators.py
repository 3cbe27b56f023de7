"""What decorators declare about parameters, and what they refuse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, cast

import pytest

from sdk import param, workflow
from sdk.decorators import data_provider
from sdk.errors import UserError
from sdk.fields import Field
from sdk.retry import RetryPolicy
from sdk.schema.declarations import DataProvider, DeclaredWorkflow, declared
from sdk.schema.parameters import binding_of, parameters_of
from shared.models.workflows import Schema


def test_the_docstring_describes_parameters() -> None:
    def google(email: str, days: int = 3) -> None:
        """Invite somebody.

        Args:
            email: whom to invite,
                by address
            days (int): until it ends

        Returns:
            nothing: at all

        """

    def numpy(email: str, days: int = 3) -> None:
        """Invite somebody.

        Parameters
        ----------
        email : str
            whom to invite,
            by address
        days
            until it ends

        Returns
        -------
        nothing
            at all

        """

    def sphinx(email: str, days: int = 3) -> None:
        """Invite somebody.

        :param email: whom to invite,
            by address
        :param int days: until it ends
        :returns: nothing
        """

    for function in (google, numpy, sphinx):
        properties = cast("dict[str, Schema]", parameters_of(function)["properties"])
        words = {name: schema.get("description") for name, schema in properties.items()}
        assert words == {"email": "whom to invite, by address", "days": "until it ends"}


def test_param_refines_what_the_signature_says_in_any_order() -> None:
    @data_provider
    def departments() -> list[str]:
        return []

    @param("department", data_provider=departments, help_text="Where they work")
    @workflow
    @param("seats", label="How many", validation={"min": 1, "max": 9, "message": "1 to 9"})
    @param("name", validation={"min": 2, "pattern": "^[A-Z]"}, required=True)
    @param("mail", "email")
    async def onboard(
        name: str = "", seats: int = 1, department: str = "", mail: object = None
    ) -> None: ...

    made = declared(onboard)
    assert isinstance(made, DeclaredWorkflow)
    properties = made.parameters["properties"]
    assert made.parameters["required"] == ["name"]
    assert properties == {
        "name": {
            "type": "string",
            "title": "Name",
            "default": "",
            "minLength": 2,
            "pattern": "^[A-Z]",
        },
        "seats": {
            "type": "integer",
            "title": "How many",
            "default": 1,
            "minimum": 1,
            "maximum": 9,
            "x-message": "1 to 9",
        },
        "department": {
            "type": "string",
            "title": "Department",
            "default": "",
            "x-help-text": "Where they work",
            "x-data-provider": "departments",
        },
        "mail": {"type": "string", "format": "email", "title": "Mail", "default": None},
    }


def test_param_makes_a_parameter_optional() -> None:
    @workflow
    @param("seats", default_value=5)
    @param("note", required=False)
    def assign(seats: int, note: str | None) -> None: ...

    made = declared(assign)
    assert made is not None
    assert made.parameters["required"] == []
    assert binding_of(assign).arguments({}, None) == {"seats": 5, "note": None}


def test_param_describes_what_goes_into_the_rest() -> None:
    @workflow
    @param("first", "int", required=True)
    @param("second", "bool")
    def anything(**rest: object) -> None: ...

    made = declared(anything)
    assert made is not None
    assert made.parameters == {
        "type": "object",
        "properties": {
            "first": {"type": "integer", "title": "First"},
            "second": {"type": "boolean", "title": "Second"},
        },
        "required": ["first"],
        "additionalProperties": True,
    }


def _yielding() -> Iterator[int]:
    yield 1


def _texts(x: str) -> None: ...


Case = tuple[Callable[[], object], str]


def _declared_wrongly(decorator: Callable[..., Any]) -> list[Case]:
    """Who may start it, said as an author might who did not read on."""
    wrong: list[tuple[dict[str, object], str]] = [
        ({"access": "everyone"}, "access is 'forms' or 'members', not 'everyone'"),
        ({"access": True}, "access is 'forms' or 'members'"),
        ({"access": ["members"]}, "access is 'forms' or 'members'"),
        ({"roles": "Finance"}, r"roles is a list of the names of roles.*not 'Finance'"),
        ({"roles": 5}, "roles is a list"),
        ({"roles": []}, "roles is a list of 1 to 100 .* or leave it out"),
        ({"roles": ["x"] * 101}, "roles is a list of 1 to 100"),
        ({"roles": ["Finance", None]}, "roles is a list .*, not of None"),
        ({"roles": ["  "]}, "roles is a list"),
        ({"roles": ["x" * 101]}, "a role's name is a text of at most 100 characters"),
        ({"organizations": "contoso"}, "organizations is a list of the ids .*not 'contoso'"),
        ({"organizations": []}, "organizations is a list of 1 to 100"),
        ({"organizations": ["Contoso Ltd."]}, "ids, never names: 'Contoso Ltd.' is no id"),
        ({"organizations": ["contoso "]}, "ids, never names"),
        ({"organizations": [7]}, "organizations is a list .*, not of 7"),
    ]
    return [(lambda given=given: decorator(**given)(_plain()), words) for given, words in wrong]


@pytest.mark.parametrize(
    ("declare", "words"),
    [
        (lambda: param("x", "text"), "type is 'string' or 'int'"),
        (lambda: param("x", validation={"least": 1}), "has least"),
        (lambda: param("x", data_provider=len), "@data_provider"),
        (lambda: param(_any(print)), "needs the name of a parameter"),
        (lambda: param("x", default_value=object()), "no JSON form"),
        (lambda: workflow(param("nobody")(_plain())), "names 'nobody'"),
        (lambda: workflow(data_provider(_plain())), "declared already"),
        (lambda: workflow(tags="ab")(_plain()), "tags is a list"),
        (lambda: workflow(allowed_methods=["get"])(_plain()), "'GET' or 'POST'"),
        (lambda: workflow(schedule="often")(_plain()), "cron expression"),
        (lambda: workflow(timeout_seconds=True)(_plain()), "whole number"),
        (lambda: workflow(time_saved_minutes=-1)(_plain()), "time_saved_minutes"),
        (lambda: workflow(time_saved_minutes=_any("x"))(_plain()), "time_saved_minutes is a num"),
        (lambda: param("x", provider_inputs=_any({"country": 5})), "provider_inputs names"),
        (lambda: param("x", provider_inputs=_any("country")), "provider_inputs names"),
        (lambda: workflow(_yielding), "_yielding yields: return its result"),
        (lambda: workflow(param("x", "int")(_texts)), "'x' is integer, its annotation string"),
        (lambda: workflow(name="Bad Name")(_plain()), "may hold a-z"),
        (lambda: workflow(name=_any(5))(_plain()), "may hold a-z"),
        (lambda: workflow(tool=True, effects=_any("some"))(_plain()), "effects is 'read' or"),
        (lambda: workflow(effects="read")(_plain()), "say tool=True as well"),
        (lambda: workflow(tool=_any("yes"))(_plain()), "tool is True or False"),
        (lambda: workflow(isolation=_any("none"))(_plain()), "'shared' or 'fresh'"),
        (lambda: workflow(retry_policy=_any({"maxAttempts": 2}))(_plain()), "is a RetryPolicy"),
        (lambda: workflow(disable_global_key=_any("no"))(_plain()), "key is True or False"),
        (lambda: workflow(endpoint_enabled=_any(1))(_plain()), "enabled is True or False"),
        (lambda: workflow(public_endpoint=_any("x"))(_plain()), "endpoint is True or False"),
        (lambda: RetryPolicy(max_attempts=_any("3")), "max_attempts is from 1 to 10"),
        (lambda: RetryPolicy(retry_on=[_any(ValueError)]), "retry_on is a list of names"),
        (lambda: data_provider(cache_ttl_seconds=-1)(_plain()), "cache_ttl_seconds"),
        *_declared_wrongly(workflow),
        *_declared_wrongly(data_provider),
    ],
)
def test_a_wrong_argument_of_a_decorator_says_what_is_right(
    declare: Callable[[], object], words: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        declare()


@pytest.mark.parametrize("decorator", [workflow, data_provider])
def test_who_may_start_it_is_declared_by_names_and_ids(decorator: Callable[..., Any]) -> None:
    function = _plain()

    plain = declared(decorator(_plain()))
    made = declared(
        decorator(
            access="members", roles=[" Finance ", "Dispatch"], organizations=("acme", "acme", "b-2")
        )(function)
    )

    assert plain
    assert made
    assert (plain.access, plain.roles, plain.organizations) == (None, (), ())
    assert (made.access, made.roles) == ("members", ("Finance", "Dispatch"))
    assert made.organizations == ("acme", "b-2")


def test_decorators_work_bare_and_called_on_plain_and_async_functions() -> None:
    @workflow
    def plain(a: int) -> int:
        return a

    @workflow(name="other", schedule="0 6 * * *", time_saved_minutes=2.5)
    async def awaited(a: int) -> int:
        """Say what. It

        goes on.
        """
        return a

    @data_provider
    def choices() -> list[str]:
        return ["a"]

    first, second, third = map(declared, (plain, awaited, choices))
    assert isinstance(first, DeclaredWorkflow)
    assert isinstance(second, DeclaredWorkflow)
    assert isinstance(third, DataProvider)
    assert (first.name, first.description, plain(3)) == ("plain", "", 3)
    assert (second.name, second.description) == ("other", "Say what. It")
    assert (third.cache_ttl_seconds, choices()) == (300, ["a"])
    assert first.line < second.line < third.line


def test_a_type_of_the_author_may_refuse_what_fits() -> None:
    @dataclass
    class Even:
        number: int

        def __post_init__(self) -> None:
            if self.number % 2:
                raise ValueError("an even number is needed")

    def half(number: Even) -> None: ...

    half.__annotations__["number"] = Even

    with pytest.raises(UserError, match="number: an even number is needed"):
        binding_of(half).arguments({"number": {"number": 3}}, None)


def _plain() -> Callable[[], None]:
    """A new one, which nothing has been declared of."""

    def plain() -> None: ...

    return plain


def _any(value: object) -> Any:
    """What an author without a type checker may write."""
    return value


def test_a_secret_parameter_is_a_text_of_at_least_four_characters() -> None:
    async def takes(
        plain: Annotated[str, Field(secret=True)],
        maybe: Annotated[str, Field(secret=True, min_length=12)] | None = None,
        *,
        other: Annotated[str | None, Field(secret=True, min_length=2)] = None,
    ) -> None: ...

    found = cast("dict[str, Schema]", parameters_of(takes)["properties"])

    marks = [(one["format"], one["writeOnly"], one["minLength"]) for one in found.values()]
    assert marks == [("password", True, 4), ("password", True, 12), ("password", True, 4)]


def test_param_makes_one_secret_too() -> None:
    @workflow
    @param("pin", "string", secret=True, validation={"min": 6})
    async def takes(pin: str) -> None: ...

    made = declared(takes)
    assert isinstance(made, DeclaredWorkflow)
    schema = cast("dict[str, Schema]", made.parameters["properties"])["pin"]
    assert (schema["writeOnly"], schema["minLength"]) == (True, 6)


def _of_a_list(pins: list[Annotated[str, Field(secret=True)]]) -> None: ...


def _of_a_number(pin: Annotated[int, Field(secret=True)]) -> None: ...


def _of_a_date(day: Annotated[date, Field(secret=True)]) -> None: ...


def _of_choices(one: Annotated[Literal["a", "b"], Field(secret=True)]) -> None: ...


def _with_a_default(pin: Annotated[str, Field(secret=True)] = "hunter2") -> None: ...


def _offered(pin: Annotated[str, Field(secret=True, data_provider="pins")]) -> None: ...


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (_of_a_list, "a text as a whole"),
        (_of_a_number, "a text as a whole"),
        (_of_a_date, "a text as a whole"),
        (_of_choices, "a text as a whole"),
        (_with_a_default, "its default would be in the code"),
        (_offered, "no data provider"),
    ],
)
def test_what_cannot_be_kept_secret_is_refused(function: Callable[..., object], words: str) -> None:
    with pytest.raises(TypeError, match=words) as refused:
        workflow(function)

    assert "hunter2" not in str(refused.value)


def test_a_data_provider_takes_no_secret() -> None:
    with pytest.raises(TypeError, match="'pin' is one"):

        @data_provider
        async def offers(pin: Annotated[str, Field(secret=True)]) -> list[str]:
            return [pin]
