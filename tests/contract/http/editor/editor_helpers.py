"""What the tests of this folder share."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.contract.client import Answer, Http

HELLO = (
    "from bifrost import workflow\n\n\n@workflow\nasync def {name}() -> int:\n    return {value}\n"
)


ZIP = "application/zip"


class Editor:
    """The routes, as the root user calls them."""

    def __init__(self, http: Http, headers: Mapping[str, str]) -> None:
        self._http = http
        self._headers = {**headers, "content-type": "application/json"}

    async def __call__(
        self,
        function: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> Answer:
        return await self._http(
            function, query=query, body=body, headers={**self._headers, **(headers or {})}
        )

    async def write(self, path: str, content: str, **more: Any) -> Answer:
        return await self("write_file", {"path": path, "content": content, **more})

    async def upload(self, archive: bytes, path: str = "") -> Answer:
        return await self("upload_files", archive, {"content-type": ZIP}, path=path)

    async def search(self, query: str, **more: Any) -> Any:
        answer = await self("search_files", {"query": query, **more})
        assert answer.status == 200, answer.json
        return answer.json


def zip_of(files: Mapping[str, bytes], mode: int = 0) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.filename = entry.orig_filename = name
            entry.external_attr = mode << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
