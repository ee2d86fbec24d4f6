//! Module `_socket`: sockets of the system. `stdlib/socket.py` is the face that programs see.

mod address;
mod constants;
mod options;

use std::cell::RefCell;
use std::io::{self, Read};
use std::net::Shutdown;
use std::sync::Arc;
use std::time::Duration;

use rustix::net::{RecvFlags, SendFlags};
use socket2::{Domain, Protocol, Socket as System, Type};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::spec;
use taipan_core::protocol::{declaration, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Bytes;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;
use taipan_macros::{class, function};
use taipan_objects::buffer;

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    declaration::install::<Socket>(vm, namespace)?;
    constants::fill(vm, namespace)?;
    spec::install_functions(vm, namespace, "_socket", methods![getaddrinfo, gethostname, pair])
}

/// A socket of the system: socket(family, type, proto).
#[class(
    "_socket.socket",
    flags = BASE,
    methods = [
        new,
        accept,
        bind,
        close,
        connect,
        connect_ex,
        detach,
        family,
        fileno,
        getpeername,
        getsockname,
        getsockopt,
        gettimeout,
        kind,
        listen,
        proto,
        recv,
        recv_into,
        recvfrom,
        send,
        sendall,
        sendto,
        setsockopt,
        settimeout,
        shutdown,
    ]
)]
struct Socket(#[untraced] RefCell<State>);

/// An open socket, or nothing once it is closed.
struct State {
    /// Shared with the calls of threads that wait in it.
    system: Option<Arc<System>>,
    family: i32,
    kind: i32,
    protocol: i32,
    /// Seconds that calls wait; none for ever, zero for not at all.
    timeout: Option<f64>,
}

/// The number of the error of a closed descriptor.
const EBADF: i32 = 9;
/// The number of the error of a call that would have to wait.
const EAGAIN: i32 = 11;

/// How long a call that waits for ever waits for data or connections before it looks at signals.
const PATIENCE: Duration = Duration::from_millis(100);

/// Does something with the open socket, while other threads have the machine. A signal is no reason to stop (PEP 475): what
/// it asks for is done, and the call is made again.
fn with<T: Send>(
    vm: &mut Vm,
    this: &Socket,
    mut act: impl FnMut(&System) -> io::Result<T> + Send,
) -> Result<T, Raised> {
    loop {
        let (system, timeout) = this.about(|socket| (socket.system.clone(), socket.timeout));
        let Some(system) = system else { return Err(vm.os_error(EBADF.into(), None)) };
        let result = if timeout == Some(0.0) { act(&system) } else { vm.away(|| act(&system)) };
        return match result {
            Ok(value) => Ok(value),
            Err(error)
                if error.kind() == io::ErrorKind::Interrupted
                    || timeout.is_none() && error.kind() == io::ErrorKind::WouldBlock =>
            {
                let look_up = vm.hooks.look_up;
                look_up(vm)?;
                continue;
            }
            Err(error) if timeout.is_some_and(|seconds| seconds > 0.0) && error.kind() == io::ErrorKind::WouldBlock => {
                Err(vm.raise_message(|classes| &classes.timeout_error, "timed out"))
            }
            Err(error) => Err(vm.io_error(&error, None)),
        };
    }
}

impl Socket {
    /// Reads something of the socket that does not need it open.
    fn about<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.borrow_mut())
    }
}

fn allocate(vm: &mut Vm, class: &Ref<Class>, socket: State) -> Result<Value, Raised> {
    if let Some(system) = &socket.system {
        // Without it nothing is lost but a quick answer to Ctrl-C.
        let _ = system.set_read_timeout(Some(PATIENCE));
    }
    Ok(vm.allocate(class, Socket(RefCell::new(socket)))?.into_value())
}

fn check_host(vm: &mut Vm) -> Result<(), Raised> {
    // 1 is EPERM: the host says no.
    if vm.host.allows_system() { Ok(()) } else { Err(vm.os_error(1, None)) }
}

