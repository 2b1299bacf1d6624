//! Text messages through an HTTP gateway that takes `{to, text, id}` as JSON.
//!
//! Every carrier and cloud has an interface of its own; a county usually runs or rents a small
//! relay, and this is the relay's side. The client blocks, on a thread kept for blocking work:
//! messages are few, and it is a tenth of an asynchronous client's weight.

use crate::{SendFault, Sms};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};

/// A whole exchange, from the name look-up to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends through an HTTP gateway with a bearer token.
pub struct HttpSms {
    agent: ureq::Agent,
    url: String,
    bearer: String,
}

impl HttpSms {
    /// A gateway at `url`, trusted through the machine's own certificates. Errors: the address
    /// is malformed, or is plain http to another machine, which would show numbers and codes to
    /// everyone on the way.
    pub fn new(url: &str, token: &str) -> Result<Self, SendFault> {
        let refused = |why: &str| SendFault::Refused(format!("sms gateway address: {why}"));
        let uri: Uri = url.parse().map_err(|_| refused("malformed"))?;
        let local = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if local => {}
            Some("http") => return Err(refused("plain http to another machine")),
            _ => return Err(refused("want https://…")),
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .proxy(if local {
                None
            } else {
                ureq::Proxy::try_from_env()
            })
            // A redirected request would carry the token to a place nobody configured.
            .max_redirects(0)
            .build();
        let bearer = format!("Bearer {token}");
        Ok(Self {
            agent: config.into(),
            url: url.to_owned(),
            bearer,
        })
    }
}

impl Sms for HttpSms {
    fn send<'a>(
        &'a self,
        to: &'a str,
        text: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<(), SendFault>> {
        let body = serde_json::json!({ "to": to, "text": text, "id": id }).to_string();
        let request = self.agent.post(&self.url);
        let request = request
            .header("authorization", &self.bearer)
            .header("content-type", "application/json; charset=utf-8");
        Box::pin(async move {
            let sending = tokio::task::spawn_blocking(move || request.send(body));
            match sending.await {
                Ok(Ok(response)) => verdict(response.status().as_u16()),
                Ok(Err(fault)) => Err(SendFault::Later(fault.to_string())),
                Err(fault) => Err(SendFault::Later(fault.to_string())),
            }
        })
    }
}

/// What a status means for the message; 408, 425, 429 and the gateway's own failures pass.
fn verdict(status: u16) -> Result<(), SendFault> {
    match status {
        200..=299 => Ok(()),
        408 | 425 | 429 | 500..=599 => Err(SendFault::Later(format!("status {status}"))),
        _ => Err(SendFault::Refused(format!("status {status}"))),
    }
}
