//! `/admin/users`: staff accounts, for the security administrator.

use super::actions;
use super::queries::{self, User};
use super::user_forms::{self as forms, Choice};
use crate::permissions::USERS;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cell, Cursor, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table,
    see_other,
};

const A_PAGE: i64 = 50;
const MOST_EXPORTED: i64 = 5000;

fn sample_user() -> User {
    User {
        id: "acc_0".into(),
        login: "demo.li".into(),
        name: "李演示".into(),
        region: "611021000000".into(),
        station: "洛南县".into(),
        roles: vec!["county-clerk", "reviewer"],
        state: "active".into(),
        second_factor: true,
        created: 0,
    }
}

fn sample_choices() -> Vec<Choice> {
    vec![Choice {
        value: "county-clerk".into(),
        text: "…".into(),
    }]
}

/// The list.
#[derive(Serialize)]
pub(crate) struct UsersPage {
    users: Vec<User>,
    more: Option<String>,
}

impl Page for UsersPage {
    const TEMPLATE: &'static str = "stations/staff/users.html";
    fn samples() -> Vec<Self> {
        let locked = User {
            state: "locked".into(),
            second_factor: false,
            ..sample_user()
        };
        vec![
            Self {
                users: vec![sample_user(), locked],
                more: Some("/admin/users?cursor=00".into()),
            },
            Self {
                users: Vec::new(),
                more: None,
            },
        ]
    }
}

/// The form of a new user.
#[derive(Serialize)]
pub(crate) struct NewUserPage {
    roles: Vec<Choice>,
    places: Vec<Choice>,
}

impl Page for NewUserPage {
    const TEMPLATE: &'static str = "stations/staff/new_user.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            roles: sample_choices(),
            places: sample_choices(),
        }]
    }
}

/// One user.
#[derive(Serialize)]
pub(crate) struct UserPage {
    user: User,
    roles: Vec<Choice>,
    places: Vec<Choice>,
    oneself: bool,
}

impl Page for UserPage {
    const TEMPLATE: &'static str = "stations/staff/user.html";
    fn samples() -> Vec<Self> {
        let page = |state: &str, oneself| Self {
            user: User {
                state: state.into(),
                ..sample_user()
            },
            roles: sample_choices(),
            places: sample_choices(),
            oneself,
        };
        vec![
            page("active", false),
            page("locked", false),
            page("active", true),
        ]
    }
    fn fields(&self) -> Fields {
        let mut fields = Fields::of([("region", self.user.region.as_str())]);
        for role in &self.user.roles {
            fields.push("role", *role);
        }
        fields
    }
}

/// The starting password, shown once.
#[derive(Serialize)]
pub(crate) struct PasswordShownPage {
    id: String,
    login: String,
    password: String,
}

impl Page for PasswordShownPage {
    const TEMPLATE: &'static str = "stations/staff/password_shown.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            id: "acc_0".into(),
            login: "demo.li".into(),
            password: "abcd-efgh-jkmn-pqrs".into(),
        }]
    }
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    if let Some(format) = query.get("format") {
        return export(&house, &ctx, Format::parse(format)?).await;
    }
    let after = query.get("cursor").map(|c| Cursor::decode(c, 2));
    let after = after.transpose()?;
    let after = after.as_ref().map(|c| (c.0[0].as_str(), c.0[1].as_str()));
    let mut reader = house.db.read().await?;
    let mut users = queries::list(&mut reader, &ctx.scope, after, A_PAGE + 1).await?;
    let full = users.len() > usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    if full {
        users.pop();
    }
    let last = users.last().filter(|_| full);
    let more = last.map(|u| {
        let cursor = Cursor(vec![u.region.clone(), u.login.clone()]).encode();
        format!("/admin/users?{}", query.with("cursor", Some(&cursor)))
    });
    Ok(house.render(&ctx, &UsersPage { users, more }))
}

