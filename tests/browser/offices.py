"""The offices of the demonstration, as their programs act: through the door of HTTP."""

from urllib.parse import quote

import httpx

from petition_es.domain.identity import derived_id


class Offices:
    """Acts as the units of the demonstration do, each on the version that it saw."""

    def __init__(self, home):
        self._http = httpx.Client(base_url=home, timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._http.close()

    def act(self, who, petition, act, **said):
        """Perform an act that must succeed, and answer what it left in the record."""
        answer = self.try_to(who, petition, act, **said)
        assert answer.is_success, f"{who}: {act}: {answer.status_code} {answer.text}"
        return answer.json()

    def try_to(self, who, petition, act, **said):
        """Perform an act that may be refused, and answer the answer."""
        headers = {**_as(who), "If-Match": self._version(who, petition)}
        return self._http.post(f"/petitions/{petition}/{act}", json=said, headers=headers)

    def submit(self, who, **said):
        """Hand a petition in, and answer what that left in the record."""
        answer = self._http.post("/petitions", json=said, headers=_as(who))
        assert answer.is_success, answer.text
        return answer.json()

    def similar(self, **said):
        """The numbers of what anybody is shown before handing in these words."""
        body = {**said, "parties": [{"petitioner_id": "p-somebody"}]}
        answer = self._http.post("/petitions?check=similar", json=body)
        assert answer.is_success, answer.text
        return [each["number"] for each in answer.json()["similar"]]

    def upload(self, who, petition, content, media_type, name):
        """Upload a document, and answer what the door said to it."""
        headers = {
            **_as(who),
            "Content-Type": media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        }
        return self._http.post(
            f"/petitions/{petition}/attachments", content=content, headers=headers
        )

    def number_of(self, story):
        """The number under which a story of the demonstration is registered."""
        petition = derived_id("demonstration", story, "petition")
        return self.timeline(petition, "auditor")["head"]["number"]

    def timeline(self, petition, who=None):
        """The timeline as a program reads it."""
        answer = self._http.get(f"/petitions/{petition}/timeline", headers=_as(who))
        assert answer.is_success, answer.text
        return answer.json()

    def _version(self, who, petition):
        """The version that this office sees; of what it does not see yet it takes any."""
        seen = self._http.get(f"/petitions/{petition}/timeline", headers=_as(who))
        return seen.headers["ETag"] if seen.is_success else "*"


def _as(who):
    return {"Authorization": f"Bearer demo:{who}"} if who else {}
