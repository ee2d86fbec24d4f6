"""Sockets: the network, and connections inside the machine."""

import _library
import _socket
import enum
import sys
from operator import index
from _socket import *
from _socket import gethostname, getaddrinfo as _getaddrinfo

error = OSError
timeout = TimeoutError


class herror(OSError):
    """An error about a host."""


class gaierror(OSError):
    """An error about a name: host or service."""


def _enumeration(name, prefix):
    members = {key: value for key, value in vars(_socket).items() if key.startswith(prefix)}
    return enum.IntEnum(name, members)


AddressFamily = _enumeration("AddressFamily", "AF_")
SocketKind = _enumeration("SocketKind", "SOCK_")
for _members in (AddressFamily, SocketKind):
    globals().update(_members.__members__)
del _members

has_ipv6 = True
_GLOBAL_DEFAULT_TIMEOUT = object()
_default_timeout = None


def _member(enumeration, number):
    try:
        return enumeration(number)
    except ValueError:
        return number


def getdefaulttimeout():
    """Seconds that new sockets wait, or None."""
    return _default_timeout


def setdefaulttimeout(seconds):
    """Have new sockets wait so many seconds; None for ever."""
    global _default_timeout
    if seconds is not None and seconds < 0:
        raise ValueError("Timeout value out of range")
    _default_timeout = seconds


