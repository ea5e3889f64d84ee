//! A browser of a few lines: it keeps cookies, follows nothing, and shows every byte of an answer.

use domain::AppError;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The error that an endpoint answered.
    pub(crate) fn error(&self) -> Option<AppError> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Headers and body in one, to look for what must not be there.
    pub(crate) fn whole(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.body.len() + 1_000);
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// One person's browser at one address.
pub(crate) struct Browser {
    base: String,
    http: Client<HttpConnector, Full<Bytes>>,
    cookies: Mutex<BTreeMap<String, String>>,
    from: Option<String>,
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        let http = Client::builder(TokioExecutor::new()).build_http();
        Self { base: base.to_owned(), http, cookies: Mutex::default(), from: None }
    }

    /// The same through a trusted proxy that says where it came from.
    pub(crate) fn from(base: &str, address: &str) -> Self {
        Self { from: Some(address.to_owned()), ..Self::new(base) }
    }

    /// With a session's token.
    pub(crate) fn holding(base: &str, token: &str) -> Self {
        let browser = Self::new(base);
        browser.keep("throughline", token);
        browser
    }

    pub(crate) fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned().filter(|value| !value.is_empty())
    }

    /// Any request at all. `Origin` is the server's own unless the headers say otherwise.
    pub(crate) async fn try_send(&self, method: &Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Result<Answer, String> {
        let mut request = Request::builder().method(method.clone()).uri(format!("{}{path}", self.base));
        let named = |name: &str| headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        if method != Method::GET && method != Method::HEAD && !named("origin") {
            request = request.header("origin", &self.base);
        }
        let cookies: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() && !named("cookie") {
            request = request.header(COOKIE, cookies.join("; "));
        }
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|error| error.to_string())?;
        let sent = self.http.request(request.clone()).await;
        // A kept connection that the server has just closed says nothing about the server.
        let sent = if sent.is_err() && *method == Method::GET { self.http.request(request).await } else { sent };
        let (parts, body) = sent.map_err(|error| format!("{error:?}"))?.into_parts();
        let body = body.collect().await.map_err(|error| error.to_string())?.to_bytes().to_vec();
        self.take(&parts.headers);
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    pub(crate) async fn send(&self, method: &Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        self.try_send(method, path, headers, body).await.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn take(&self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            if let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.keep(name.trim(), value.trim());
            }
        }
    }

    /// A page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(&Method::GET, path, &[("accept", "text/html")], Vec::new()).await
    }

    /// A call as client code makes it: the status is the error's.
    pub(crate) async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
        self.send(&Method::POST, path, &headers, form(fields)).await
    }

    /// A plain form, sent from a page: it is answered by a redirect.
    pub(crate) async fn submit(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let referer = format!("{}{page}", self.base);
        let headers = [("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded"), ("referer", referer.as_str())];
        self.send(&Method::POST, path, &headers, form(fields)).await
    }

    /// Signs in by the form and answers what came back.
    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.submit("/sign-in", "/api/sign_in", &[("email", email), ("password", password)]).await
    }
}

/// Fields as a form sends them.
pub(crate) fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&").into_bytes()
}

/// Percent-encodes all but letters and digits.
pub(crate) fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
