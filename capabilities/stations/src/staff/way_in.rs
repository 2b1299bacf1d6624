//! The pages of staff sign-in.

use super::sign_in::{self, Begun, Ended, Step};
use super::{Passwords, model, second, store};
use crate::accounts::model::{home_of, local_path};
use crate::codes::plain_digits;
use crate::limits::Limits;
use crate::sessions::cookie;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Ctx, Kind, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Failed, Form, House, Page, Query, Reply, Route, see_other};

/// Asks for user name and password.
#[derive(Serialize)]
pub(crate) struct StaffPage {
    next: String,
}

impl Page for StaffPage {
    const TEMPLATE: &'static str = "stations/staff/sign_in.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            next: "/desk".into(),
        }]
    }
}

/// Asks for a password of her own.
#[derive(Serialize)]
pub(crate) struct PasswordPage {
    first: bool,
    length: usize,
}

impl Page for PasswordPage {
    const TEMPLATE: &'static str = "stations/staff/password.html";
    fn samples() -> Vec<Self> {
        let page = |first| Self { first, length: 12 };
        vec![page(true), page(false)]
    }
}

/// Asks for the second factor; the first time it shows how to set it up.
#[derive(Serialize)]
pub(crate) struct SecondPage {
    picture: Option<String>,
    secret: String,
}

impl Page for SecondPage {
    const TEMPLATE: &'static str = "stations/staff/second.html";
    fn samples() -> Vec<Self> {
        let page = |picture: Option<&str>| Self {
            picture: picture.map(str::to_owned),
            secret: "ABCD EFGH".into(),
        };
        vec![page(None), page(Some("<svg></svg>"))]
    }
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let next = local_path(query.get("next")).unwrap_or_default().to_owned();
    Ok(house.render(&ctx, &StaffPage { next }))
}

async fn begin(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let next = local_path(fields.get("next"))
        .unwrap_or_default()
        .to_owned();
    let page = StaffPage { next };
    let mut reader = fields.reader();
    let typed = reader.text("login", 1..=60);
    let password = reader.text("password", 1..=200);
    if let Err(refusal) = reader.finish() {
        return house.again(&ctx, &page, refusal, &hidden(&fields));
    }
    // A name that cannot be one is tried like any other, and counted under what was typed.
    let login = model::login_of(&typed).unwrap_or_else(|| typed.to_lowercase());
    let found = store::by_login(&mut *house.db.read().await?, &login).await?;
    let hash = found.as_ref().and_then(|f| f.password_hash.as_deref());
    // Outside the transaction: hashing takes long, and must hold up nobody's writing.
    let right = Passwords::of(&house.slots).verify(&password, hash).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let right = found.as_ref().filter(|_| right);
    let outcome = sign_in::begin(&ctx, &mut tx, &login, right, &page.next).await?;
    tx.commit(&ctx).await?;
    match outcome {
        Begun::Half(value) => {
            let mut response = see_other("/staff/step");
            let seconds = Limits::of(&house.slots).half_minutes * 60;
            cookie::set(&house, &mut response, cookie::HALF, &value, seconds);
            Ok(response)
        }
        Begun::Refused(refusal) => house.again(&ctx, &page, refusal, &hidden(&fields)),
    }
}

/// What may be shown again of a form with secrets in it.
fn hidden(fields: &web::Fields) -> web::Fields {
    web::Fields::of(fields.get("login").map(|login| ("login", login)))
}

fn password_page(ctx: &Ctx, found: &store::Secrets) -> PasswordPage {
    PasswordPage {
        first: found.password_given,
        length: Limits::of(&ctx.slots).password_length,
    }
}

fn second_page(house: &House, found: &store::Secrets) -> Result<SecondPage, Refusal> {
    if found.totp_confirmed {
        return Ok(SecondPage {
            picture: None,
            secret: String::new(),
        });
    }
    let secret = second::unseal(&house.vault, &found.id, &found.totp_secret)?;
    Ok(SecondPage {
        picture: web::qr_svg(&second::uri(&found.login, &secret)),
        secret: second::spoken(&secret),
    })
}

fn start_again() -> Response {
    see_other("/staff?said=stations-half-gone")
}

async fn show_step(State(house): State<Arc<House>>, Cx(ctx): Cx, headers: HeaderMap) -> Reply {
    let value = cookie::read(&headers, cookie::HALF);
    let half = sign_in::half_of(&ctx, &mut *house.db.read().await?, value).await?;
    let Some((_, found)) = half else {
        return Ok(start_again());
    };
    let mut response = match sign_in::step(&ctx, &found) {
        Step::Password => house.render(&ctx, &password_page(&ctx, &found)),
        Step::Enrol | Step::Second => house.render(&ctx, &second_page(&house, &found)?),
    };
    let private = axum::http::HeaderValue::from_static("private, no-store");
    response.headers_mut().insert("cache-control", private);
    Ok(response)
}

async fn set_password(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Form(fields): Form,
) -> Reply {
    let value = cookie::read(&headers, cookie::HALF);
    let half = sign_in::half_of(&ctx, &mut *house.db.read().await?, value).await?;
    let Some((_, found)) = half else {
        return Ok(start_again());
    };
    if sign_in::step(&ctx, &found) != Step::Password {
        return Ok(see_other("/staff/step"));
    }
    let (first, again) = (fields.get("password"), fields.get("again"));
    let first = first.unwrap_or_default();
    let checked = sign_in::check_new(&ctx, &found, first, again.unwrap_or_default());
    let passwords = Passwords::of(&house.slots);
    let old = found.password_hash.as_deref();
    let checked = match checked {
        Ok(()) if passwords.verify(first, old).await? => {
            Err(Refusal::field("password", "stations-password-same"))
        }
        other => other,
    };
    if let Err(refusal) = checked {
        let page = password_page(&ctx, &found);
        return house.again(&ctx, &page, refusal, &web::Fields::default());
    }
    let hash = passwords.hash(ctx.rng.as_ref(), first).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    sign_in::set_password(&ctx, &mut tx, &found, &hash).await?;
    Ok(web::commit_to(tx, &ctx, "/staff/step").await?)
}

async fn end(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Form(fields): Form,
) -> Reply {
    let value = cookie::read(&headers, cookie::HALF);
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let Some((half, found)) = sign_in::half_of(&ctx, &mut tx, value).await? else {
        return Ok(start_again());
    };
    let digits = plain_digits(fields.get("code").unwrap_or_default());
    let device = cookie::device(&headers);
    let ended = sign_in::end(&ctx, &mut tx, &half, &found, &digits, &device).await?;
    tx.commit(&ctx).await?;
    match ended {
        Ended::In(opened, roles, next) => {
            let next = local_path(Some(&next)).unwrap_or(home_of(&roles));
            let mut response = see_other(next);
            cookie::signed_in(&house, &ctx, &mut response, &opened);
            cookie::set(&house, &mut response, cookie::HALF, "", 0);
            Ok(response)
        }
        Ended::Refused(refusal) if refusal.kind == Kind::Forbidden => Err(Failed(refusal)),
        Ended::Refused(refusal) => {
            let page = second_page(&house, &found)?;
            house.again(&ctx, &page, refusal, &web::Fields::default())
        }
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("the staff's way in");
    vec![
        web::get("/staff", open, show),
        web::post("/staff", open, begin),
        web::get("/staff/step", open, show_step),
        web::post("/staff/password", open, set_password),
        web::post("/staff/code", open, end),
    ]
}
