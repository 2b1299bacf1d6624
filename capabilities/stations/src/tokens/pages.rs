//! `/admin/tokens`: API tokens, for the security administrator.

use super::actions::{self, NewToken};
use super::queries::{self, Token};
use crate::limits::Limits;
use crate::permissions::TOKENS;
use crate::staff::user_forms::Choice;
use axum::extract::{Path, State};
use kernel::{Ctx, Permission, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route};

/// The list with the form of a new one.
#[derive(Serialize)]
pub(crate) struct TokensPage {
    tokens: Vec<Token>,
    offered: Vec<Choice>,
    most_days: i64,
}

impl Page for TokensPage {
    const TEMPLATE: &'static str = "stations/tokens/list.html";
    fn samples() -> Vec<Self> {
        let token = |state| Token {
            id: "tok_0".into(),
            name: "县里的大屏".into(),
            login: "demo.li".into(),
            permissions: vec!["vacancies.read".into()],
            created: 0,
            ends: 0,
            state,
        };
        vec![
            Self {
                tokens: vec![token("holds"), token("run-out"), token("ended")],
                offered: vec![Choice {
                    value: "vacancies.read".into(),
                    text: "vacancies.read".into(),
                }],
                most_days: 365,
            },
            Self {
                tokens: Vec::new(),
                offered: Vec::new(),
                most_days: 365,
            },
        ]
    }
}

/// The value, shown once.
#[derive(Serialize)]
pub(crate) struct TokenShownPage {
    value: String,
}

impl Page for TokenShownPage {
    const TEMPLATE: &'static str = "stations/tokens/shown.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            value: "yz_0".into(),
        }]
    }
}

async fn page(house: &House, ctx: &Ctx) -> Result<TokensPage, Refusal> {
    let tokens = queries::list(&mut *house.db.read().await?, &ctx.scope, ctx.now).await?;
    let choice = |p: Permission| {
        let key = format!("stations-may-{}", p.0.replace('.', "-"));
        let text = if house.words.has(ctx.locale, &key) {
            format!("{} ({})", house.say(ctx.locale, &key), p.0)
        } else {
            p.0.to_owned()
        };
        Choice {
            value: p.0.to_owned(),
            text,
        }
    };
    Ok(TokensPage {
        tokens,
        offered: house.offered.iter().copied().map(choice).collect(),
        most_days: Limits::of(&house.slots).token_days,
    })
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let page = page(&house, &ctx).await?;
    Ok(house.render(&ctx, &page))
}

async fn create(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let made = async {
        let mut reader = fields.reader();
        let new = NewToken {
            login: reader.text("login", 2..=40),
            name: reader.text("name", 1..=60),
            permissions: reader.many("permission", 50),
            days: reader.int("days", 1..=Limits::of(&house.slots).token_days),
        };
        reader.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let value = actions::create(&ctx, &mut tx, &new, &house.offered).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(value)
    };
    match made.await {
        Ok(value) => Ok(house.render(&ctx, &TokenShownPage { value })),
        Err(refusal) => {
            let page = page(&house, &ctx).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn end(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::end(&ctx, &mut tx, &id).await?;
    Ok(web::commit_to(tx, &ctx, "/admin/tokens?said=stations-token-ended").await?)
}

pub(crate) fn routes() -> Vec<Route> {
    let need = Access::Need(TOKENS);
    vec![
        web::get("/admin/tokens", need, list),
        web::post("/admin/tokens", need, create),
        web::post("/admin/tokens/{id}/end", need, end),
    ]
}
