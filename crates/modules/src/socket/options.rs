//! Options of sockets by their numbers, those that programs set.

use std::io;
use std::time::Duration;

use socket2::Socket;

use super::constants::{
    IPPROTO_IPV6, IPPROTO_TCP, IPV6_V6ONLY, SO_BROADCAST, SO_ERROR, SO_KEEPALIVE, SO_LINGER, SO_OOBINLINE, SO_RCVBUF,
    SO_REUSEADDR, SO_REUSEPORT, SO_SNDBUF, SO_TYPE, SOL_SOCKET, TCP_NODELAY,
};

/// The value of an option.
pub(super) fn get(socket: &Socket, level: i64, option: i64) -> io::Result<i64> {
    let number = match (level, option) {
        (SOL_SOCKET, SO_REUSEADDR) => socket.reuse_address()?.into(),
        (SOL_SOCKET, SO_REUSEPORT) => socket.reuse_port()?.into(),
        (SOL_SOCKET, SO_KEEPALIVE) => socket.keepalive()?.into(),
        (SOL_SOCKET, SO_BROADCAST) => socket.broadcast()?.into(),
        (SOL_SOCKET, SO_OOBINLINE) => socket.out_of_band_inline()?.into(),
        (SOL_SOCKET, SO_SNDBUF) => socket.send_buffer_size()? as i64,
        (SOL_SOCKET, SO_RCVBUF) => socket.recv_buffer_size()? as i64,
        (SOL_SOCKET, SO_LINGER) => socket.linger()?.map_or(0, |time| time.as_secs() as i64),
        (SOL_SOCKET, SO_TYPE) => i32::from(socket.r#type()?).into(),
        (SOL_SOCKET, SO_ERROR) => match socket.take_error()? {
            Some(error) => error.raw_os_error().unwrap_or(0).into(),
            None => 0,
        },
        (IPPROTO_TCP, TCP_NODELAY) => socket.tcp_nodelay()?.into(),
        (IPPROTO_IPV6, IPV6_V6ONLY) => socket.only_v6()?.into(),
        _ => return Err(unknown()),
    };
    Ok(number)
}

/// Gives an option a value.
pub(super) fn set(socket: &Socket, level: i64, option: i64, value: i64) -> io::Result<()> {
    let (on, size) = (value != 0, usize::try_from(value).unwrap_or(0));
    match (level, option) {
        (SOL_SOCKET, SO_REUSEADDR) => socket.set_reuse_address(on),
        (SOL_SOCKET, SO_REUSEPORT) => socket.set_reuse_port(on),
        (SOL_SOCKET, SO_KEEPALIVE) => socket.set_keepalive(on),
        (SOL_SOCKET, SO_BROADCAST) => socket.set_broadcast(on),
        (SOL_SOCKET, SO_OOBINLINE) => socket.set_out_of_band_inline(on),
        (SOL_SOCKET, SO_SNDBUF) => socket.set_send_buffer_size(size),
        (SOL_SOCKET, SO_RCVBUF) => socket.set_recv_buffer_size(size),
        // The bytes of `struct linger` begin with whether it is on; programs that set it want a reset at once.
        (SOL_SOCKET, SO_LINGER) => socket.set_linger(on.then_some(Duration::ZERO)),
        (IPPROTO_TCP, TCP_NODELAY) => socket.set_tcp_nodelay(on),
        (IPPROTO_IPV6, IPV6_V6ONLY) => socket.set_only_v6(on),
        _ => Err(unknown()),
    }
}

/// ENOPROTOOPT.
fn unknown() -> io::Error {
    io::Error::from_raw_os_error(92)
}
