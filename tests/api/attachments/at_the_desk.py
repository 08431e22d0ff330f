"""One petition, and how its petitioner and others come to it over HTTP."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx

from office_setting import officer
from petition_es.bootstrap import House
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Submit
from petition_es.domain.sealed import Sealed


@dataclass
class Desk:
    """One petition, and how its petitioner and others come to it."""

    house: House
    client: httpx.Client
    by: Actor
    petition_id: UUID
    number: str
    code: str

    @property
    def path(self) -> str:
        """Where the petition is."""
        return f"/petitions/{self.number}"

    def as_petitioner(self, **headers):
        return {"Query-Code": self.code, **headers}

    def as_unit(self, unit_id, *scopes):
        return self.with_token(officer(unit_id), *scopes)

    def with_token(self, actor, *scopes):
        token, _ = self.house.access.issue(
            actor, scopes=scopes or ("read", "act"), lasts=timedelta(days=1), now=self.house.clock()
        )
        return {"Authorization": f"Bearer {token}"}

    def upload(self, content, media_type="image/jpeg", name=None, headers=None):
        headers = dict(self.as_petitioner() if headers is None else headers)
        headers |= {"Content-Type": media_type} if media_type else {}
        headers |= {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"} if name else {}
        return self.client.post(f"{self.path}/attachments", content=content, headers=headers)

    def read(self, document_id, headers=None, path=None):
        headers = self.as_petitioner() if headers is None else headers
        return self.client.get(f"{path or self.path}/documents/{document_id}", headers=headers)

    def kept_files(self):
        folder = self.house.store.attachments.folder / str(self.petition_id)
        return [path for path in folder.rglob("*") if path.is_file()]


def submitted(house, by):
    """What the office recorded of a new petition."""
    act = Submit(
        title=Sealed("路"), text=Sealed("路坏了"), parties=(Party(petitioner_id=by.actor_id),)
    )
    return house.office.submit(act, by)
