"""``sys.exit`` in a workflow, which ends a run as it ends a program."""

ADVICE = "end a workflow with return, or raise UserError for its caller"


def is_success(error: SystemExit) -> bool:
    """Whether a program that ends so has succeeded.

    >>> is_success(SystemExit()), is_success(SystemExit(0)), is_success(SystemExit("no disk"))
    (True, True, False)
    """
    return error.code is None or error.code == 0


def words_of(error: BaseException) -> str:
    """The error's own words, and of an exit what to do instead.

    >>> words_of(SystemExit(3))
    '3 (sys.exit: end a workflow with return, or raise UserError for its caller)'
    """
    return f"{error} (sys.exit: {ADVICE})" if isinstance(error, SystemExit) else str(error)
