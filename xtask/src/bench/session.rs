//! A signed-in browser, as far as a load client needs one: cookies and the form's token.

use super::client::{Answer, Ask};
use super::server::Server;

/// A session.
#[derive(Debug, Clone, Default)]
pub struct Session {
    cookies: Vec<String>,
    /// The token that every form brings back.
    pub csrf: String,
}

/// The value of a hidden field in a page.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let at = page.find(&format!("name=\"{name}\""))?;
    let tag_start = page[..at].rfind('<')?;
    let tag = &page[tag_start..];
    let tag = &tag[..tag.find('>')?];
    let value = tag.split("value=\"").nth(1)?;
    Some(value[..value.find('"')?].to_owned())
}

impl Session {
    /// Goes through a demo door and reads the form token from a page with a form.
    pub fn enter(server: &Server, persona: &str) -> Result<Self, String> {
        let mut session = Self::default();
        let door = format!("/demo/enter/{persona}");
        let page = server.ask(&Ask::get(&door))?;
        session.keep(&page);
        if !session.cookies.iter().any(|c| c.starts_with("yz_sid=")) {
            return Err(format!(
                "the demo door of {persona} does not open ({})",
                page.status
            ));
        }
        let page = server.ask(&session.dress(Ask::get("/jobs")))?;
        session.csrf = hidden(&page.text(), "_csrf").unwrap_or_default();
        Ok(session)
    }

    /// Keeps the cookies that came.
    pub fn keep(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            let name = format!("{}=", cookie.split('=').next().unwrap_or_default());
            self.cookies.retain(|c| !c.starts_with(&name));
            self.cookies.push(cookie);
        }
    }

    /// The request with the session's cookies.
    pub fn dress(&self, ask: Ask) -> Ask {
        ask.with("Cookie", &self.cookies.join("; "))
    }
}
