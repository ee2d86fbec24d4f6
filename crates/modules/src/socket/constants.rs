//! The numbers that programs name: those of Linux.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;

macro_rules! constants {
    ($( $name:ident = $value:literal )*) => {
        $( pub(super) const $name: i64 = $value; )*

        /// All of them, by name.
        const ALL: &[(&str, i64)] = &[$( (stringify!($name), $name), )*];
    };
}

constants! {
    AF_UNSPEC = 0 AF_UNIX = 1 AF_INET = 2 AF_INET6 = 10
    SOCK_STREAM = 1 SOCK_DGRAM = 2 SOCK_RAW = 3 SOCK_NONBLOCK = 2048 SOCK_CLOEXEC = 524288
    IPPROTO_IP = 0 IPPROTO_ICMP = 1 IPPROTO_TCP = 6 IPPROTO_UDP = 17 IPPROTO_IPV6 = 41
    SOL_SOCKET = 1 SO_REUSEADDR = 2 SO_TYPE = 3 SO_ERROR = 4 SO_BROADCAST = 6 SO_SNDBUF = 7 SO_RCVBUF = 8
    SO_KEEPALIVE = 9 SO_OOBINLINE = 10 SO_LINGER = 13 SO_REUSEPORT = 15 SOMAXCONN = 4096
    TCP_NODELAY = 1 IPV6_V6ONLY = 26
    SHUT_RD = 0 SHUT_WR = 1 SHUT_RDWR = 2
    AI_PASSIVE = 1 AI_CANONNAME = 2 AI_NUMERICHOST = 4 AI_NUMERICSERV = 1024 AI_ADDRCONFIG = 32
    EAI_NONAME = -2 EAI_SERVICE = -8 EAI_FAMILY = -6 NI_NUMERICHOST = 1 NI_NUMERICSERV = 2 NI_NOFQDN = 4 NI_NAMEREQD = 8
    NI_DGRAM = 16
    MSG_PEEK = 2 MSG_DONTWAIT = 64
}

/// Puts all constants into a namespace.
pub(super) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (name, number) in ALL {
        let number = vm.int(*number)?;
        dict::set_text(vm, namespace, name, number)?;
    }
    Ok(())
}
