"""Taking the port, before anything else is started."""

import socket

BACKLOG = 2048


class PortTaken(Exception):  # named after what is in the way
    """Another program listens at the address already, or it is not one of this machine."""

    def __init__(self, *, host: str, port: int, reason: object) -> None:
        self.facts = {"host": host, "port": str(port), "reason": str(reason)}
        super().__init__(f"{host}:{port}: {reason}")


class NotOnlyThisMachine(Exception):  # named after the rule
    """A demonstration, where anybody is anybody, is served to its own machine only."""

    def __init__(self, *, host: str) -> None:
        self.facts = {"host": host}
        super().__init__(host)


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is started; 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as trouble:
        listener.close()
        raise PortTaken(host=host, port=port, reason=trouble.strerror or trouble) from trouble
    listener.set_inheritable(True)
    return listener
