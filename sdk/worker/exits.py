"""``sys.exit`` in a workflow, which ends the run as it would end a program."""

ADVICE = "end a workflow with return, or raise UserError for its caller"


def is_success(error: SystemExit) -> bool:
    """Return whether an exit is a success, as for a program.

    >>> is_success(SystemExit()), is_success(SystemExit(0)), is_success(SystemExit("no disk"))
    (True, True, False)
    """
    return error.code is None or error.code == 0


def words_of(error: BaseException) -> str:
    """Return the text of an error; for an exit, with what to do instead.

    >>> words_of(SystemExit(3))
    '3 (sys.exit: end a workflow with return, or raise UserError for its caller)'
    """
    return f"{error} (sys.exit: {ADVICE})" if isinstance(error, SystemExit) else str(error)
