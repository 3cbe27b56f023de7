import pytest

from shared.engine.packages import requirements
from shared.engine.packages.requirements import key_of, normalised, with_package
from shared.errors import InvalidInput

HASH = "--hash=sha256:" + "a" * 64


def test_what_means_the_same_is_the_same_text() -> None:
    one = "# ours\nRequests >= 2 # any\n\nPy_Yaml==6.0; python_version > '3'\r\n"
    other = "py-yaml==6.0 ; python_version>'3'\nrequests>=2"

    assert normalised(one) == normalised(other)
    assert key_of(normalised(one)) == key_of(normalised(other))


def test_another_version_is_another_key() -> None:
    assert key_of(normalised("a==1")) != key_of(normalised("a==2"))


def test_hashes_stay_with_their_requirement() -> None:
    assert normalised(f"a==1 \\\n   {HASH}\n") == f"a==1 {HASH}\n"


@pytest.mark.parametrize(
    "line",
    [
        "-r other.txt",
        "--index-url https://example.test",
        "a --no-binary :all:",
        "a==1 --hash=md5:abc",
        "a @ file:///etc/passwd",
        "./a.whl",
        "a b",
        "https://example.test/a.whl",
        "a==1 --global-option=x",
        "${HOME}",
    ],
)
def test_a_line_that_is_no_requirement_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput, match="line 3") as refused:
        normalised(f"b\n# words\n{line}\nc")

    assert [detail.location for detail in refused.value.details] == [("requirements.txt", 3)]


def test_a_file_that_is_too_long_is_refused() -> None:
    with pytest.raises(InvalidInput, match="characters"):
        normalised("# word\n" * 10_000)


def test_a_package_takes_the_place_of_its_older_line() -> None:
    text = "# ours\nRequests>=2\nPy_YAML==6 \\\n  " + HASH + "\n-r kept.txt\n"

    changed = with_package(text, "requests", "2.31.0")
    added = with_package(changed, "httpx[http2]", None)

    assert changed.splitlines()[0] == "# ours"
    assert changed.splitlines()[-1] == "requests==2.31.0"
    assert "Requests>=2" not in changed
    assert HASH in changed
    assert added.splitlines()[-1] == "httpx[http2]"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le-mark", "utf-16-be-mark"]
)
def test_a_file_of_notepad_is_read(encoding: str) -> None:
    text = "requests==2.32.0\r\n# für Ada\r\n"
    plain = encoding.removesuffix("-mark")
    content = (f"\ufeff{text}" if plain != encoding else text).encode(plain)

    assert requirements.decoded(content) == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "requests".encode("utf-16-le"),
            "looks like UTF-16 without a byte order mark: save it as UTF-8",
        ),
        ("a\n# für".encode("cp1252"), "not in UTF-8: see line 2; save it as UTF-8"),
        (b"\xff\xfea", "not in UTF-16"),
    ],
)
def test_an_encoding_that_is_not_read_is_named(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        requirements.decoded(content)
