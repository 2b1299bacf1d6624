//! A browser without a window: keeps cookies, brings forms' tokens back, follows redirects.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;
use web::House;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: axum::http::HeaderMap,
    /// Body as it came.
    pub bytes: Vec<u8>,
    /// Body as text.
    pub text: String,
    /// Where it was, after redirects.
    pub path: String,
}

impl Answer {
    /// Panics unless the status is 200.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}: {}",
            self.path,
            self.brief()
        );
        self
    }
    /// Panics unless the text is on the page.
    ///
    /// # Panics
    /// When it is not.
    #[track_caller]
    pub fn has(self, text: &str) -> Self {
        assert!(
            self.text.contains(text),
            "{} lacks {text}: {}",
            self.path,
            self.brief()
        );
        self
    }
    /// Panics if the text is on the page.
    ///
    /// # Panics
    /// When it is.
    #[track_caller]
    pub fn lacks(self, text: &str) -> Self {
        assert!(!self.text.contains(text), "{} has {text}", self.path);
        self
    }
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("a JSON body")
    }
    /// Where a redirect leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }
    fn brief(&self) -> String {
        let main = self
            .text
            .find("<main")
            .map_or(self.text.as_str(), |at| &self.text[at..]);
        main.chars().take(3000).collect()
    }
    /// The value of the first attribute that starts with the given text, e.g. `href="/jobs/`.
    #[must_use]
    pub fn find(&self, start: &str) -> Option<String> {
        let quote = start.find('"')? + 1;
        let at = self.text.find(start)?;
        let rest = &self.text[at + quote..];
        Some(
            rest[..rest.find('"')?]
                .replace("&#x2f;", "/")
                .replace("&amp;", "&"),
        )
    }
}

/// A browser without a window.
pub struct Browser {
    service: Router,
    house: Arc<House>,
    cookies: BTreeMap<String, String>,
    /// Sent as `Accept-Language`.
    pub language: &'static str,
    /// Sent as `Authorization: Bearer`.
    pub token: Option<String>,
}

impl Browser {
    pub(crate) fn new(service: Router, house: Arc<House>) -> Self {
        Self {
            service,
            house,
            cookies: BTreeMap::new(),
            language: "zh-CN",
            token: None,
        }
    }
    /// Sets a cookie.
    pub fn cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
    /// The value of a cookie.
    #[must_use]
    pub fn jar(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }
    /// Sends one request, following nothing.
    ///
    /// # Panics
    /// When the request cannot be made.
    pub async fn send(&mut self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1")
            .header("accept-language", self.language)
            .header("cookie", cookies.join("; "));
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = match self.service.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        for value in response.headers().get_all("set-cookie") {
            let pair = value
                .to_str()
                .unwrap_or_default()
                .split(';')
                .next()
                .unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20)
            .await
            .expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status,
            headers,
            bytes: bytes.to_vec(),
            text,
            path: path.to_owned(),
        }
    }
    /// Gets a page, following up to five redirects.
    pub async fn get(&mut self, path: &str) -> Answer {
        let mut answer = self.send("GET", path, "", Vec::new()).await;
        for _ in 0..5 {
            if answer.status != StatusCode::SEE_OTHER {
                break;
            }
            let next = answer.location().to_owned();
            answer = self.send("GET", &next, "", Vec::new()).await;
        }
        answer
    }
    /// Posts a form with its token, following redirects to the page that comes after.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post_bare(path, fields).await;
        if answer.status == StatusCode::SEE_OTHER {
            let next = answer.location().to_owned();
            return self.get(&next).await;
        }
        answer
    }
    /// Posts a form with its token, following nothing.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf().await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("_csrf", &csrf);
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, kind, form.finish().into_bytes())
            .await
    }
    /// Posts JSON.
    pub async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(
            "POST",
            path,
            "application/json",
            body.to_string().into_bytes(),
        )
        .await
    }
    /// The token of this browser's forms, read from a page as a person's browser would.
    pub async fn csrf(&mut self) -> String {
        let page = self
            .send("GET", "/page-that-is-not-there", "", Vec::new())
            .await;
        let mark = "name=\"_csrf\" value=\"";
        let at = page.text.find(mark).map(|at| at + mark.len());
        let rest = at.map_or("", |at| &page.text[at..]);
        rest.split('"').next().unwrap_or_default().to_owned()
    }
    /// The house that this browser visits.
    #[must_use]
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }
}