/// Opens a socket.
#[function("socket.__new__(cls, family, type, proto)")]
fn new(vm: &mut Vm, class: Ref<Class>, family: i64, kind: i64, proto: i64) -> Result<Value, Raised> {
    check_host(vm)?;
    let [family, kind, protocol] = [family, kind, proto].map(|number| i32::try_from(number).unwrap_or(-1));
    let wanted = if protocol == 0 { None } else { Some(Protocol::from(protocol)) };
    match System::new(Domain::from(family), Type::from(kind), wanted) {
        Ok(system) => {
            allocate(vm, &class, State { system: Some(Arc::new(system)), family, kind, protocol, timeout: None })
        }
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// Waits for a connection: a new socket of the same class, and the address of the other side.
#[function("socket._accept(self, /)")]
fn accept(vm: &mut Vm, this: Ref<Socket>) -> Result<Value, Raised> {
    let (system, address) = with(vm, &this, |socket| socket.accept())?;
    let (family, kind, protocol) = this.about(|socket| (socket.family, socket.kind, socket.protocol));
    let class = vm.classes.of(this.value());
    let connection =
        allocate(vm, &class, State { system: Some(Arc::new(system)), family, kind, protocol, timeout: None })?;
    let address = address::tuple(vm, &address)?;
    vm.tuple([connection, address])
}

/// Gives the socket a local address.
#[function("socket.bind(self, address, /)")]
fn bind(vm: &mut Vm, this: &Socket, address: &Value) -> Result<(), Raised> {
    let family = this.about(|socket| socket.family);
    let address = address::parse(vm, family, address, "bind")?;
    with(vm, this, |socket| socket.bind(&address))
}

/// Gives the descriptor back to the system; later calls raise OSError.
#[function("socket.close(self, /)")]
fn close(this: &Socket) {
    drop(this.about(|socket| socket.system.take()));
}

/// Connects, within the socket's timeout; other threads have the machine meanwhile.
fn connected(vm: &mut Vm, this: &Socket, address: &socket2::SockAddr) -> Result<io::Result<()>, Raised> {
    let (system, timeout) = this.about(|socket| (socket.system.clone(), socket.timeout));
    let Some(system) = system else { return Ok(Err(io::Error::from_raw_os_error(EBADF))) };
    Ok(vm.away(|| match timeout {
        Some(seconds) if seconds > 0.0 => {
            system.set_nonblocking(false)?;
            system.connect_timeout(address, Duration::from_secs_f64(seconds))
        }
        _ => system.connect(address),
    }))
}

/// Connects to an address.
#[function("socket.connect(self, address, /)")]
fn connect(vm: &mut Vm, this: &Socket, address: &Value) -> Result<(), Raised> {
    let family = this.about(|socket| socket.family);
    let address = address::parse(vm, family, address, "connect")?;
    match connected(vm, this, &address)? {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::TimedOut && error.raw_os_error().is_none() => {
            Err(vm.raise_message(|classes| &classes.timeout_error, "timed out"))
        }
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// As connect, with the error's number as the result; 0 for success.
#[function("socket.connect_ex(self, address, /)")]
fn connect_ex(vm: &mut Vm, this: &Socket, address: &Value) -> Result<i64, Raised> {
    let family = this.about(|socket| socket.family);
    let address = address::parse(vm, family, address, "connect_ex")?;
    match connected(vm, this, &address)? {
        Ok(()) => Ok(0),
        // Without a number the time is over.
        Err(error) => Ok(i64::from(error.raw_os_error().unwrap_or(EAGAIN))),
    }
}

/// Forgets the socket without closing it, and gives its descriptor.
#[function("socket.detach(self, /)")]
fn detach(this: &Socket) -> i64 {
    let system = this.about(|socket| socket.system.take());
    system.map_or(-1, descriptor_given_up)
}

#[cfg(unix)]
fn descriptor_given_up(system: Arc<System>) -> i64 {
    use std::os::fd::IntoRawFd;
    // A thread that waits in the socket keeps its own descriptor.
    let own = Arc::try_unwrap(system).or_else(|shared| shared.try_clone());
    own.map_or(-1, |system| i64::from(system.into_raw_fd()))
}

#[cfg(not(unix))]
fn descriptor_given_up(_: Arc<System>) -> i64 {
    -1
}

#[cfg(unix)]
fn descriptor(system: &System) -> i64 {
    use std::os::fd::AsRawFd;
    i64::from(system.as_raw_fd())
}

#[cfg(not(unix))]
fn descriptor(_: &System) -> i64 {
    -1
}

/// The number of the address family.
#[function("socket._family(self, /)")]
fn family(this: &Socket) -> i64 {
    this.about(|socket| i64::from(socket.family))
}

/// The number of the socket's type.
#[function("socket._type(self, /)")]
fn kind(this: &Socket) -> i64 {
    this.about(|socket| i64::from(socket.kind))
}

/// The number of the protocol.
#[function("socket._proto(self, /)")]
fn proto(this: &Socket) -> i64 {
    this.about(|socket| i64::from(socket.protocol))
}

/// The descriptor's number; -1 if the socket is closed.
#[function("socket.fileno(self, /)")]
fn fileno(this: &Socket) -> i64 {
    this.about(|socket| socket.system.as_deref().map_or(-1, descriptor))
}

/// The address of the other side.
#[function("socket.getpeername(self, /)")]
fn getpeername(vm: &mut Vm, this: &Socket) -> Result<Value, Raised> {
    let address = with(vm, this, |socket| socket.peer_addr())?;
    address::tuple(vm, &address)
}

/// The socket's own address.
#[function("socket.getsockname(self, /)")]
fn getsockname(vm: &mut Vm, this: &Socket) -> Result<Value, Raised> {
    let address = with(vm, this, |socket| socket.local_addr())?;
    address::tuple(vm, &address)
}

/// An option of the socket, as a number.
#[function("socket.getsockopt(self, level, option, buflen=0, /)")]
fn getsockopt(vm: &mut Vm, this: &Socket, level: i64, option: i64, _buflen: i64) -> Result<i64, Raised> {
    with(vm, this, |socket| options::get(socket, level, option))
}

/// Sets an option of the socket.
#[function("socket.setsockopt(self, level, option, value, /)")]
fn setsockopt(vm: &mut Vm, this: &Socket, level: i64, option: i64, value: &Value) -> Result<(), Raised> {
    let number = match (value.word().as_int(), value.word().as_bool()) {
        (Some(number), _) => number,
        (None, Some(truth)) => i64::from(truth),
        _ => {
            let bytes = buffer::required(vm, value)?;
            let mut number = [0; 4];
            for (place, byte) in number.iter_mut().zip(bytes.iter()) {
                *place = *byte;
            }
            i64::from(i32::from_ne_bytes(number))
        }
    };
    with(vm, this, |socket| options::set(socket, level, option, number))
}

/// Seconds that calls wait, or None.
#[function("socket.gettimeout(self, /)")]
fn gettimeout(vm: &mut Vm, this: &Socket) -> Result<Value, Raised> {
    match this.about(|socket| socket.timeout) {
        Some(seconds) => vm.float(seconds),
        None => Ok(Value::NONE),
    }
}

/// Sets how many seconds calls wait; None for ever, 0 for not at all.
#[function("socket.settimeout(self, seconds, /)")]
fn settimeout(vm: &mut Vm, this: &Socket, seconds: &Value) -> Result<(), Raised> {
    let timeout = if seconds.is_none() {
        None
    } else {
        let float = vm.classes.float.value().clone();
        let float = vm.call(&float, std::slice::from_ref(seconds))?;
        let boxed = float.payload::<taipan_core::value::number::Float>().map(|float| float.0);
        let number = float.word().as_float().or(boxed).unwrap_or(0.0);
        if number < 0.0 {
            return Err(vm.value_error("Timeout value out of range"));
        }
        Some(number.min(1e9))
    };
    this.about(|socket| socket.timeout = timeout);
    with(vm, this, |socket| {
        socket.set_nonblocking(timeout == Some(0.0))?;
        let wait = timeout.filter(|seconds| *seconds > 0.0).map(Duration::from_secs_f64);
        socket.set_read_timeout(wait.or(Some(PATIENCE)))?;
        socket.set_write_timeout(wait)
    })
}

/// Waits for connections: at most `backlog` that nobody has accepted.
#[function("socket.listen(self, backlog=128, /)")]
fn listen(vm: &mut Vm, this: &Socket, backlog: i64) -> Result<(), Raised> {
    with(vm, this, |socket| socket.listen(i32::try_from(backlog.max(0)).unwrap_or(i32::MAX)))
}

/// Most bytes that one call receives.
const MOST: i64 = 1 << 24;

/// Bytes that one call receives from a stream.
const PIECE: usize = 32 << 10;

/// Receives into a buffer, as flags such as `MSG_PEEK` say.
fn receive(mut socket: &System, buffer: &mut [u8], flags: i64) -> io::Result<usize> {
    if flags == 0 {
        return socket.read(buffer);
    }
    let (count, _) = rustix::net::recv(socket, buffer, RecvFlags::from_bits_retain(flags as u32))?;
    Ok(count)
}

/// Sends what the system takes at once, as flags say.
fn dispatch(socket: &System, bytes: &[u8], flags: i64) -> io::Result<usize> {
    if flags == 0 {
        return socket.send(bytes);
    }
    Ok(rustix::net::send(socket, bytes, SendFlags::from_bits_retain(flags as u32))?)
}

/// As [`with`], for a call with flags, of which one may say that it must not wait.
fn with_flags<T: Send>(
    vm: &mut Vm,
    this: &Socket,
    flags: i64,
    mut act: impl FnMut(&System) -> io::Result<T> + Send,
) -> Result<T, Raised> {
    if flags & constants::MSG_DONTWAIT == 0 {
        return with(vm, this, act);
    }
    with(vm, this, |socket| Ok(act(socket)))?.map_err(|error| vm.io_error(&error, None))
}

/// Receives at most so many bytes; none at the end.
#[function("socket.recv(self, size, flags=0, /)")]
fn recv(vm: &mut Vm, this: &Socket, size: i64, flags: i64) -> Result<Value, Raised> {
    if size < 0 {
        return Err(vm.value_error("negative buffersize in recv"));
    }
    let size = size.min(MOST) as usize;
    let stream = this.about(|socket| i64::from(socket.kind) == constants::SOCK_STREAM);
    if stream || size <= PIECE {
        // A stream may give less than was asked for; a datagram would lose its end.
        let mut piece = [0; PIECE];
        let wanted = size.min(PIECE);
        let count = with_flags(vm, this, flags, |socket| receive(socket, &mut piece[..wanted], flags))?;
        return vm.bytes(&piece[..count]);
    }
    let mut large = vec![0; size];
    let count = with_flags(vm, this, flags, |socket| receive(socket, &mut large, flags))?;
    vm.bytes(&large[..count])
}

/// Receives into a bytearray or a memoryview of one; gives the number of bytes.
#[function("socket.recv_into(self, buffer, nbytes=0, flags=0, /)")]
fn recv_into(vm: &mut Vm, this: &Socket, buffer: &Value, nbytes: i64, flags: i64) -> Result<usize, Raised> {
    if !buffer::is_bytes_like(vm, buffer) || buffer.is_kind::<Bytes>() || is_read_only(vm, buffer)? {
        let given = vm.classes.name_of(buffer);
        return Err(vm.type_error(format!("recv_into() argument 1 must be read-write bytes-like object, not {given}")));
    }
    let room = vm.call_method(buffer, "__len__", &[])?.word().as_int().unwrap_or(0);
    let size = if nbytes > 0 { nbytes.min(room) } else { room };
    let received = recv(vm, this, size, flags)?;
    let count = received.payload::<Bytes>().map_or(0, |bytes| bytes.as_slice().len());
    let end = vm.int(count as i64)?;
    let slice = vm.slice(Value::from_immediate(Word::from_small(0)), end, Value::NONE)?;
    taipan_core::ops::item::set(vm, buffer, &slice, received)?;
    Ok(count)
}

/// Whether a memoryview refuses to be written to.
fn is_read_only(vm: &mut Vm, buffer: &Value) -> Result<bool, Raised> {
    let name = vm.intern("readonly")?;
    Ok(lookup::try_get_attr(vm, buffer, &name)?.is_some_and(|readonly| readonly.is(&Value::TRUE)))
}

/// Receives a datagram: its bytes, and who sent it.
#[function("socket.recvfrom(self, size, flags=0, /)")]
fn recvfrom(vm: &mut Vm, this: &Socket, size: i64, flags: i64) -> Result<Value, Raised> {
    if size < 0 {
        return Err(vm.value_error("negative buffersize in recvfrom"));
    }
    let mut bytes = vec![0; size.min(MOST) as usize];
    let (count, address) = with_flags(vm, this, flags, |socket| {
        let sender = socket.peek_sender()?;
        Ok((receive(socket, &mut bytes, flags)?, sender))
    })?;
    bytes.truncate(count);
    let (bytes, address) = (vm.bytes(&bytes)?, address::tuple(vm, &address)?);
    vm.tuple([bytes, address])
}

/// Sends bytes; gives the number that went.
#[function("socket.send(self, data, flags=0, /)")]
fn send(vm: &mut Vm, this: &Socket, data: &Value, flags: i64) -> Result<usize, Raised> {
    let bytes = buffer::required(vm, data)?;
    with_flags(vm, this, flags, |socket| dispatch(socket, &bytes, flags))
}

/// Sends all bytes.
#[function("socket.sendall(self, data, flags=0, /)")]
fn sendall(vm: &mut Vm, this: &Socket, data: &Value, flags: i64) -> Result<(), Raised> {
    let bytes = buffer::required(vm, data)?;
    let mut sent = 0;
    while sent < bytes.len() {
        sent += with_flags(vm, this, flags, |socket| dispatch(socket, &bytes[sent..], flags))?;
    }
    Ok(())
}

/// Sends a datagram to an address, which comes last.
#[function("socket.sendto(self, data, address, /)")]
fn sendto(vm: &mut Vm, this: &Socket, data: &Value, address: &Value) -> Result<usize, Raised> {
    let family = this.about(|socket| socket.family);
    let address = address::parse(vm, family, address, "sendto")?;
    let bytes = buffer::required(vm, data)?;
    with(vm, this, |socket| socket.send_to(&bytes, &address))
}

/// Ends one direction (0 reading, 1 writing) or both (2).
#[function("socket.shutdown(self, how, /)")]
fn shutdown(vm: &mut Vm, this: &Socket, how: i64) -> Result<(), Raised> {
    let how = match how {
        0 => Shutdown::Read,
        1 => Shutdown::Write,
        2 => Shutdown::Both,
        _ => return Err(vm.os_error(22, None)),
    };
    with(vm, this, |socket| socket.shutdown(how))
}

/// The addresses of a host and a port: tuples of family, type, protocol, canonical name and address.
#[function("getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)")]
fn getaddrinfo(
    vm: &mut Vm,
    host: &Value,
    port: &Value,
    family: i64,
    kind: i64,
    proto: i64,
    flags: i64,
) -> Result<Value, Raised> {
    check_host(vm)?;
    address::find(vm, host, port, [family, kind, proto, flags])
}

/// The machine's name.
#[function("gethostname()")]
fn gethostname(vm: &mut Vm) -> Result<Value, Raised> {
    check_host(vm)?;
    let name = vm.host.read_file(std::path::Path::new("/proc/sys/kernel/hostname")).unwrap_or_default();
    let name = String::from_utf8_lossy(&name);
    vm.str(match name.trim() {
        "" => "localhost",
        name => name,
    })
}

/// Two sockets of a class, connected to each other.
#[function("_pair(cls, family, type, proto, /)")]
fn pair(vm: &mut Vm, class: Ref<Class>, family: i64, kind: i64, proto: i64) -> Result<Value, Raised> {
    check_host(vm)?;
    let [family, kind, protocol] = [family, kind, proto].map(|number| i32::try_from(number).unwrap_or(-1));
    match System::pair(Domain::from(family), Type::from(kind), None) {
        Ok((one, other)) => {
            let make = |vm: &mut Vm, system| {
                allocate(vm, &class, State { system: Some(Arc::new(system)), family, kind, protocol, timeout: None })
            };
            let (one, other) = (make(vm, one)?, make(vm, other)?);
            vm.tuple([one, other])
        }
        Err(error) => Err(vm.io_error(&error, None)),
    }
}
