"""Documents are read in a process that reaches nothing, and what cannot be read is said so."""

import io
import json
import subprocess
import sys
import zipfile
import zlib

import pytest

from shared.errors import InvalidInput
from shared.services.knowledge.extraction import CHILD, Extractor, kind_of

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, head: str = "") -> bytes:
    xml = f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


def paragraph(text: str, style: str = "") -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(drawn: str, trailer: str = "") -> bytes:
    """A PDF with one page, on which this is drawn."""
    stream = zlib.compress(f"BT /F 12 Tf 72 720 Td {drawn} ET".encode())
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        + f" /Resources << /Font << /F {font} >> >> >>".encode(),
        f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
        + stream
        + b"\nendstream",
    )
    found = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(found)
        found += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    end = f"trailer << /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{len(found)}\n%%EOF"
    return found + b"xref\n0 5\n" + table + end.encode()


LOCK = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'0' * 64}> /U <{'0' * 64}> >>"
TABLE = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
READ = {
    "a.txt": (b"\xef\xbb\xbfCall\r\nus", "Call\nus"),
    "old.log": ("Gr\u00f6\u00dfe".encode("cp1252"), "Gr\u00f6\u00dfe"),
    "wide.txt": ("wide".encode("utf-16"), "wide"),
    "page.html": (
        b"<head><title>x</title></head><h2>VPN</h2><script>no</script><p>Call &amp; wait</p>",
        "## VPN\n\nCall & wait",
    ),
    "list.csv": (b"name,phone\nAda,1\nBen,\n", "name: Ada\nphone: 1\n\nname: Ben"),
    "tree.json": (b'{"a":[1]}', '{\n "a": [\n  1\n ]\n}'),
    "book.pdf": (pdf("(Toner is) Tj 0 -14 Td (in room 12.) Tj"), "Toner is\nin room 12."),
    "word.docx": (
        docx(paragraph("VPN", "Heading2") + paragraph("Call") + TABLE),
        "## VPN\n\nCall\n\na | b",
    ),
}


@pytest.mark.parametrize("name", READ)
async def test_each_kind_is_read(name: str) -> None:
    content, text = READ[name]

    assert (await Extractor().text(kind_of(name), content)).strip() == text


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
REFUSED = {
    "empty": ("text", b" \n", "no text"),
    "binary": ("text", b"\x7fELF\0\0", "no text: text, Markdown"),
    "no JSON": ("json", b"{", "no JSON"),
    "deep JSON": ("json", b"[" * 500_000, "nested"),
    "no archive": ("docx", b"PK\x03\x04 no", "no Word document"),
    "another archive": ("docx", docx("")[:40], "no Word document"),
    "entities": ("docx", docx(paragraph("&b;"), LAUGHS), "entities"),
    "a bomb": ("docx", docx("x" * 70_000_000), "too much"),
    "no PDF": ("pdf", b"%PDF-1.4", "no PDF"),
    "a scan": ("pdf", pdf(""), "it may be a scan"),
    "a locked PDF": ("pdf", pdf("(a) Tj", f"{LOCK} /ID [<00> <00>]"), "locked with a password"),
    "a PDF bomb": ("pdf", pdf("(a) Tj " * 20_000_000), "."),
    "too long": ("text", b"a " * 600_000, "1,200,000 characters: split it"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_cannot_be_read_is_said_in_words(what: str) -> None:
    kind, content, words = REFUSED[what]
    with pytest.raises(InvalidInput, match=words):
        await Extractor().text(kind, content)


async def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(InvalidInput, match="takes too long"):
        await Extractor(seconds=0.001).text("text", b"Call us")


@pytest.mark.parametrize(("name", "words"), [("a.exe", "kind"), ("a", "kind")])
def test_other_kinds_are_refused_by_their_name(name: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        kind_of(name)


ATTEMPTS = """
import importlib.util, json, socket, subprocess, sys
spec = importlib.util.spec_from_file_location("child", sys.argv[1])
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
child.wall()
held = []
for attempt in (
    lambda: open("/etc/passwd"),
    lambda: open("/tmp/written", "w"),
    lambda: socket.socket(),
    lambda: subprocess.run(["/bin/true"]),
):
    try:
        attempt()
    except OSError:
        held.append(True)
print(json.dumps(held))
"""


def test_behind_the_wall_nothing_can_be_reached() -> None:
    command = [sys.executable, "-I", "-c", ATTEMPTS, str(CHILD)]
    said = subprocess.run(command, capture_output=True, check=True, text=True, env={})

    assert json.loads(said.stdout) == [True] * 4
