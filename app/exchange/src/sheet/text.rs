//! The bytes of a file as UTF-8, with a count of their lines.

use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read};

/// Passes text through and remembers where its lines break: the CSV reader names a row by where the row before it
/// ended, which is another line after CR LF and after empty lines.
pub(super) struct Counted {
    text: Box<dyn Read + Send>,
    passed: u64,
    /// Where a CR or an LF stands, and whether it is an LF.
    breaks: VecDeque<(u64, bool)>,
    lines: u64,
}

impl Counted {
    pub(super) fn new(text: Box<dyn Read + Send>) -> Self {
        Self { text, passed: 0, breaks: VecDeque::new(), lines: 0 }
    }

    /// The line of the first character at or behind `byte` that is no line break. Ask in rising order.
    pub(super) fn line(&mut self, mut byte: u64) -> u64 {
        while let Some((at, feed)) = self.breaks.front().copied() {
            if at > byte {
                break;
            }
            byte = byte.max(at + 1);
            self.lines += u64::from(feed);
            self.breaks.pop_front();
        }
        self.lines + 1
    }
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.text.read(out)?;
        let bytes = out.get(..read).unwrap_or_default();
        let breaks = (self.passed..).zip(bytes).filter(|(_, byte)| matches!(byte, b'\r' | b'\n'));
        self.breaks.extend(breaks.map(|(at, byte)| (at, *byte == b'\n')));
        self.passed += read as u64;
        Ok(read)
    }
}

/// Windows-1252 read as UTF-8.
pub(super) struct Decoding {
    file: BufReader<File>,
    decoder: Decoder,
    ready: Vec<u8>,
    given: usize,
    over: bool,
}

impl Decoding {
    pub(super) fn new(file: File) -> Self {
        Self {
            file: BufReader::new(file),
            decoder: WINDOWS_1252.new_decoder_without_bom_handling(),
            ready: Vec::new(),
            given: 0,
            over: false,
        }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let mut raw = [0_u8; 8 * 1024];
        let read = self.file.read(&mut raw)?;
        self.over = read == 0;
        let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length_without_replacement(read).unwrap_or(read * 3 + 3));
        let (result, _, _) = self.decoder.decode_to_string(raw.get(..read).unwrap_or_default(), &mut text, self.over);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer is as large as the decoder asks");
        (self.ready, self.given) = (text.into_bytes(), 0);
        Ok(())
    }
}

impl Read for Decoding {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.ready.len() && !self.over {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let count = rest.len().min(out.len());
        for (to, from) in out.iter_mut().zip(rest) {
            *to = *from;
        }
        self.given += count;
        Ok(count)
    }
}
