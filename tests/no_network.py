"""Tests have no network: whatever tries to leave this machine is refused, and fails the test that did it.

An audit hook (PEP 578) hears of every connection and every name that Python code asks for, in whatever library.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

_EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
_HERE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "localhost.localdomain"}

attempts: list[str] = []
"""Where something tried to get to since it was last emptied."""


def refuse() -> None:
    """From now on, and for good: a hook cannot be taken away."""
    here = _HERE | {socket.gethostname()}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _EVENTS:
            return
        # (socket, address) or (host, …); the address of a Unix socket is a path, that of a netlink socket numbers.
        target = arguments[1] if event in ("socket.connect", "socket.sendto", "socket.sendmsg") else arguments[0]
        if isinstance(target, tuple):
            target = target[0] if target else None
            if not isinstance(target, (str, bytes)):
                return
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            return
        host = target.decode(errors="replace") if isinstance(target, bytes) else target
        if host is not None and host not in here and not str(host).startswith("127."):
            attempts.append(f"{event} {host}")
            raise ConnectionRefusedError(f"{event}: tests have no network ({host})")

    sys.addaudithook(hook)
