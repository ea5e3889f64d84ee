//! The caller's address: the peer's own, or what a trusted proxy says of it.

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Which proxies are believed.
#[derive(Clone)]
pub(crate) struct Caller(pub(crate) Arc<Vec<IpAddr>>);

impl Caller {
    /// The last address in `X-Forwarded-For` that is no trusted proxy; everything left of it may be made up.
    pub(crate) fn address(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let trusted = |ip: &IpAddr| self.0.contains(ip);
        if !trusted(&peer.ip()) {
            return peer.ip();
        }
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let chain: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
        for hop in chain.iter().rev() {
            match hop.trim().parse::<IpAddr>() {
                Ok(ip) if trusted(&ip) => {}
                Ok(ip) => return ip,
                Err(_) => break,
            }
        }
        peer.ip()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    fn address(trusted: &[&str], peer: &str, forwarded: &str) -> String {
        let caller = Caller(Arc::new(trusted.iter().map(|ip| ip.parse().unwrap()).collect()));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        caller.address(format!("{peer}:1").parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_says_where_a_request_came_from() {
        assert_eq!(address(&[], "198.51.100.7", "203.0.113.9"), "198.51.100.7");
        assert_eq!(address(&["10.0.0.1"], "10.0.0.1", "203.0.113.9"), "203.0.113.9");
        assert_eq!(address(&["10.0.0.1"], "10.0.0.1", "1.2.3.4, 203.0.113.9"), "203.0.113.9");
        assert_eq!(address(&["10.0.0.1", "10.0.0.2"], "10.0.0.1", "203.0.113.9, 10.0.0.2"), "203.0.113.9");
        assert_eq!(address(&["10.0.0.1"], "10.0.0.1", "nonsense"), "10.0.0.1");
    }
}
