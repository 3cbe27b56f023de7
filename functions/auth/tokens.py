"""Authenticates users by access token, for as long as its session lasts."""

from shared.errors import NotAuthenticated
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.repositories.directory import Directory
from shared.services.identity.tokens import Tokens


class TokenChecker:
    def __init__(self, directory: Directory, tokens: Tokens) -> None:
        self._directory = directory
        self._tokens = tokens

    async def user(self, text: str) -> tuple[User, SignInSession]:
        """The user and the session; NotAuthenticated with one message for every reason."""
        claims = self._tokens.find(text, TokenUse.ACCESS)
        user = await self._directory.users.known(claims.sub) if claims else None
        if claims and user and user.is_active:
            session = await self._directory.credentials.known_session(user.id, claims.sid)
            if session:
                return user, session
        raise NotAuthenticated("this token is not valid: sign in again")
