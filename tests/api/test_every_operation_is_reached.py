"""Every operation that the description names answers a valid call well."""

import httpx
from every_operation import Script

from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.shipped import ALL
from served import served


def test_a_valid_call_reaches_every_operation(article_house):
    rebuild(article_house.store.address, ALL, processes=1)
    with served(article_house) as url, httpx.Client(base_url=url, timeout=20) as client:
        script = Script(client, client.get("/openapi.json").json())
        script.play()
    assert script.all - script.reached == set()
