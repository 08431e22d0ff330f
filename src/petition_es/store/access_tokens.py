"""The register of access tokens: by hash, each with the actor and the scopes that it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from petition_es.domain.entry import Actor
from petition_es.store.datastore import StoreDatastore

KEEP = """
    INSERT INTO public.access_tokens
        (token_hash, token_id, actor_id, role, unit_id, scopes, label, issued_at, expires_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
FIND = """
    SELECT token_id, actor_id, role, unit_id, scopes, label, issued_at, expires_at, revoked_at
    FROM public.access_tokens WHERE token_hash = %s
"""
ALL = """
    SELECT token_id, actor_id, role, unit_id, scopes, label, issued_at, expires_at, revoked_at
    FROM public.access_tokens ORDER BY issued_at DESC, token_id
"""
REVOKE = """
    UPDATE public.access_tokens SET revoked_at = coalesce(revoked_at, %s) WHERE token_id = %s
"""


@dataclass(frozen=True, kw_only=True)
class TokenGrant:
    """What is kept of a token: whom it stands for, what it opens, and how long."""

    token_id: UUID
    actor: Actor
    scopes: tuple[str, ...]
    label: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Tell whether the token still opens anything."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class AccessTokens:
    """All tokens that were ever issued."""

    datastore: StoreDatastore

    def keep(self, token_hash: bytes, grant: TokenGrant) -> None:
        """Keep a new token's grant."""
        actor = grant.actor
        of_actor = [grant.token_id, actor.actor_id, actor.role, actor.unit_id]
        rest = [list(grant.scopes), grant.label, grant.issued_at, grant.expires_at]
        with self.datastore.get_connection() as connection:
            connection.execute(KEEP, [token_hash, *of_actor, *rest])

    def find(self, token_hash: bytes) -> TokenGrant | None:
        """The grant of this token."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(FIND, [token_hash], prepare=True).fetchone()
        return _grant(row) if row else None

    def revoke(self, token_id: UUID, at: datetime) -> bool:
        """End a token; False when there is none of this id."""
        with self.datastore.get_connection() as connection:
            return connection.execute(REVOKE, [at, token_id]).rowcount > 0

    def all(self) -> Sequence[TokenGrant]:
        """Every grant, the newest first."""
        with self.datastore.get_connection() as connection:
            return [_grant(row) for row in connection.execute(ALL).fetchall()]


def _grant(row: Mapping[str, Any]) -> TokenGrant:
    actor = Actor(actor_id=row["actor_id"], role=row["role"], unit_id=row["unit_id"])
    told = {name: row[name] for name in ("token_id", "label", "issued_at", "expires_at")}
    return TokenGrant(
        actor=actor, scopes=tuple(row["scopes"]), revoked_at=row["revoked_at"], **told
    )
