//! Addresses: tuples of Python, and what the system calls them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, ToSocketAddrs};

use socket2::SockAddr;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::{Bytes, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use super::constants::{
    AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, AI_NUMERICHOST, AI_PASSIVE, EAI_NONAME, EAI_SERVICE, IPPROTO_TCP,
    IPPROTO_UDP, SOCK_DGRAM, SOCK_STREAM,
};

/// An address as Python shows it.
pub(super) fn tuple(vm: &mut Vm, address: &SockAddr) -> Result<Value, Raised> {
    match address.as_socket() {
        Some(SocketAddr::V4(v4)) => {
            let parts = [vm.str(&v4.ip().to_string())?, vm.int(v4.port().into())?];
            vm.tuple(parts)
        }
        Some(SocketAddr::V6(v6)) => {
            let parts = [
                vm.str(&v6.ip().to_string())?,
                vm.int(v6.port().into())?,
                vm.int(v6.flowinfo().into())?,
                vm.int(v6.scope_id().into())?,
            ];
            vm.tuple(parts)
        }
        None => match (path(address), abstract_name(address)) {
            (Some(path), _) => vm.str(&path),
            // Names outside of the file system begin with a null byte, and are bytes.
            (None, Some(name)) => vm.bytes(&[b"\0", name].concat()),
            (None, None) => vm.str(""),
        },
    }
}

#[cfg(unix)]
fn path(address: &SockAddr) -> Option<String> {
    Some(address.as_pathname()?.to_string_lossy().into_owned())
}

/// The name of a socket that Linux keeps outside of the file system, without the null byte before it.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn abstract_name(address: &SockAddr) -> Option<&[u8]> {
    address.as_abstract_namespace()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn abstract_name(_: &SockAddr) -> Option<&[u8]> {
    None
}

#[cfg(unix)]
fn os_text(bytes: &[u8]) -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_text(bytes: &[u8]) -> std::ffi::OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(not(unix))]
fn path(_: &SockAddr) -> Option<String> {
    None
}

/// What an address of Python means for a socket of a family; `method` is for the message.
pub(super) fn parse(vm: &mut Vm, family: i32, address: &Value, method: &str) -> Result<SockAddr, Raised> {
    if i64::from(family) == AF_UNIX {
        let path = match (address.payload::<Str>(), address.payload::<Bytes>()) {
            (Some(text), _) => text.to_lossy().into_owned().into(),
            (_, Some(bytes)) => os_text(bytes.as_slice()),
            _ => {
                let given = vm.classes.name_of(address);
                return Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")));
            }
        };
        return match SockAddr::unix(path) {
            Ok(address) => Ok(address),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidInput => {
                Err(vm.raise_message(|classes| &classes.os_error, "AF_UNIX path too long"))
            }
            Err(error) => Err(vm.io_error(&error, None)),
        };
    }
    let name = if i64::from(family) == AF_INET6 { "AF_INET6" } else { "AF_INET" };
    let Some(parts) = address.payload::<Tuple>().map(|tuple| tuple.items().to_vec()) else {
        let given = vm.classes.name_of(address);
        return Err(vm.type_error(format!("{method}(): {name} address must be tuple, not {given}")));
    };
    let (Some(host), Some(port)) = (parts.first(), parts.get(1).and_then(|port| port.word().as_int())) else {
        return Err(vm.type_error(format!("{method}(): {name} address must be a pair (host, port)")));
    };
    let Ok(port) = u16::try_from(port) else {
        return Err(vm.overflow_error(format!("{method}(): port must be 0-65535.")));
    };
    let Some(host) = host.payload::<Str>().map(|host| host.to_lossy().into_owned()) else {
        let given = vm.classes.name_of(host);
        return Err(vm.type_error(format!("str, bytes or bytearray expected, not {given}")));
    };
    let v6 = i64::from(family) == AF_INET6;
    let ip = match host.as_str() {
        "" if v6 => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        "" => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        "<broadcast>" => IpAddr::V4(Ipv4Addr::BROADCAST),
        host => match resolve(host).into_iter().find(|ip| ip.is_ipv6() == v6) {
            Some(ip) => ip,
            None => return Err(unknown_name(vm, EAI_NONAME)),
        },
    };
    Ok(match ip {
        IpAddr::V4(ip) => SocketAddr::from((ip, port)).into(),
        IpAddr::V6(ip) => {
            let number = |index: usize| {
                let part = parts.get(index).and_then(|part| part.word().as_int()).unwrap_or(0);
                u32::try_from(part).unwrap_or(0)
            };
            SocketAddr::V6(SocketAddrV6::new(ip, port, number(2), number(3))).into()
        }
    })
}

