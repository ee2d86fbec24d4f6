//! Zip archives: a host looks for modules in them, and `taipan bundle` writes one behind the program.
//!
//! Only what modules need: entries that are stored or deflated, archives of less than 4 GiB, other bytes before them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

const ENTRY: &[u8; 4] = b"PK\x03\x04";
const LISTED: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";

/// Bytes of the record at the end, of a listed entry, and of the head of an entry, without what varies.
const END_LENGTH: usize = 22;
const LISTED_LENGTH: usize = 46;
const ENTRY_LENGTH: usize = 30;

/// Bytes of the longest comment behind the record at the end.
const LONGEST_COMMENT: u64 = u16::MAX as u64;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// An archive whose list of entries was read; their contents are read when they are asked for.
pub(crate) struct Archive {
    path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// Where an entry lies.
#[derive(Clone, Copy)]
struct Entry {
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
    /// Where its head begins in the file.
    place: u64,
}

impl Archive {
    /// The file that holds it.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The archive that a file holds, or ends with; nothing if it holds none.
    pub(crate) fn open(path: &Path) -> io::Result<Option<Archive>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let Some(last) = length.checked_sub(END_LENGTH as u64) else { return Ok(None) };
        let mut end = read_at(&mut file, last, END_LENGTH)?;
        let mut end_place = last;
        if !is_end(&end) {
            // A comment may follow. Programs, which end in anything, are not searched for it.
            if read_at(&mut file, 0, ENTRY.len())? != ENTRY {
                return Ok(None);
            }
            let begin = length.saturating_sub(LONGEST_COMMENT + END_LENGTH as u64);
            let tail = read_at(&mut file, begin, (length - begin) as usize)?;
            let Some(at) = (0..=tail.len() - END_LENGTH).rev().find(|at| ends_with_comment(&tail[*at..])) else {
                return Ok(None);
            };
            end = tail[at..at + END_LENGTH].to_vec();
            end_place = begin + at as u64;
        }
        let (count, listed, place) = (short(&end, 10), long(&end, 12), long(&end, 16));
        // Whatever stands before the archive moves all its places.
        let Some(begin) = end_place.checked_sub(u64::from(listed)) else { return Err(damaged()) };
        let Some(moved) = begin.checked_sub(u64::from(place)) else { return Err(damaged()) };
        let list = read_at(&mut file, begin, listed as usize)?;
        let mut entries = BTreeMap::new();
        let mut rest = list.as_slice();
        for _ in 0..count {
            let head = rest.get(..LISTED_LENGTH).filter(|head| head.starts_with(LISTED)).ok_or_else(damaged)?;
            let (name, extra, comment) = (short(head, 28), short(head, 30), short(head, 32));
            let name_end = LISTED_LENGTH + usize::from(name);
            let name = rest.get(LISTED_LENGTH..name_end).ok_or_else(damaged)?;
            let entry = Entry {
                method: short(head, 10),
                crc: long(head, 16),
                packed: long(head, 20),
                size: long(head, 24),
                place: moved + u64::from(long(head, 42)),
            };
            entries.insert(String::from_utf8_lossy(name).into_owned(), entry);
            rest = rest.get(name_end + usize::from(extra) + usize::from(comment)..).ok_or_else(damaged)?;
        }
        Ok(Some(Archive { path: path.to_owned(), entries }))
    }

    /// Whether there is a file of this name.
    pub(crate) fn has_file(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Whether files lie in a folder of this name.
    pub(crate) fn has_folder(&self, name: &str) -> bool {
        let folder = format!("{name}/");
        self.entries.range(folder.clone()..).next().is_some_and(|(entry, _)| entry.starts_with(&folder))
    }

    /// The content of a file.
    pub(crate) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let entry = *self.entries.get(name).ok_or(io::ErrorKind::NotFound)?;
        let mut file = File::open(&self.path)?;
        let head = read_at(&mut file, entry.place, ENTRY_LENGTH)?;
        if !head.starts_with(ENTRY) {
            return Err(damaged());
        }
        let skipped = ENTRY_LENGTH as u64 + u64::from(short(&head, 26)) + u64::from(short(&head, 28));
        file.seek(SeekFrom::Start(entry.place + skipped))?;
        let packed = file.take(entry.packed.into());
        let mut content = Vec::new();
        match entry.method {
            STORED => packed.take(entry.size.into()).read_to_end(&mut content)?,
            DEFLATED => DeflateDecoder::new(packed).take(entry.size.into()).read_to_end(&mut content)?,
            method => {
                let message = format!("{name} is packed by method {method}; stored and deflated entries are read");
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        };
        if content.len() != entry.size as usize || checksum(&content) != entry.crc {
            return Err(damaged());
        }
        Ok(content)
    }
}

/// Whether the bytes of a file may be an archive: they end or begin as those of one do.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(ENTRY) || bytes.len().checked_sub(END_LENGTH).and_then(|at| bytes.get(at..)).is_some_and(is_end)
}

