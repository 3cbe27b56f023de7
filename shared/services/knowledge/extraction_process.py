"""Reads the text of one document; ``extraction`` starts it, and kills it in time.

``python -I -S extraction_process.py`` reads a line of JSON and the document from its standard
input, and writes JSON with the text. It is a process of its own because a document is made by
strangers: this one has no environment, and from before it reads the document it can open no file,
no connection and no process. Standard library only, but for PDF, which pypdf reads: the folders
that have it are the arguments.
"""

import csv
import encodings.ascii
import encodings.cp437
import encodings.cp1252
import encodings.utf_8_sig
import encodings.utf_16
import importlib
import io
import json
import os
import resource
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 20
LARGEST_XML = 64 * 1024 * 1024
MOST_CHARACTERS = 1_000_000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HIDDEN = {"script", "style", "head", "noscript", "template", "svg"}
LINES = {"p", "div", "br", "li", "tr", "section", "article", "table", "ul", "ol", "pre", "dd", "dt"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
TAKEN = "text, Markdown, HTML, CSV, JSON, DOCX and PDF are read"


class UnreadableDocument(Exception):
    """The document has no text that can be read; the words are for its owner."""


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    sys.path += sys.argv[1:]
    if order["kind"] == "pdf":
        for name in OF_PDF:
            importlib.import_module(name)
    wall()
    try:
        text = text_of(order["kind"], content)
    except UnreadableDocument as error:
        say({"fault": str(error)})
    except (RecursionError, MemoryError):
        say({"fault": "the document is nested too deeply, or unfolds to too much"})
    else:
        say({"text": text})


def wall() -> None:
    """Give up what a process can reach, for good: new files, connections and processes."""
    os.closerange(3, 256)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def text_of(kind: str, content: bytes) -> str:
    """Return the text of a document; UnreadableDocument if there is none, or too much."""
    read = READERS.get(kind)
    if read is None:
        raise UnreadableDocument(f"this kind of document is not read: {TAKEN}")
    text = read(content).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise UnreadableDocument("the document has no text")
    if len(text) > MOST_CHARACTERS:
        words = f"the document has {len(text):,} characters: split it, {MOST_CHARACTERS:,} are read"
        raise UnreadableDocument(words)
    return text


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableDocument(f"this is no text: {TAKEN}")
    else:
        names = ["utf-8-sig", "cp1252"]
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("the text is in no encoding that is read: send it as UTF-8")


class ShownPage(HTMLParser):
    """Collects the text that a page shows, with its headings as Markdown has them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in HIDDEN:
            self._hidden += 1
        elif tag in HEADINGS:
            self.found.append(f"\n\n{'#' * HEADINGS[tag]} ")
        elif tag in ("td", "th"):
            self.found.append(" | ")
        elif tag in LINES:
            self.found.append("\n\n" if tag in ("p", "table", "pre") else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in HEADINGS:
            self.found.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def html(content: bytes) -> str:
    page = ShownPage()
    page.feed(decoded(content))
    page.close()
    lines = [" ".join(line.split()) for line in "".join(page.found).split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)


def table(content: bytes) -> str:
    """Return each row as a paragraph that names its columns."""
    try:
        rows = [*csv.reader(io.StringIO(decoded(content)))]
    except csv.Error as error:
        raise UnreadableDocument(f"the table cannot be read: {error}") from None
    names, *lines = rows or [[]]
    if not lines:
        return ", ".join(names)
    return "\n\n".join("\n".join(cells(names, line)) for line in lines if any(line))


def cells(names: list[str], line: list[str]) -> Iterator[str]:
    for number, cell in enumerate(line):
        if cell.strip():
            yield f"{names[number]}: {cell}" if number < len(names) else cell


def tree(content: bytes) -> str:
    try:
        return json.dumps(json.loads(decoded(content)), indent=1, ensure_ascii=False)
    except ValueError as error:
        raise UnreadableDocument(f"this is no JSON: {error}") from None


def word(content: bytes) -> str:
    """Return the paragraphs of a Word document; its tables' cells are parted by bars."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(DOCUMENT) as file:
            xml = file.read(LARGEST_XML + 1)
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, ValueError, NotImplementedError):
        raise UnreadableDocument("this is no Word document") from None
    except RuntimeError:
        raise UnreadableDocument("the document is locked with a password") from None
    if len(xml) > LARGEST_XML:
        raise UnreadableDocument("the document unfolds to too much")
    if b"\0" in xml or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise UnreadableDocument("the document declares entities, which no Word document needs")
    try:
        body = ET.fromstring(xml).find(f"{WORD}body")  # noqa: S314  no entities, in a walled process
    except ET.ParseError:
        raise UnreadableDocument("this is no Word document") from None
    return "\n\n".join(paragraphs(body)) if body is not None else ""


def pdf(content: bytes) -> str:
    """Return the text of a PDF, page by page; a scan has none."""
    pypdf, faults = sys.modules["pypdf"], sys.modules["pypdf.errors"]
    found: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UnreadableDocument("the document is locked with a password")
        for page in reader.pages:
            found.append(page.extract_text())
            if sum(map(len, found)) > MOST_CHARACTERS:
                break
    except (faults.PyPdfError, *NO_PDF):
        raise UnreadableDocument("this is no PDF that can be read") from None
    text = "\n\n".join(found)
    if not text.strip():
        raise UnreadableDocument("the PDF has no text: it may be a scan, which is a picture")
    return text


#: What its reader raises for what is no PDF, besides its own errors.
NO_PDF = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, zlib.error)
DOCUMENT = "word/document.xml"
#: Imported before the wall, together with what they import when the first page is read.
OF_PDF = (
    *("pypdf", "pypdf.filters", "pypdf._codecs._codecs", "pypdf._encryption", "tempfile"),
    *(f"encodings.{name}" for name in ("latin_1", "utf_16_be", "utf_16_le", "mac_roman")),
    *(f"encodings.{name}" for name in ("gbk", "gb2312", "gb18030", "big5", "cp949")),
    *(f"encodings.{name}" for name in ("shift_jis", "euc_jp", "euc_kr")),
)


def paragraphs(body: ET.Element) -> Iterator[str]:
    for element in body:
        if element.tag == f"{WORD}p":
            yield paragraph(element)
        elif element.tag == f"{WORD}tbl":
            rows = element.iter(f"{WORD}tr")
            yield "\n".join(" | ".join(row_of(row)) for row in rows)


def row_of(row: ET.Element) -> Iterator[str]:
    for cell in row.iter(f"{WORD}tc"):
        yield " ".join(paragraph(each) for each in cell.iter(f"{WORD}p"))


def paragraph(element: ET.Element) -> str:
    style = element.find(f"{WORD}pPr/{WORD}pStyle")
    name = "" if style is None else (style.get(f"{WORD}val") or "")
    level = name.removeprefix("Heading")
    mark = "#" * int(level) + " " if level in ("1", "2", "3", "4", "5", "6") else ""
    return mark + "".join(runs(element))


def runs(element: ET.Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag == f"{WORD}t":
            yield each.text or ""
        elif each.tag in (f"{WORD}tab", f"{WORD}br"):
            yield " "


READERS: dict[str, Callable[[bytes], str]] = {
    "text": decoded,
    "html": html,
    "csv": table,
    "json": tree,
    "docx": word,
    "pdf": pdf,
}
#: Imported before the wall: afterwards no module can be read.
NEEDED = (encodings.ascii, encodings.cp437, encodings.cp1252, encodings.utf_16, encodings.utf_8_sig)


def say(answer: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
