"""The server of `petition-es serve` for a test: sockets break and stall as they do outside."""

import threading
from contextlib import contextmanager

from petition_es.api.app import build
from petition_es.api.listening import listen
from petition_es.api.serving import Server


@contextmanager
def served(house):
    """Serve a house on a free port; answer its address."""
    listener, ready = listen("127.0.0.1", 0), threading.Event()
    server = Server(build(house), ready=ready.set)
    thread = threading.Thread(target=server.run, args=([listener],), name="server of a test")
    thread.start()
    try:
        assert ready.wait(20)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
