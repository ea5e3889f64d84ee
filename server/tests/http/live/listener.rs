//! A tab that listens: one open answer, read message by message.

use domain::live::{Change, message};
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::header::{COOKIE, HeaderMap};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use std::time::Duration;

/// Longer than two beats, so whatever comes has come by then.
const SOON: Duration = Duration::from_secs(40);

/// What kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Change,
    Reset,
    End,
}

pub(crate) struct Listener {
    headers: HeaderMap,
    body: Incoming,
    raw: String,
    read: usize,
    last_id: String,
}

impl Listener {
    /// Opens the channel and waits until it says that it lives.
    pub(crate) async fn open(base: &str, token: &str, since: Option<&str>, headers: &[(&str, &str)]) -> Self {
        let answer = ask(base, Some(token), since, headers).await;
        assert_eq!(answer.status(), 200);
        let (parts, body) = answer.into_parts();
        let mut listener = Self { headers: parts.headers, body, raw: String::new(), read: 0, last_id: String::new() };
        let (kind, _) = listener.message().await.unwrap();
        assert_eq!(kind, message::BEAT);
        if since.is_none() {
            assert_eq!(listener.message().await.unwrap().0, message::BEAT);
        }
        listener
    }

    /// The status of an answer that is no channel.
    pub(crate) async fn refused(base: &str, token: Option<&str>) -> u16 {
        ask(base, token, None, &[]).await.status().as_u16()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// All that came, letter for letter.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Where to go on from.
    pub(crate) fn last_id(&self) -> String {
        self.last_id.clone()
    }

    /// The next message that is no beat, with its data.
    pub(crate) async fn next(&mut self) -> (Heard, String) {
        loop {
            let (kind, data) = self.message().await.expect("the channel is open");
            match kind.as_str() {
                message::CHANGE => return (Heard::Change, data),
                message::RESET => return (Heard::Reset, data),
                message::END => return (Heard::End, data),
                other => assert_eq!(other, message::BEAT),
            }
        }
    }

    /// The next message, which says what has changed.
    pub(crate) async fn change(&mut self) -> Vec<Change> {
        let (kind, data) = self.next().await;
        assert_eq!(kind, Heard::Change, "{data}");
        serde_json::from_str(&data).unwrap()
    }

    /// The next message, which says why it ends.
    pub(crate) async fn end(&mut self) -> String {
        let (kind, data) = self.next().await;
        assert_eq!(kind, Heard::End, "{data}");
        data
    }

    /// Nothing comes any more.
    pub(crate) async fn is_over(&mut self) -> bool {
        self.message().await.is_none()
    }

    async fn message(&mut self) -> Option<(String, String)> {
        loop {
            if let Some(end) = self.raw[self.read..].find("\n\n") {
                let text = self.raw[self.read..self.read + end].to_owned();
                self.read += end + 2;
                let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
                if let Some(id) = field("id:") {
                    self.last_id = id;
                }
                return Some((field("event:").unwrap_or_default(), field("data:").expect("a message without data is none")));
            }
            let frame = tokio::time::timeout(SOON, self.body.frame()).await.expect("something comes, and be it a beat")?.unwrap();
            if let Ok(data) = frame.into_data() {
                self.raw.push_str(std::str::from_utf8(&data).unwrap());
            }
        }
    }
}

async fn ask(base: &str, token: Option<&str>, since: Option<&str>, headers: &[(&str, &str)]) -> hyper::Response<Incoming> {
    let since = since.map(|since| format!("?since={since}")).unwrap_or_default();
    let mut request = Request::builder().uri(format!("{base}/live{since}")).header("accept", "text/event-stream");
    if let Some(token) = token {
        request = request.header(COOKIE, format!("throughline={token}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    // A connection of its own: what stays open is not there for others.
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    client.request(request.body(Empty::new()).unwrap()).await.unwrap()
}
