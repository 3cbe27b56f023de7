"""What is filled in, whatever it is: taken, or refused with words."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from shared.forms.answers import Nothing, answer, text_of
from shared.forms.faults import Fault
from shared.forms.file_names import sanitised
from shared.forms.patterns import longest, pattern_fault
from shared.forms.state import fitting
from shared.forms.uploads import PATH, new_name
from shared.models.forms import SHOWN_ONLY, FieldOption, FieldType, FieldValidation, FormField

TYPES = [kind for kind in get_args(FieldType) if kind not in SHOWN_ONLY]
OPTION = FieldOption(label="A", value="a")
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def of_type(kind: FieldType, rules: FieldValidation | None = None) -> FormField:
    options = (OPTION,) if kind in ("select", "multi_select", "radio") else None
    return FormField(name="x", label="X", type=kind, options=options, validation=rules)


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(TYPES),
    JSON_VALUES,
    st.booleans(),
    st.sampled_from([None, FieldValidation(min=1, max=3, pattern="^[a-z]*$")]),
)
def test_nothing_else_comes_of_any_value(
    kind: FieldType, value: JsonValue, required: bool, rules: FieldValidation | None
) -> None:
    field = of_type(kind, rules)
    try:
        found = answer(field, value, required=required, choices={"a": "a"})
    except Fault as fault:
        said = str(fault)
        assert said
        return
    assert not (required and isinstance(found, Nothing))


def test_a_choice_that_was_left_empty_is_not_given_whatever_the_type() -> None:
    plain = of_type("text")
    chosen = FormField(name="x", label="X", type="text", data_provider="licences")

    assert answer(plain, "", required=False, choices=None) == ""
    assert isinstance(answer(chosen, "", required=False, choices=None), Nothing)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TYPES), JSON_VALUES)
def test_what_expressions_read_fits_the_field(kind: FieldType, value: JsonValue) -> None:
    found = fitting(of_type(kind), value)

    allowed: dict[str, tuple[type, ...]] = {
        "checkbox": (bool,),
        "number": (int, float, str),
        "multi_select": (list, str),
        "file": (list, str, type(None)),
    }
    assert isinstance(found, allowed.get(kind, (str,)))


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=255))
def test_every_name_of_a_file_makes_a_path_that_is_known_again(name: str) -> None:
    path = f"uploads/{new_name('acme', 'form-1', name)}"

    match = PATH.fullmatch(path)

    assert match is not None
    assert match["name"] == sanitised(name)
    assert ".." not in path.split("/")


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (2.0, "2"), (0.5, "0.5"), ("a", "a"), (3, "3")]
)
def test_a_choice_is_known_by_the_text_that_a_browser_has(value: JsonValue, text: str) -> None:
    assert text_of(value) == text


SLOW = "1[01]{1300}[2-9]"


def test_a_pattern_is_looked_for_in_time_whatever_it_is() -> None:
    """A text of every other pattern stays as long as it was."""
    text = "".join(f"{number:b}" for number in range(10_000))[:100_000]
    slow = of_type("textarea", FieldValidation(pattern=SLOW))
    quick = of_type("textarea", FieldValidation(pattern="^[01]+$"))

    with pytest.raises(
        Fault, match="has 100000 characters: at most 10000 are allowed with this pattern"
    ):
        answer(slow, text, required=True, choices=None)

    assert answer(quick, text, required=True, choices=None) == text


@pytest.mark.parametrize("repeats", [50, 500, 5_000, 13_000])
def test_the_larger_a_pattern_is_the_shorter_its_texts_are(repeats: int) -> None:
    most = longest(f"1[01]{{{repeats}}}[2-9]")

    assert repeats * most <= 15_000_000


def test_a_pattern_that_repeats_too_much_is_refused_in_words() -> None:
    assert "repeat" in (pattern_fault("1[01]{90000}") or "")
