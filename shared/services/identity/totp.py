"""Time-based one-time passwords (TOTP, RFC 6238), as authenticator apps make them.

A code has six digits and belongs to a step of 30 seconds. The caller stores the step of the last
code that was accepted, so that no code is accepted twice.
"""

import hmac
import io
from datetime import datetime
from types import ModuleType

DIGITS = 6
STEP_SECONDS = 30
SECRET_CHARACTERS = 32
#: How many steps a code may be early or late: the phone's clock is not ours.
WINDOW = 1
#: The same while an app is added, so that a wrong clock is not noticed only at the next sign-in.
WINDOW_AT_ENROLMENT = 2
QR_MODULE_PIXELS = 4


def new_secret() -> str:
    """Make a secret of 160 random bits, in base32."""
    return str(_pyotp().random_base32(SECRET_CHARACTERS))


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def matching_step(
    secret: str, code: str, at: datetime, *, after: int = -1, window: int = WINDOW
) -> int | None:
    """Return the step that the code belongs to; None if there is none later than ``after``."""
    totp, now = _pyotp().TOTP(secret, digits=DIGITS, interval=STEP_SECONDS), step_of(at)
    steps = range(max(after + 1, now - window, 0), now + window + 1)
    found = [step for step in steps if _is_same(str(totp.generate_otp(step)), code)]
    return found[0] if found else None


def address_of(secret: str, issuer: str, account: str) -> str:
    """Return the ``otpauth`` address, from which an app takes the secret and its names."""
    totp = _pyotp().TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    return str(totp.provisioning_uri(name=account, issuer_name=issuer))


def qr_code(address: str) -> str:
    """Draw an address as a QR code: an SVG image, without a script or a style."""
    import segno  # noqa: PLC0415  see _pyotp

    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(drawn, kind="svg", xmldecl=False, scale=QR_MODULE_PIXELS, light="#fff", nl=False)
    return drawn.getvalue().decode()


def _is_same(made: str, given: str) -> bool:
    return hmac.compare_digest(made.encode(), given.encode())


def _pyotp() -> ModuleType:
    # Imported on first use: indexing the app must not pay for it.
    import pyotp  # noqa: PLC0415

    return pyotp
