//! HTTP/1.1 from the asking side in the fewest instructions: one blocking socket, one buffer, nothing allocated per
//! request. The bench shares the machine with the server it measures, and what it costs itself is taken from that.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A kept-alive connection.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    head: String,
}

/// Status, and bytes of the body as they came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) size: usize,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        Self::try_open(address).unwrap_or_else(|error| panic!("the server at {address} cannot be reached: {error}"))
    }

    pub(crate) fn try_open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        Ok(Self { stream, buffer: vec![0; 64 * 1024], start: 0, end: 0, head: String::with_capacity(2_000) })
    }

    /// Sends a request and reads its answer to the end; `body` gets what was in it.
    pub(crate) fn exchange(&mut self, request: &[u8], mut body: Option<&mut Vec<u8>>) -> Answer {
        self.stream.write_all(request).expect("the server reads what is sent");
        self.read_head();
        let status = self.head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no HTTP answer: {}", self.head));
        let length = self.header("content-length").map(|length| length.parse().expect("a length is a number"));
        let size = match length {
            Some(length) => self.take(length, &mut body),
            None if self.header("transfer-encoding") == Some("chunked") => self.take_chunks(&mut body),
            None => 0,
        };
        Answer { status, size }
    }

    /// A header of the last answer.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.split("\r\n").filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn read_head(&mut self) {
        self.head.clear();
        loop {
            let line = self.line();
            let text = std::str::from_utf8(&self.buffer[line.clone()]).expect("headers are text");
            if text.is_empty() {
                return;
            }
            self.head.push_str(text);
            self.head.push_str("\r\n");
        }
    }

    /// Where the next line stands in the buffer, without its end; it is taken then.
    fn line(&mut self) -> std::ops::Range<usize> {
        loop {
            let waiting = &self.buffer[self.start..self.end];
            if let Some(at) = waiting.iter().position(|byte| *byte == b'\n') {
                let line = self.start..self.start + at - 1;
                self.start += at + 1;
                return line;
            }
            self.fill();
        }
    }

    fn fill(&mut self) {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        assert!(self.end < self.buffer.len(), "a line of an answer's head is endless");
        let read = self.stream.read(&mut self.buffer[self.end..]).expect("the server answers");
        assert!(read > 0, "the server closed the connection in the middle of an answer");
        self.end += read;
    }

    fn take(&mut self, length: usize, body: &mut Option<&mut Vec<u8>>) -> usize {
        let mut left = length;
        while left > 0 {
            if self.start == self.end {
                self.fill();
            }
            let piece = left.min(self.end - self.start);
            if let Some(body) = body {
                body.extend_from_slice(&self.buffer[self.start..self.start + piece]);
            }
            self.start += piece;
            left -= piece;
        }
        length
    }

    fn take_chunks(&mut self, body: &mut Option<&mut Vec<u8>>) -> usize {
        let mut whole = 0;
        loop {
            let line = self.line();
            let size = std::str::from_utf8(&self.buffer[line]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
            let size = size.expect("a chunk begins with its length");
            whole += self.take(size, body);
            // The line end after the chunk, or after the last one.
            let _ = self.line();
            if size == 0 {
                return whole;
            }
        }
    }
}
