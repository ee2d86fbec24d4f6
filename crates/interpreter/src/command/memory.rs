//! How much memory a program may take before the system would end the process: as Linux tells it.

use std::fs;
use std::path::{Path, PathBuf};

/// Where control groups lie: the second generation, and the first.
const GROUPS: [(&str, &str); 2] =
    [("/sys/fs/cgroup", "memory.max"), ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")];

/// Bytes that a program's objects may take; `None` where nothing tells. A part is left for what is
/// no object: the collector's counts, numbers on their way.
pub(super) fn for_objects() -> Option<usize> {
    let least = [machine(), group(), address_space()].into_iter().flatten().min()?;
    Some(least / 4 * 3)
}

/// Bytes for the stack on which a program runs. Scripts may nest natives inside natives, and each level takes a piece;
/// where the process may have few addresses, it takes an eighth of them, and RecursionError comes sooner.
#[must_use]
pub fn for_stack() -> usize {
    const MOST: usize = 72 << 20;
    const LEAST: usize = 4 << 20;
    address_space().map_or(MOST, |left| (left / 8).clamp(LEAST, MOST))
}

/// What the machine has left, pages on disk included.
fn machine() -> Option<usize> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    bytes(&text, "MemAvailable")?.checked_add(bytes(&text, "SwapFree").unwrap_or(0))
}

/// The bytes that a line `key: N kB` tells.
fn bytes(text: &str, key: &str) -> Option<usize> {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok()?.checked_mul(1024)
}

/// What the process's control group may take, or that of the container it runs in.
fn group() -> Option<usize> {
    let mine = fs::read_to_string("/proc/self/cgroup").ok()?;
    let below = mine.lines().filter_map(|line| {
        let (kinds, path) = line.split_once(':')?.1.split_once(':')?;
        (kinds.is_empty() || kinds == "memory").then(|| path.trim_start_matches('/').to_owned())
    });
    let paths: Vec<String> = below.chain([String::new()]).collect();
    GROUPS
        .iter()
        .flat_map(|(root, file)| paths.iter().map(move |path| -> PathBuf { Path::new(root).join(path).join(file) }))
        .filter_map(|file| fs::read_to_string(file).ok()?.trim().parse().ok())
        .min()
}

/// What is left of the process's own limit (`ulimit -v`).
#[cfg(target_os = "linux")]
fn address_space() -> Option<usize> {
    use rustix::process::{Resource, getrlimit};
    let limit = usize::try_from(getrlimit(Resource::As).current?).ok()?;
    let taken = fs::read_to_string("/proc/self/status").ok().and_then(|text| bytes(&text, "VmSize"));
    Some(limit.saturating_sub(taken.unwrap_or(0)))
}

#[cfg(not(target_os = "linux"))]
fn address_space() -> Option<usize> {
    None
}
