"""Sockets in the file system."""

import errno
import os
import socket
import stat

from .connections import check_tls, establish
from .sockets import connect_to


async def connect_stream(loop, factory, path, sock, ssl, server_hostname, handshake_timeout, shutdown_timeout):
    """A stream to a socket in the file system, or over one that is connected: its transport and its protocol."""
    assert server_hostname is None or isinstance(server_hostname, str)
    if ssl and server_hostname is None:
        raise ValueError("you have to pass server_hostname when using ssl")
    check_tls(ssl, server_hostname, handshake_timeout, shutdown_timeout, "")
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        path = os.fspath(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await connect_to(loop, sock, path)
        except:
            sock.close()
            raise
    else:
        if sock is None:
            raise ValueError("no path and sock were specified")
        _check_socket(sock)
        sock.setblocking(False)
    return await establish(loop, sock, factory)


def _check_socket(sock):
    if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")


def bound_socket(path, sock):
    """A socket at a path where none listens any more, or the one that is bound already."""
    if path is None:
        if sock is None:
            raise ValueError("path was not specified, and no sock specified")
        _check_socket(sock)
        return sock
    if sock is not None:
        raise ValueError("path and sock can not be specified at the same time")
    path = os.fspath(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    if path[0] not in (0, "\0"):
        remove_stale(path)
    try:
        sock.bind(path)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
        raise
    except:
        sock.close()
        raise
    return sock


def remove_stale(path):
    """Removes the file of a socket: whoever listened there does so no longer, or will not be found."""
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        from .log import logger
        logger.error("Unable to check or remove stale UNIX socket %r: %r", path, error)


def remember_file(loop, sock):
    """Keeps in mind which file is a socket's, to be removed with it."""
    path = sock.getsockname()
    if path[:1] in ("\0", b"\0", "", b""):
        return
    try:
        number = os.stat(path).st_ino
    except FileNotFoundError:
        return
    if loop._unix_server_sockets is None:
        loop._unix_server_sockets = {}
    loop._unix_server_sockets[sock] = (path, number)


def forget_file(loop, sock):
    """Removes the file of a socket that listens no longer, unless another file has its place."""
    path, number = loop._unix_server_sockets.pop(sock, (None, None))
    if path is None:
        return
    try:
        if os.stat(path).st_ino == number:
            os.unlink(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        from .log import logger
        logger.error("Unable to clean up listening UNIX socket %r: %r", path, error)