/// Whether these bytes are the record at the end of an archive, and a comment.
fn ends_with_comment(end: &[u8]) -> bool {
    end.starts_with(END) && usize::from(short(end, 20)) == end.len() - END_LENGTH
}

/// Whether this is the record at the end of an archive without a comment.
fn is_end(end: &[u8]) -> bool {
    end.starts_with(END) && short(end, 20) == 0
}

/// Writes an archive of deflated files.
pub(crate) fn write(out: &mut impl Write, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let (mut list, mut place) = (Vec::new(), 0u32);
    for (name, content) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        // Version 2.0, names in UTF-8, deflated, the first day of 1980.
        let mut facts = Vec::new();
        for number in [20u16, 1 << 11, DEFLATED, 0, 1 << 5 | 1] {
            facts.extend(number.to_le_bytes());
        }
        for number in [checksum(content), size(packed.len())?, size(content.len())?] {
            facts.extend(number.to_le_bytes());
        }
        let length = u16::try_from(name.len()).map_err(|_| damaged())?.to_le_bytes();
        facts.extend(length);
        facts.extend([0, 0]);
        list.extend(LISTED);
        list.extend(20u16.to_le_bytes());
        list.extend(&facts);
        // No comment, the first disk, no attributes.
        list.extend([0; 10]);
        list.extend(place.to_le_bytes());
        list.extend(name.bytes());
        for part in [ENTRY.as_slice(), &facts, name.as_bytes(), &packed] {
            out.write_all(part)?;
            place = place.checked_add(size(part.len())?).ok_or_else(damaged)?;
        }
    }
    let count = u16::try_from(files.len()).map_err(|_| damaged())?.to_le_bytes();
    out.write_all(&list)?;
    let ends: [&[u8]; 6] =
        [END, &[0; 4], &[count, count].concat(), &size(list.len())?.to_le_bytes(), &place.to_le_bytes(), &[0; 2]];
    out.write_all(&ends.concat())
}

fn size(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "an archive of more than 4 GiB"))
}

fn checksum(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}

fn read_at(file: &mut File, place: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(place))?;
    let mut bytes = Vec::new();
    let read = file.take(length as u64).read_to_end(&mut bytes)?;
    if read == length { Ok(bytes) } else { Err(damaged()) }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |two| u16::from_le_bytes(*two))
}

fn long(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |four| u32::from_le_bytes(*four))
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the archive is damaged")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_behind_other_bytes_is_read() -> io::Result<()> {
        let files = [("a.py".to_owned(), b"x = 1\n".repeat(100)), ("p/__init__.py".to_owned(), Vec::new())];
        let mut bytes = b"something before".to_vec();
        write(&mut bytes, &files)?;
        assert!(is_archive(&bytes) && !is_archive(b"print(1)\n"));
        let path = std::env::temp_dir().join(format!("taipan-archive-{}", std::process::id()));
        std::fs::write(&path, &bytes)?;
        let archive = Archive::open(&path);
        let archive = archive?.ok_or_else(damaged)?;
        assert_eq!(archive.read("a.py")?, files[0].1);
        assert_eq!(archive.read("p/__init__.py")?, b"");
        assert!(archive.has_folder("p") && !archive.has_folder("a") && !archive.has_file("p"));
        assert!(archive.read("b.py").is_err());
        let alone = &bytes["something before".len()..];
        let commented = [&alone[..alone.len() - 2], b"\x05\0PK\x05\x06!"].concat();
        std::fs::write(&path, &commented)?;
        assert_eq!(Archive::open(&path)?.ok_or_else(damaged)?.read("a.py")?, files[0].1);
        // Behind 16 bytes, a head of 30 and a name of 4 the packed content begins.
        bytes[52] ^= 0xff;
        std::fs::write(&path, &bytes)?;
        assert!(archive.read("a.py").is_err());
        std::fs::remove_file(&path)
    }
}
