//! `yizhan user`: staff accounts from the command line, for the first one and for emergencies.

use crate::args::{Common, User};
use crate::open::{Opening, county};
use anyhow::{Context, Result, bail};
use kernel::{Role, Scope};
use stations::staff::model::NewStaff;

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

/// Adds, lists or resets.
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
    }
    Ok(())
}