class socket(_socket.socket):
    """A socket: an endpoint of a connection, of datagrams, or one that listens."""

    __slots__ = ("__weakref__", "_closed", "_makefiles")

    def __new__(cls, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:
            raise OSError(95, "Operation not supported")
        family = AF_INET if family == -1 else family
        type = SOCK_STREAM if type == -1 else type
        return super().__new__(cls, int(family), int(type), max(int(proto), 0))

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._closed = False
        self._makefiles = 0
        if _default_timeout is not None:
            self.settimeout(_default_timeout)

    def __del__(self):
        # Nobody hears of it unless there are filters.
        if "warnings" in sys.modules and self.fileno() != -1:
            sys.modules["warnings"].warn(f"unclosed {self!r}", ResourceWarning, stacklevel=2, source=self)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        if not self._closed:
            self.close()

    def __repr__(self):
        number = self.fileno()
        text = f"<{type(self).__module__}.{type(self).__qualname__}{' [closed]' if number == -1 else ''} fd={number}"
        text += f", family={self.family!s}, type={self.type!s}, proto={self.proto}"
        if number != -1:
            for name, ask in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    text += f", {name}={address}"
        return text + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    @property
    def family(self):
        """The address family."""
        return _member(AddressFamily, self._family())

    @property
    def type(self):
        """The socket's type."""
        return _member(SocketKind, self._type())

    @property
    def proto(self):
        """The protocol's number."""
        return self._proto()

    @property
    def timeout(self):
        """Seconds that calls wait, or None."""
        return self.gettimeout()

    def close(self):
        """Close the socket."""
        self._closed = True
        super().close()

    def detach(self):
        """Forget the socket without closing it, and give its descriptor."""
        self._closed = True
        return super().detach()

    def accept(self):
        """Wait for a connection: a new socket, and the address of the other side."""
        connection, address = self._accept()
        connection._closed = False
        connection._makefiles = 0
        if _default_timeout is not None:
            connection.settimeout(_default_timeout)
        return connection, address

    def setblocking(self, flag):
        """Have calls wait for ever, or not at all."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        """Whether calls wait."""
        return self.gettimeout() != 0.0

    def set_inheritable(self, inheritable):
        """Sockets are never handed to children here."""

    def get_inheritable(self):
        """Whether children get the descriptor: no."""
        return False

    def sendto(self, data, *args):
        """Send a datagram: sendto(data, address) or sendto(data, flags, address)."""
        if not 1 <= len(args) <= 2:
            raise TypeError(f"sendto() takes 2 or 3 arguments ({len(args) + 1} given)")
        return super().sendto(data, args[-1])

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """Receive a datagram into a buffer: the number of bytes, and who sent it."""
        if not isinstance(buffer, (bytearray, memoryview)) or getattr(buffer, "readonly", False):
            raise TypeError("recvfrom_into() argument 1 must be read-write bytes-like object, "
                            f"not {buffer.__class__.__name__}")
        data, address = self.recvfrom(nbytes or len(buffer), flags)
        buffer[:len(data)] = data
        return len(data), address

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None):
        """Send the bytes of several buffers in one go."""
        data = b"".join(buffers)
        return self.send(data) if address is None else self.sendto(data, address)

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file over the socket."""
        import io
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        raw = SocketIO(self, "rw" if "r" in mode and "w" in mode else mode.replace("b", "") or "r")
        if buffering == 0:
            return raw
        if "w" in mode and "r" in mode:
            buffer = io.BufferedRWPair(raw, raw)
        elif "w" in mode:
            buffer = io.BufferedWriter(raw)
        else:
            buffer = io.BufferedReader(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding, errors, newline)


def SocketIO(sock, mode):
    """A raw file over a socket."""
    import io

    class SocketIO(io.RawIOBase):
        """Raw bytes of a socket."""

        def readable(self):
            return "r" in mode

        def writable(self):
            return "w" in mode

        def readinto(self, buffer):
            return sock.recv_into(buffer)

        def write(self, data):
            return sock.send(data)

        def fileno(self):
            return sock.fileno()

    return SocketIO()


SocketType = _socket.socket


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets connected to each other."""
    pair = _socket._pair(socket, int(AF_UNIX if family is None else family), int(type), proto)
    for one in pair:
        one._closed = False
        one._makefiles = 0
    return pair


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and a port: a list of (family, type, proto, canonname, address)."""
    rows = _getaddrinfo(host, port, *map(index, (family, type, proto, flags)))
    return [
        (_member(AddressFamily, family), _member(SocketKind, kind), proto, name, address)
        for family, kind, proto, name, address in rows
    ]


def gethostbyname(host):
    """The IPv4 address of a host, as text."""
    return _getaddrinfo(host, 0, int(AF_INET), int(SOCK_STREAM))[0][4][0]


def getnameinfo(sockaddr, flags, /):
    """The host and the port of an address, by name where they have one: in /etc/hosts and /etc/services."""
    if not isinstance(sockaddr, tuple):
        raise TypeError("getnameinfo() argument 1 must be a tuple")
    host, port = sockaddr[:2]
    host = getaddrinfo(host, port, 0, SOCK_DGRAM, 0, AI_NUMERICHOST)[0][4][0]
    name = None if flags & NI_NUMERICHOST else _listed("/etc/hosts", 0, host, 1)
    if name is None and flags & NI_NAMEREQD:
        raise gaierror(EAI_NONAME, "Name or service not known")
    place = f"{port}/{'udp' if flags & NI_DGRAM else 'tcp'}"
    service = None if flags & NI_NUMERICSERV else _listed("/etc/services", 1, place, 0)
    return name or host, service or str(port)


def _listed(path, column, wanted, answer):
    """Looks into a table of the system."""
    try:
        file = open(path)
    except OSError:
        return None
    with file:
        for line in file:
            fields = line.partition("#")[0].split()
            if len(fields) > 1 and fields[column] == wanted:
                return fields[answer]
    return None


def getfqdn(name=""):
    """The full name of a host; this machine's where none is given."""
    name = name.strip()
    return gethostname() if name in ("", "0.0.0.0", "::") else name


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """Connect to (host, port): the first of the host's addresses that answers."""
    host, port = address
    errors = []
    try:
        for family, kind, proto, _, place in getaddrinfo(host, port, 0, SOCK_STREAM):
            try:
                return _connected(socket(family, kind, proto), place, timeout, source_address)
            except OSError as error:
                errors.append(error)
        raise ExceptionGroup("create_connection failed", errors) if all_errors else errors[-1]
    finally:
        # The exceptions and this frame would keep each other.
        errors.clear()


def _connected(sock, address, timeout, source_address):
    try:
        if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
            sock.settimeout(timeout)
        if source_address:
            sock.bind(source_address)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


def has_dualstack_ipv6():
    """Whether one socket can serve IPv4 and IPv6."""
    return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens on (host, port)."""
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        try:
            sock.bind(address)
        except OSError as error:
            raise OSError(error.errno, f"{error.strerror} (while attempting to bind on address {address!r})") from None
        sock.listen() if backlog is None else sock.listen(backlog)
        return sock
    except OSError:
        sock.close()
        raise


def inet_aton(text):
    """The four bytes of an IPv4 address."""
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isdecimal() and int(part) < 256 for part in parts):
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(int(part) for part in parts)


def inet_ntoa(packed):
    """The text of an IPv4 address of four bytes."""
    if len(packed) != 4:
        raise OSError("packed IP wrong length")
    return ".".join(str(byte) for byte in packed)


def htons(number):
    """A 16-bit number in the network's byte order."""
    return int.from_bytes(number.to_bytes(2, "little"), "big")


def htonl(number):
    """A 32-bit number in the network's byte order."""
    return int.from_bytes(number.to_bytes(4, "little"), "big")


_library.builtins(
    "_socket", globals(), "getdefaulttimeout", "setdefaulttimeout", "gethostbyname", "htonl", "htons", "inet_aton",
    "inet_ntoa",
)
ntohs, ntohl = htons, htonl
