//! `yizhan user`: staff accounts from the command line, for the first one and for emergencies.

use crate::args::{Common, User};
use crate::open::{Opening, county};
use anyhow::{Context, Result, bail};
use kernel::{Ctx, Permission, Role, Scope};
use stations::staff::model::NewStaff;
use stations::tokens::{self, actions::NewToken};
use web::House;

/// Accounts listed at most.
const MOST: i64 = 10_000;

/// Reads `county-clerk,reviewer`.
fn roles(text: &str) -> Result<Vec<Role>> {
    let read = |code: &str| {
        let role = Role::parse(code.trim()).filter(|r| r.is_staff());
        role.with_context(|| format!("{code} is no role of staff"))
    };
    text.split(',').map(read).collect()
}

/// Adds, lists, resets, or makes a token.
pub async fn user(common: &Common, command: &User) -> Result<()> {
    let county = county(common, Opening::default()).await?;
    let house = &county.whole.house;
    let ctx = house.system("user");
    match command {
        User::Add {
            name,
            roles: text,
            region,
        } => {
            let new = NewStaff {
                login: name.clone(),
                name: name.clone(),
                region: region.clone(),
                roles: roles(text)?,
            };
            let mut tx = trail::begin(&house.db, &ctx).await?;
            let made = stations::staff::actions::create(&ctx, &mut tx, &new).await?;
            tx.commit(&ctx).await?;
            println!("{name}: first password {}", made.password);
            println!("at the first sign-in it is changed and the second factor is set up");
        }
        User::List => {
            let mut reader = house.db.read().await?;
            for user in stations::staff::list(&mut reader, &Scope::everything(), None, MOST).await?
            {
                let roles = user.roles.join(",");
                println!(
                    "{:<24} {:<8} {} {roles}",
                    user.login, user.state, user.region
                );
            }
        }
        User::Reset { name } => {
            let mut reader = house.db.read().await?;
            let found = stations::staff::by_login(&mut reader, name).await?;
            drop(reader);
            let Some(found) = found else {
                bail!("there is no user {name}");
            };
            let mut tx = trail::begin(&house.db, &ctx).await?;
            let password = stations::staff::actions::reset(&ctx, &mut tx, &found.id).await?;
            tx.commit(&ctx).await?;
            println!("{name}: first password {password}; every session has ended");
        }
        User::Token {
            name,
            permissions,
            days,
        } => println!("{}", token(house, name, permissions, *days).await?),
    }
    Ok(())
}

/// Makes a token for an account.
async fn token(house: &House, login: &str, permissions: &str, days: i64) -> Result<String> {
    // The action asks what the account's roles allow; a bare system context knows no roles.
    let ctx = Ctx {
        matrix: house.matrix.clone(),
        ..house.system("user")
    };
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let found = stations::staff::by_login(&mut tx, login).await?;
    let found = found.with_context(|| format!("there is no user {login}"))?;
    let chosen = match permissions {
        "all" => {
            let roles: Vec<Role> = found.roles.iter().filter_map(|r| Role::parse(r)).collect();
            let may = |p: &&Permission| roles.iter().any(|r| house.matrix.allows(*r, **p));
            let all = house.offered.iter().filter(may);
            all.map(|p| p.0.to_owned()).collect()
        }
        some => some.split(',').map(|p| p.trim().to_owned()).collect(),
    };
    let new = NewToken {
        login: found.login,
        name: "yizhan user token".to_owned(),
        permissions: chosen,
        days,
    };
    let value = tokens::actions::create(&ctx, &mut tx, &new, &house.offered).await?;
    tx.commit(&ctx).await?;
    Ok(value)
}
