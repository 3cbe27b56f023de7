"""``python -m infra.arm``: Bicep becomes the template that the button deploys."""

import json
from pathlib import Path

import pytest

from infra.arm.__main__ import TARGET, main, written
from infra.arm.syntax import BicepError
from infra.arm.template import compiled

ID = "resourceId('Microsoft.Storage/storageAccounts', parameters('a'))"


def test_the_committed_template_is_what_the_bicep_says() -> None:
    assert TARGET.read_text() == written(), "run: python -m infra.arm"
    assert main(["--check"]) == 0


def test_settings_are_printed_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--settings", "--parameter", "instanceMemoryMB=512"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["PYTHON_SCRIPT_FILE_NAME"] == "bifrost.py"
    assert found["BIFROST_WORKERS"] == "4"


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ("'plain'", "plain"),
        ("'[in brackets]'", "[[in brackets]"),
        ("' ${a} {x} '", "[format(' {0} {{x}} ', parameters('a'))]"),
        ("'it\\'s'", "it's"),
        ("a == 'b' ? [] : [a]",
         "[if(equals(parameters('a'), 'b'), createArray(), createArray(parameters('a')))]"),
        ("!empty(a) && true", "[and(not(empty(parameters('a'))), true())]"),
        ("account.id", f"[{ID}]"),
        ("account.properties.x", "[reference('account').x]"),
        ("account.identity.x", "[reference('account', '2023-05-01', 'full').identity.x]"),
        ("asks", "[format('{0}', reference('account').x)]"),
        ("account.listKeys().keys", f"[listKeys({ID}, '2023-05-01').keys]"),
    ],
)  # fmt: skip
def test_expressions_become_functions(tmp_path: Path, value: str, expression: str) -> None:
    file = tmp_path / "main.bicep"
    file.write_text(
        "param a string\n"
        "var asks = '${account.properties.x}'\n"
        "resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: a\n}\n"
        f"output o string = {value}\n"
    )

    outputs = compiled(file)["outputs"]

    assert isinstance(outputs, dict)
    assert outputs["o"] == {"type": "string", "value": expression}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("param a string =\n", "main.bicep:1: this is no Bicep"),
        ("output o string = b\n", "b is declared nowhere"),
        ("@batchSize(1)\nparam a string\n", "@batchSize is not understood"),
        ("resource r 'A/b@1' = {\n}\n", "r has no name"),
        ("module m 'x.bicep' = {\n  name: 'm'\n  params: { a: 1 }\n}\n", "check its params a"),
        ("module m 'y.bicep' = {\n  name: 'm'\n  params: {}\n}\n", "check its params need"),
    ],
)
def test_what_is_not_understood_is_an_error(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "main.bicep").write_text(text)
    (tmp_path / "x.bicep").write_text("var x = 1\n")
    (tmp_path / "y.bicep").write_text("param need string\n")

    with pytest.raises(BicepError, match=words):
        compiled(tmp_path / "main.bicep")
