//! Pages: a struct per page, its template, and samples that tests render in both languages.

use crate::failed::message;
use crate::{Failed, Fields, House};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, Locale, Refusal, Role};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeMap;

/// A page.
pub trait Page: Serialize {
    /// Name of its template.
    const TEMPLATE: &'static str;
    /// Made-up instances that cover every branch of the template.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
    /// What its form's fields hold before anybody types.
    fn fields(&self) -> Fields {
        Fields::default()
    }
}

/// As whom a sample is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Not signed in.
    Stranger,
    /// Signed in with this role.
    Has(Role),
}

/// Renders one page's samples; gathered in `Capability::pages` for the rendering test.
#[derive(Clone, Copy)]
pub struct PageSample {
    /// The template's name.
    pub template: &'static str,
    /// Renders every sample with the given context, as is and refused.
    pub render: fn(&House, &Ctx) -> Result<Vec<String>, String>,
}

/// The sample renderer of a page type.
#[must_use]
pub const fn sample<P: Page>() -> PageSample {
    PageSample {
        template: P::TEMPLATE,
        render: render_samples::<P>,
    }
}

fn render_samples<P: Page>(house: &House, ctx: &Ctx) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for page in P::samples() {
        out.push(house.render_text(ctx, &page, None, &page.fields())?);
        let refusal = Refusal::field("name", "field-needed");
        out.push(house.render_text(ctx, &page, Some(&refusal), &page.fields())?);
    }
    if out.is_empty() {
        Err(format!("{} has no samples", P::TEMPLATE))
    } else {
        Ok(out)
    }
}

/// Sends the browser on after a write.
#[must_use]
pub fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, path);
    response
}

#[derive(Serialize)]
struct Fault {
    field: String,
    text: String,
}

/// What the form furniture reads.
#[derive(Serialize)]
struct FormView {
    values: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    errors: BTreeMap<String, String>,
    summary: Vec<Fault>,
    csrf: String,
    once: String,
}

#[derive(Serialize)]
struct NavView {
    key: &'static str,
    path: &'static str,
    here: bool,
}

/// What the page shell reads.
#[derive(Serialize)]
struct CtxView<'a> {
    locale: &'static str,
    other_locale: &'static str,
    large: bool,
    signed_in: bool,
    staff: bool,
    roles: Vec<&'static str>,
    path: &'a str,
    query: &'a str,
    here: String,
    said: Option<String>,
    today: String,
    now: i64,
    nav: Vec<NavView>,
    county: &'a str,
    telephone: &'a str,
    demo: bool,
    css: &'static str,
    js: &'static str,
    csrf: &'a str,
}

