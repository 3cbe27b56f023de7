"""The process that transforms code: one order on its input, one report on its output.

It parses text and runs none of it. It has hardly any environment, and limits of its own, so that
a file which a parser chokes on costs the platform nothing.
"""

import resource
import sys

from shared.models.code.transforms import TransformOrder, TransformReport
from shared.services.codemods.transforming import transformed

CPU_SECONDS = 60
MEMORY_BYTES = 2 * 1024 * 1024 * 1024
#: Generated code nests deeper than Python's own limit lets a visitor go.
DEPTH = 3000


def main() -> None:
    """Transform the files of one order."""
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    sys.setrecursionlimit(DEPTH)
    order = TransformOrder.model_validate_json(sys.stdin.buffer.read())
    report = TransformReport(files=tuple(transformed(order.codemod, order.files)))
    sys.stdout.buffer.write(report.model_dump_json().encode())


if __name__ == "__main__":
    main()
