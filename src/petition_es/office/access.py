"""Access tokens (访问令牌): what a program or an officer's desk shows to say who acts.

A token names one actor, what it may be used for, and until when. Only its hash is kept; it is shown
once, when it is issued, and can be revoked at any time.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from petition_es.domain.entry import Actor
from petition_es.domain.petition import ACTS
from petition_es.domain.refusals import (
    NoSuchScope,
    NoSuchToken,
    RoleMayNot,
    TokenWithoutTime,
    TokenWithoutUnit,
)
from petition_es.office.ports import NewId
from petition_es.store.access_tokens import AccessTokens, TokenGrant

PREFIX = "pes_"
SECRET_BYTES = 32
LONGEST = timedelta(days=366)

JUDGING = "judge"
"""What auditors do about findings, as a scope names it: it is no act on a petition."""

SCOPES = ("read", "act", *(f"act:{name}" for name in sorted([*ACTS, JUDGING])))
"""`read` opens views and documents, `act` every act, `act:<name>` one act alone."""


HOLDERS = frozenset({"petitioner", "officer", "auditor"})
"""Who may hold a token; whoever imports or keeps the store does so on its own machine."""


class Access:
    """Issues tokens, tells whose they are, and revokes them."""

    def __init__(self, grants: AccessTokens, new_id: NewId) -> None:
        self._grants, self._new_id = grants, new_id

    def issue(
        self,
        actor: Actor,
        *,
        scopes: Collection[str],
        lasts: timedelta,
        now: datetime,
        label: str = "token",
    ) -> tuple[str, TokenGrant]:
        """Issue a token for an actor; answer it, this once, and what is kept of it."""
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown or not scopes:
            raise NoSuchScope(scope=", ".join(unknown), known="read, act, act:refer")
        if not timedelta(0) < lasts <= LONGEST:
            raise TokenWithoutTime(days=LONGEST.days)
        if actor.role not in HOLDERS:
            raise RoleMayNot(role=actor.role, act="token")
        if actor.role == "officer" and actor.unit_id is None:
            raise TokenWithoutUnit
        token = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        grant = TokenGrant(
            token_id=self._new_id(),
            actor=actor,
            scopes=tuple(sorted(set(scopes))),
            label=label,
            issued_at=now,
            expires_at=now + lasts,
        )
        self._grants.keep(hash_of(token), grant)
        return token, grant

    def find(self, token: str, now: datetime) -> TokenGrant | None:
        """Tell whose token this is; None when it opens nothing (any more)."""
        return self.find_hashed(hash_of(token), now)

    def find_hashed(self, token_hash: bytes, now: datetime) -> TokenGrant | None:
        """Tell the same of a token of which only the hash is at hand."""
        grant = self._grants.find(token_hash)
        return grant if grant and grant.is_good(now) else None

    def revoke(self, token_id: UUID, now: datetime) -> None:
        """Revoke a token, from now on; a second time changes nothing."""
        if not self._grants.revoke(token_id, now):
            raise NoSuchToken(token=token_id)

    def all(self) -> Sequence[TokenGrant]:
        """Every token that was issued, the newest first."""
        return self._grants.all()


def hash_of(token: str) -> bytes:
    """Hash a token; it carries 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).digest()
