//! Signing in: the telephone number, then the code.

use super::actions::{self, Redeemed};
use super::store;
use crate::accounts::model::{home_of, local_path};
use crate::sessions::cookie;
use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{Ctx, Refusal, Role, mask_phone};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// Asks for the telephone number.
#[derive(Serialize)]
pub(crate) struct SignInPage {
    role: &'static str,
    next: String,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "stations/codes/sign_in.html";
    fn samples() -> Vec<Self> {
        let page = |role| Self {
            role,
            next: "/my".into(),
        };
        vec![page("worker"), page("employer")]
    }
}

/// Asks for the code.
#[derive(Serialize)]
pub(crate) struct CodePage {
    ask: String,
    phone: String,
    next: String,
    role: String,
    /// Only in the demo county, where no message is sent.
    demo_code: Option<String>,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "stations/codes/code.html";
    fn samples() -> Vec<Self> {
        let page = |demo_code| Self {
            ask: "cod_0".into(),
            phone: "138****0000".into(),
            next: "/my".into(),
            role: "worker".into(),
            demo_code,
        };
        vec![page(None), page(Some("123456".into()))]
    }
}

fn role_of(fields: &Fields) -> Role {
    match fields.get("as") {
        Some("employer") => Role::Employer,
        _ => Role::Worker,
    }
}

fn next_of(fields: &Fields) -> String {
    local_path(fields.get("next"))
        .unwrap_or_default()
        .to_owned()
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let page = SignInPage {
        role: role_of(&query).code(),
        next: next_of(&query),
    };
    if ctx.actor.is_known() {
        let here = home_of(&ctx.actor.roles);
        let wants_other = query.get("as").is_some() && !ctx.actor.has(role_of(&query));
        if !wants_other {
            return Ok(see_other(if page.next.is_empty() {
                here
            } else {
                &page.next
            }));
        }
    }
    Ok(house.render(&ctx, &page))
}

async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let page = SignInPage {
        role: role_of(&fields).code(),
        next: next_of(&fields),
    };
    let asked = async {
        let mut reader = fields.reader();
        let phone = reader.phone("phone");
        reader.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let id = actions::ask(&ctx, &mut tx, &phone, role_of(&fields)).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(id)
    };
    match asked.await {
        Ok(id) => {
            let mut query = Fields::of([("ask", id.as_str()), ("as", page.role)]);
            query.push("next", page.next);
            Ok(see_other(&format!(
                "/sign-in/code?{}",
                query.with("", None)
            )))
        }
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

/// The page for an id; a made-up id shows the same page, so that nothing is told.
async fn code_page(house: &House, ctx: &Ctx, fields: &Fields) -> Result<CodePage, Refusal> {
    let id = fields.get("ask").unwrap_or_default();
    let mut reader = house.db.read().await?;
    let found = store::by_id(&mut reader, &house.vault, id).await?;
    let found = found.filter(|c| !c.used && ctx.now < c.ends_at);
    let demo = house.settings.demo.then_some(());
    Ok(CodePage {
        ask: id.to_owned(),
        phone: found
            .as_ref()
            .map(|c| mask_phone(&c.phone))
            .unwrap_or_default(),
        next: next_of(fields),
        role: role_of(fields).code().to_owned(),
        demo_code: demo.and(found).map(|c| store::digits(&house.vault, &c.id)),
    })
}

async fn show_code(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let page = code_page(&house, &ctx, &query).await?;
    if page.phone.is_empty() {
        return Ok(see_other("/sign-in?said=stations-code-gone"));
    }
    Ok(house.render(&ctx, &page))
}

async fn redeem(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Form(fields): Form,
) -> Reply {
    let mut reader = fields.reader();
    let typed = reader.text("code", 1..=20);
    if let Err(refusal) = reader.finish() {
        let page = code_page(&house, &ctx, &fields).await?;
        return house.again(&ctx, &page, refusal, &fields);
    }
    let id = fields.get("ask").unwrap_or_default();
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let device = cookie::device(&headers);
    let outcome = actions::redeem(&ctx, &mut tx, id, &typed, &device).await?;
    tx.commit(&ctx).await?;
    match outcome {
        Redeemed::In(opened, roles) => {
            let next = local_path(fields.get("next")).unwrap_or(home_of(&roles));
            let mut response = see_other(next);
            cookie::signed_in(&house, &ctx, &mut response, &opened);
            Ok(response)
        }
        Redeemed::Refused(refusal) => {
            let page = code_page(&house, &ctx, &fields).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let open = |why| Access::Open(why);
    vec![
        web::get("/sign-in", open("the way in"), show),
        web::post("/sign-in", open("the way in"), ask),
        web::get("/sign-in/code", open("the way in"), show_code),
        web::post("/sign-in/code", open("the way in"), redeem),
    ]
}
