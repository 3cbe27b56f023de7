"""Seals the secrets of authenticator apps with the newest key, after BIFROST_SECRET_KEY changed."""

import functools

from shared.call import Platform
from shared.operations.sign_in.second_factors import reseal


async def reseal_all(platform: Platform) -> None:
    """Seal every secret with the newest key, while an earlier key is set; else do nothing."""
    if platform.settings.previous_secret_key is None:
        return
    credentials = platform.directory.credentials
    edit = functools.partial(reseal, platform.settings)
    async for user_id in credentials.all_ids():
        await credentials.change(user_id, edit)
