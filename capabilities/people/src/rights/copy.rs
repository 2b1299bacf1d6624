//! Everything kept about a person, to be taken along (个人信息保护法 第四十五条).

use crate::permissions::COPY;
use crate::rights::share;
use crate::workers::model::{Worker, WorkerId};
use crate::workers::{queries, sealed};
use crate::{consents, rights};
use db::Conn;
use kernel::{Ctx, Moment, Refusal, Target};
use serde_json::{Value, json};
use vault::Vault;

/// Most lines of history in a copy.
const LINES: u32 = 1000;

/// The copy as JSON; plain words in keys, so that it can be read without us.
///
/// # Errors
/// NotFound when there is no such file in reach.
pub async fn copy(ctx: &Ctx, conn: &mut Conn, id: &WorkerId) -> Result<Value, Refusal> {
    let worker = queries::need(conn, id).await?;
    ctx.require(
        COPY,
        Target::Of {
            subject: id.as_str(),
            region: &worker.region,
        },
    )?;
    let file = file(ctx, &worker)?;
    let consents: Vec<Value> = consents::queries::of(conn, id.as_str())
        .await?
        .iter()
        .map(consent)
        .collect();
    let history: Vec<Value> = trail::history(conn, id.as_str(), None, LINES)
        .await?
        .iter()
        .map(|line| {
            json!({ "at": line.at, "what": line.verb, "by": line.actor_kind,
                "consent": line.behalf_consent, "detail": line.detail })
        })
        .collect();
    let erasure = rights::queries::last_of(conn, id.as_str()).await?;
    let erasure = erasure.map(|e| {
        json!({ "asked_at": moment(e.asked_at), "state": e.state.code(), "due": e.due,
            "reason": e.reason })
    });
    Ok(json!({
        "made_at": ctx.now,
        "file": file,
        "consents": consents,
        "history": history,
        "leanings": worker.seen.iter().map(seen).collect::<Vec<_>>(),
        "erasure": erasure,
        "elsewhere": share::parts(ctx, conn, id.as_str()).await?,
    }))
}

const fn moment(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

fn seen(seen: &crate::preferences::Seen) -> Value {
    json!({
        "about": seen.aspect.code(), "value": seen.value, "name": seen.label,
        "did": seen.act.code(), "reason": seen.reason, "day": seen.day,
    })
}

fn consent(consent: &consents::Consent) -> Value {
    json!({
        "purpose": consent.purpose.code(),
        "version": consent.version,
        "how": consent.how,
        "given_at": moment(consent.given_at),
        "withdrawn_at": consent.withdrawn_at.map(moment),
    })
}

fn file(ctx: &Ctx, worker: &Worker) -> Result<Value, Refusal> {
    let tables = reference::tables(ctx)?;
    let vault = ctx.slot::<Vault>()?;
    let wishes = &worker.wishes;
    let trade = |id: &String| {
        tables
            .trade(id)
            .map_or_else(|| id.clone(), |t| t.name.clone())
    };
    let mut certs = Vec::new();
    for cert in &worker.certs {
        let number = cert.number.as_deref();
        let number = number
            .map(|n| sealed::open_cert(&vault, &cert.id, n))
            .transpose()?;
        certs.push(
            json!({ "kind": cert.kind, "number": number, "expires": cert.expires,
            "status": cert.status }),
        );
    }
    Ok(json!({
        "id": worker.id.as_str(),
        "name": worker.name,
        "telephone": sealed::phone(ctx, worker)?,
        "id_kind": worker.id_kind,
        "id_number": sealed::id_no(ctx, worker)?,
        "birth": worker.birth,
        "sex": worker.sex.map(kernel::Sex::code),
        "home": tables.name(&worker.region),
        "home_code": worker.region,
        "state": worker.state.code(),
        "channel": worker.channel.code(),
        "proxy_only": worker.proxy_only,
        "retire_class": worker.retire_class,
        "wants": {
            "trades": wishes.trades.iter().map(trade).collect::<Vec<_>>(),
            "places": wishes.places.iter().map(|p| tables.name(p)).collect::<Vec<_>>(),
            "max_minutes": wishes.max_minutes,
            "pay_floor_yuan": wishes.pay_floor.map(|f| f.to_string()),
            "pay_unit": wishes.pay_unit,
            "settlement": wishes.settle,
            "from": wishes.from,
            "to": wishes.to,
            "lodging": wishes.lodging,
        },
        "certificates": certs,
        "made_at": moment(worker.created_at),
        "changed_at": moment(worker.updated_at),
    }))
}
