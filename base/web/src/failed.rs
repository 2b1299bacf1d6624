//! Every failure becomes a page or problem+json here, and nowhere else.

use crate::House;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::DbError;
use kernel::{Ctx, Kind, Locale, Refusal};

/// What a handler answers.
pub type Reply = Result<Response, Failed>;

/// A refusal on its way out; a middleware dresses it as a page or as JSON.
#[derive(Debug)]
pub struct Failed(pub Refusal);

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<DbError> for Failed {
    fn from(error: DbError) -> Self {
        Self(error.into())
    }
}

/// The HTTP status of a refusal: the one mapping there is (house rule 9).
#[must_use]
pub const fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::BadInput => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Retry => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A refusal that travels in a response's extensions until it is dressed.
#[derive(Debug, Clone)]
pub(crate) struct Undressed(pub Refusal);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = status_of(self.0.kind).into_response();
        response.extensions_mut().insert(Undressed(self.0));
        response
    }
}

impl Failed {
    /// Dresses the refusal at once, where no middleware will do it.
    pub(crate) fn of(refusal: Refusal, ctx: Option<&Ctx>, house: &House) -> Response {
        let api = ctx.is_some_and(|c| c.ask.path.starts_with("/api/"));
        match ctx {
            Some(ctx) if !api => as_page(&refusal, ctx, house),
            _ => as_problem(&refusal, ctx, house),
        }
    }
}

/// The message of a refusal in one language.
#[must_use]
pub fn message(
    house: &House,
    locale: Locale,
    code: &str,
    args: &[(&'static str, String)],
) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    house.words.say(locale, code, &args)
}

fn log(refusal: &Refusal, request: &str) {
    match refusal.kind {
        Kind::Internal => {
            tracing::error!(request, code = refusal.code, detail = %refusal.detail, "failed");
        }
        _ => tracing::debug!(request, code = refusal.code, "refused"),
    }
}

fn as_page(refusal: &Refusal, ctx: &Ctx, house: &House) -> Response {
    log(refusal, &ctx.request_id);
    let unsigned = refusal.kind == Kind::Unauthenticated;
    let page = crate::page::FailedPage {
        status: status_of(refusal.kind).as_u16(),
        text: message(house, ctx.locale, refusal.code, &refusal.args),
        fields: refusal
            .fields
            .iter()
            .map(|f| message(house, ctx.locale, f.code, &f.args))
            .collect(),
        request: ctx.request_id.clone(),
        sign_in: unsigned,
    };
    let mut response = house.render(ctx, &page);
    *response.status_mut() = status_of(refusal.kind);
    response
}

/// RFC 9457 problem details; `title` and `title_en` so that the code reads in both languages.
fn as_problem(refusal: &Refusal, ctx: Option<&Ctx>, house: &House) -> Response {
    let request = ctx.map_or("", |c| c.request_id.as_str());
    log(refusal, request);
    let status = status_of(refusal.kind);
    let fields: Vec<_> = refusal
        .fields
        .iter()
        .map(|f| {
            serde_json::json!({
                "field": f.field, "code": f.code,
                "title": message(house, Locale::Zh, f.code, &f.args),
                "title_en": message(house, Locale::En, f.code, &f.args),
            })
        })
        .collect();
    let body = serde_json::json!({
        "type": format!("/problems/{}", refusal.code),
        "code": refusal.code,
        "status": status.as_u16(),
        "title": message(house, Locale::Zh, refusal.code, &refusal.args),
        "title_en": message(house, Locale::En, refusal.code, &refusal.args),
        "fields": fields,
        "request": request,
    });
    let mut response = (status, body.to_string()).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
