"""Request handlers of second factors and of fresh proofs.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.mfa import apps as apps
    from shared.handlers.mfa import codes as codes
    from shared.handlers.mfa import fresh_proofs as fresh_proofs
    from shared.handlers.mfa import passkey_sign_in as passkey_sign_in
    from shared.handlers.mfa import passkeys as passkeys
    from shared.handlers.mfa import policies as policies
    from shared.handlers.mfa import resealing as resealing
    from shared.handlers.mfa import setup as setup
    from shared.handlers.mfa import trusted_devices as trusted_devices
    from shared.handlers.mfa import verification as verification


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
