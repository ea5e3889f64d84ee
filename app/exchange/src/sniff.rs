//! What a file's first bytes say: how it is encoded, and what separates its cells.

use crate::error::Refusal;

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 64 * 1024;

/// How the text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with this many bytes of mark before it.
    Utf8 { mark: usize },
    /// What Windows programs of western Europe write.
    Windows1252,
}

const AS_CSV: &str = "save it as CSV, UTF-8, and import that";

/// The encoding, or why this is no text that we read.
pub(crate) fn encoding(file: &str, head: &[u8]) -> Result<Encoding, Refusal> {
    let refuse = |reason: &str| Err(Refusal::new(file, reason, AS_CSV));
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0") {
        return refuse("this is a spreadsheet or an archive, not a CSV file");
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return refuse("the file is UTF-16 or UTF-32, which is not read here");
    }
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let body = head.get(mark..).unwrap_or_default();
    let control = body.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0C)).count();
    // A lone NUL is a bad cell, to be named with its line; many of them are no text.
    if control * 50 > body.len() {
        let nul = body.iter().filter(|b| **b == 0).count();
        return refuse(if nul * 4 > body.len() { "the file looks like UTF-16 without its mark" } else { "the file is binary, not text" });
    }
    match std::str::from_utf8(body) {
        Ok(_) => Ok(Encoding::Utf8 { mark }),
        // The last character may be cut by the end of the head.
        Err(error) if error.error_len().is_none() && head.len() >= HEAD => Ok(Encoding::Utf8 { mark }),
        Err(_) if mark > 0 => refuse("the file says that it is UTF-8 and is not"),
        Err(_) if body.iter().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)) => {
            refuse("the encoding is unknown: neither UTF-8 nor Windows-1252")
        }
        Err(_) => Ok(Encoding::Windows1252),
    }
}

/// The separator that the header line uses most, outside quotes.
pub(crate) fn separator(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut count = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => count.iter_mut().filter(|(sep, _)| sep == byte).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    // The first of equals, which is the comma.
    count.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(sep, _)| *sep)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_what_is_none() {
        assert_eq!(encoding("f", b"a,b\n"), Ok(Encoding::Utf8 { mark: 0 }));
        assert_eq!(encoding("f", b"\xEF\xBB\xBFa,b\n"), Ok(Encoding::Utf8 { mark: 3 }));
        assert_eq!(encoding("f", b"Caf\xE9,b\n"), Ok(Encoding::Windows1252));
        for bad in [
            &b"PK\x03\x04"[..],
            b"\xFF\xFEa\0",
            b"a\0,\0b\0\n\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"\xEF\xBB\xBFCaf\xE9 x",
            b"\x81\xE9 and so on",
        ] {
            assert!(encoding("f", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_character_cut_by_the_end_of_the_head_is_no_fault() {
        let mut head = vec![b'a'; HEAD - 1];
        head.push(0xC3);
        assert_eq!(encoding("f", &head), Ok(Encoding::Utf8 { mark: 0 }));
    }

    #[test]
    fn one_nul_is_left_to_the_row_that_holds_it() {
        let text = format!("name\n{}a\0b\n", "Cancity\n".repeat(20));
        assert!(encoding("f", text.as_bytes()).is_ok());
    }

    #[test]
    fn the_header_tells_the_separator() {
        assert_eq!(separator(b"a,b,c\n1;2;3;4;5"), b',');
        assert_eq!(separator(b"a;b;\"c,d,e,f\"\n"), b';');
        assert_eq!(separator(b"a\tb\n"), b'\t');
        assert_eq!(separator(b"alone\n"), b',');
    }
}