async fn export(house: &House, ctx: &Ctx, format: Format) -> Reply {
    let mut tx = trail::begin(&house.db, ctx).await?;
    let users = queries::list(&mut tx, &ctx.scope, None, MOST_EXPORTED).await?;
    actions::note_export(ctx, &mut tx, users.len()).await?;
    tx.commit(ctx).await?;
    let titles = ["login", "name", "place", "roles", "state", "second"];
    let titles = titles.map(|t| house.say(ctx.locale, &format!("stations-user-{t}")));
    let mut table = Table::new(&titles);
    for user in users {
        let say = |key: String| house.say(ctx.locale, &key);
        let roles = user.roles.iter().map(|r| say(format!("role-{r}")));
        let second = if user.second_factor { "yes" } else { "no" };
        table.rows.push(vec![
            Cell::from(user.login),
            Cell::from(user.name),
            Cell::from(if user.station.is_empty() {
                user.region
            } else {
                user.station
            }),
            Cell::from(roles.collect::<Vec<_>>().join("、")),
            Cell::from(say(format!("stations-user-state-{}", user.state))),
            Cell::from(say(format!("stations-user-second-{second}"))),
        ]);
    }
    Ok(web::table_response(format, "users", &table)?)
}

async fn new_page(house: &House, ctx: &Ctx) -> Result<NewUserPage, Refusal> {
    Ok(NewUserPage {
        roles: forms::roles(house, ctx),
        places: forms::places(house, ctx).await?,
    })
}

async fn show_new(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let page = new_page(&house, &ctx).await?;
    Ok(house.render(&ctx, &page))
}

async fn create(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let made = async {
        let new = forms::new_staff(&fields)?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let made = actions::create(&ctx, &mut tx, &new).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>((made, new.login))
    };
    match made.await {
        Ok((made, login)) => {
            let page = PasswordShownPage {
                id: made.account,
                login: login.to_lowercase(),
                password: made.password,
            };
            Ok(house.render(&ctx, &page))
        }
        Err(refusal) => {
            let page = new_page(&house, &ctx).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn user_page(house: &House, ctx: &Ctx, id: &str) -> Result<UserPage, Refusal> {
    let user = queries::by_id(&mut *house.db.read().await?, id).await?;
    let user = user.filter(|u| ctx.scope.covers(&u.region));
    let user = user.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok(UserPage {
        oneself: ctx.actor.id == user.id,
        user,
        roles: forms::roles(house, ctx),
        places: forms::places(house, ctx).await?,
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let page = user_page(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

async fn place(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let mut reader = fields.reader();
        let region = reader.text("region", 12..=12);
        reader.finish()?;
        let roles = forms::ticked(&fields)?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::place(&ctx, &mut tx, &id, &roles, &region).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other(&format!(
            "/admin/users/{id}?said=stations-user-saved"
        ))),
        Err(refusal) => {
            let page = user_page(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn reset(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let page = user_page(&house, &ctx, &id).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let password = actions::reset(&ctx, &mut tx, &id).await?;
    tx.commit(&ctx).await?;
    let login = page.user.login;
    Ok(house.render(
        &ctx,
        &PasswordShownPage {
            id,
            login,
            password,
        },
    ))
}

async fn lock(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::lock(&ctx, &mut tx, &id).await?;
    Ok(web::commit_to(
        tx,
        &ctx,
        &format!("/admin/users/{id}?said=stations-user-saved"),
    )
    .await?)
}

async fn unlock(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::unlock(&ctx, &mut tx, &id).await?;
    Ok(web::commit_to(
        tx,
        &ctx,
        &format!("/admin/users/{id}?said=stations-user-saved"),
    )
    .await?)
}

pub(crate) fn routes() -> Vec<Route> {
    let need = Access::Need(USERS);
    vec![
        web::get("/admin/users", need, list),
        web::get("/admin/users/new", need, show_new),
        web::post("/admin/users", need, create),
        web::get("/admin/users/{id}", need, show),
        web::post("/admin/users/{id}/roles", need, place),
        web::post("/admin/users/{id}/reset", need, reset),
        web::post("/admin/users/{id}/lock", need, lock),
        web::post("/admin/users/{id}/unlock", need, unlock),
    ]
}