/// The addresses of a host's name; literals need no question.
fn resolve(host: &str) -> Vec<IpAddr> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return vec![ip];
    }
    let found = (host, 0).to_socket_addrs().map(|found| found.map(|address| address.ip()).collect::<Vec<_>>());
    let mut found = found.unwrap_or_default();
    let mut seen = Vec::new();
    found.retain(|ip| {
        let fresh = !seen.contains(ip);
        seen.push(*ip);
        fresh
    });
    found
}

/// `gaierror`, which `stdlib/socket.py` makes of what is raised here.
fn unknown_name(vm: &mut Vm, code: i64) -> Raised {
    let message =
        if code == EAI_SERVICE { "Servname not supported for ai_socktype" } else { "Name or service not known" };
    let module = vm.intern("socket").map(|name| {
        let modules = vm.world.modules.clone();
        taipan_core::protocol::dict::get(vm, &modules, &name)
    });
    let made = match module {
        Ok(Some(module)) => {
            let arguments = vm.int(code).and_then(|code| Ok([code, vm.str(message)?]));
            arguments.and_then(|arguments| vm.call_method(&module, "gaierror", &arguments))
        }
        Ok(None) => return vm.os_error(2, None),
        Err(raised) => return raised,
    };
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// `getaddrinfo`; `wanted` is family, type, protocol and flags.
pub(super) fn find(vm: &mut Vm, host: &Value, port: &Value, wanted: [i64; 4]) -> Result<Value, Raised> {
    let [family, kind, protocol, flags] = wanted;
    let text = |value: &Value| {
        value
            .payload::<Str>()
            .map(|text| text.to_lossy().into_owned())
            .or_else(|| value.payload::<Bytes>().map(|bytes| String::from_utf8_lossy(bytes.as_slice()).into_owned()))
    };
    let port = match (port.word().as_int(), text(port)) {
        (Some(port), _) => port,
        (None, None) => 0,
        (None, Some(text)) => match text.parse() {
            Ok(port) => port,
            Err(_) => match SERVICES.iter().find(|(name, _)| *name == text) {
                Some((_, port)) => *port,
                None => return Err(unknown_name(vm, EAI_SERVICE)),
            },
        },
    };
    let Ok(port) = u16::try_from(port) else { return Err(unknown_name(vm, EAI_SERVICE)) };
    let addresses = match text(host) {
        None if flags & AI_PASSIVE != 0 => vec![Ipv4Addr::UNSPECIFIED.into(), Ipv6Addr::UNSPECIFIED.into()],
        None => vec![Ipv6Addr::LOCALHOST.into(), Ipv4Addr::LOCALHOST.into()],
        Some(host) if flags & AI_NUMERICHOST != 0 => host.parse::<IpAddr>().into_iter().collect(),
        Some(host) => resolve(&host),
    };
    let mut rows = Vec::new();
    for ip in addresses {
        let own = if ip.is_ipv6() { AF_INET6 } else { AF_INET };
        if family != AF_UNSPEC && family != own {
            continue;
        }
        for (type_, proto) in [(SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP)] {
            if (kind != 0 && kind != type_) || (protocol != 0 && protocol != proto) {
                continue;
            }
            let address = tuple(vm, &SocketAddr::from((ip, port)).into())?;
            let row = [vm.int(own)?, vm.int(type_)?, vm.int(proto)?, vm.str("")?, address];
            rows.push(vm.tuple(row)?);
        }
    }
    if rows.is_empty() {
        return Err(unknown_name(vm, EAI_NONAME));
    }
    vm.list(rows)
}

/// Services by name, those that programs ask for.
const SERVICES: &[(&str, i64)] =
    &[("http", 80), ("https", 443), ("ftp", 21), ("ssh", 22), ("smtp", 25), ("domain", 53), ("imap", 143)];
