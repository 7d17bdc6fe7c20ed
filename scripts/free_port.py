"""Prints the first free port from a given one on: free_port.py ADDRESS PORT."""

import socket
import sys

TRIES = 100


def free_port(address: str, first: int) -> int:
    """Return the first port that a server can listen on.

    :param address: the address to listen on
    :param first: where to begin; 0 takes whichever the system gives
    :raise OSError: none of a hundred is free
    """
    for port in range(first, first + TRIES):
        with socket.socket() as server:
            # As Odoo does: a port that a server has just left is free.
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                server.bind((address, port))
            except OSError:
                continue
            return server.getsockname()[1]
    raise OSError(f"No free port from {first} on.")


if __name__ == "__main__":
    sys.stdout.write(f"{free_port(sys.argv[1], int(sys.argv[2]))}\n")