impl House {
    fn form_view(&self, ctx: &Ctx, refusal: Option<&Refusal>, fields: &Fields) -> FormView {
        let mut view = FormView {
            values: BTreeMap::new(),
            lists: BTreeMap::new(),
            errors: BTreeMap::new(),
            summary: Vec::new(),
            csrf: ctx.ask.csrf.clone(),
            once: ctx.mint("once"),
        };
        for (name, value) in &fields.pairs {
            view.values
                .entry(name.clone())
                .or_insert_with(|| value.clone());
            view.lists
                .entry(name.clone())
                .or_default()
                .push(value.clone());
        }
        let Some(refusal) = refusal else { return view };
        for fault in &refusal.fields {
            let text = message(self, ctx.locale, fault.code, &fault.args);
            view.errors
                .entry(fault.field.clone())
                .or_insert_with(|| text.clone());
            view.summary.push(Fault {
                field: fault.field.clone(),
                text,
            });
        }
        if refusal.fields.is_empty() {
            let text = message(self, ctx.locale, refusal.code, &refusal.args);
            view.summary.push(Fault {
                field: String::new(),
                text,
            });
        }
        view
    }
    fn ctx_view<'a>(&'a self, ctx: &'a Ctx) -> CtxView<'a> {
        let shown = |n: &&crate::Nav| n.roles.iter().any(|r| ctx.actor.has(*r));
        let nav = self.nav.iter().filter(shown).map(|n| NavView {
            key: n.key,
            path: n.path,
            here: ctx.ask.path == n.path,
        });
        let zh = ctx.locale == Locale::Zh;
        let query = if ctx.ask.query.is_empty() {
            String::new()
        } else {
            format!("?{}", ctx.ask.query)
        };
        CtxView {
            locale: ctx.locale.tag(),
            other_locale: if zh { "en" } else { "zh-CN" },
            large: ctx.ask.large,
            signed_in: ctx.actor.is_known(),
            staff: ctx.actor.roles.iter().any(|r| r.is_staff()),
            roles: ctx.actor.roles.iter().map(|r| r.code()).collect(),
            path: &ctx.ask.path,
            query: &ctx.ask.query,
            here: format!("{}{query}", ctx.ask.path),
            said: ctx.ask.said.as_deref().map(|key| self.say(ctx.locale, key)),
            today: ctx.today().to_string(),
            now: ctx.now.millis(),
            nav: nav.collect(),
            county: &self.settings.county_name[usize::from(!zh)],
            telephone: &self.settings.telephone,
            demo: self.settings.demo,
            css: crate::assets::css_path(),
            js: crate::assets::js_path(),
            csrf: &ctx.ask.csrf,
        }
    }
    fn render_text<P: Page>(
        &self,
        ctx: &Ctx,
        page: &P,
        refusal: Option<&Refusal>,
        fields: &Fields,
    ) -> Result<String, String> {
        let context = minijinja::context! {
            page => Value::from(Serde(page)),
            ctx => Value::from(Serde(self.ctx_view(ctx))),
            form => Value::from(Serde(self.form_view(ctx, refusal, fields))),
        };
        self.templates.render(ctx.locale, P::TEMPLATE, context)
    }
    fn respond(&self, status: StatusCode, rendered: Result<String, String>) -> Response {
        match rendered {
            Ok(text) => {
                let mut response = (status, text).into_response();
                let kind = HeaderValue::from_static("text/html; charset=utf-8");
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
                response
            }
            Err(detail) => {
                tracing::error!(%detail, "a page could not be rendered");
                let text = "出错了，请给站点打电话。Something went wrong, please call the station.";
                (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
            }
        }
    }
    /// Renders a page.
    pub fn render<P: Page>(&self, ctx: &Ctx, page: &P) -> Response {
        self.respond(
            StatusCode::OK,
            self.render_text(ctx, page, None, &page.fields()),
        )
    }
    /// Renders a page again with what was typed and why it was refused; nothing is lost.
    pub fn render_refused<P: Page>(
        &self,
        ctx: &Ctx,
        page: &P,
        refusal: &Refusal,
        typed: &Fields,
    ) -> Response {
        let status = crate::status_of(refusal.kind);
        self.respond(status, self.render_text(ctx, page, Some(refusal), typed))
    }
    /// The form again when the input is at fault, the failure itself when not.
    pub fn again<P: Page>(
        &self,
        ctx: &Ctx,
        page: &P,
        refusal: Refusal,
        typed: &Fields,
    ) -> Result<Response, Failed> {
        if refusal.is_input() && refusal.code != "once-already" {
            return Ok(self.render_refused(ctx, page, &refusal, typed));
        }
        Err(refusal.into())
    }
}

/// The page of a refusal.
#[derive(Serialize)]
pub struct FailedPage {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) fields: Vec<String>,
    pub(crate) request: String,
    pub(crate) sign_in: bool,
}

impl Page for FailedPage {
    const TEMPLATE: &'static str = "web/failed.html";
    fn samples() -> Vec<Self> {
        let page = |status, sign_in| Self {
            status,
            text: "…".into(),
            fields: vec!["…".into()],
            request: "req_0".into(),
            sign_in,
        };
        vec![page(404, false), page(401, true), page(500, false)]
    }
}
