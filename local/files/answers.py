"""Builds the responses of the file share: XML, headers and refusals."""

from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.responses import Response

from local.files.errors import FilesError


def empty(status: int, headers: dict[str, str]) -> Response:
    return Response(status_code=status, headers=headers)


def xml(document: Element, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = tostring(document, encoding="utf-8", xml_declaration=True)
    return Response(body, status, headers, media_type="application/xml")


def refusal(error: FilesError) -> Response:
    document = Element("Error")
    with_text(document, "Code", error.code)
    with_text(document, "Message", str(error))
    return xml(document, error.status, {"x-ms-error-code": error.code})


def with_text(parent: Element, tag: str, text: str) -> Element:
    """Add a child with this text to the parent; return the child."""
    child = SubElement(parent, tag)
    child.text = text
    return child
