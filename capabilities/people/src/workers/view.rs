//! A file in words, for the person's page and for the desk's.

use crate::workers::model::Worker;
use crate::workers::sealed::masked;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use web::House;

/// A file in words; numbers masked.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FileView {
    pub id: String,
    pub name: String,
    pub place: String,
    pub place_known: bool,
    pub phone: Option<String>,
    pub id_no: Option<String>,
    pub id_kind: Option<String>,
    pub age: Option<i32>,
    pub sex: Option<&'static str>,
    pub state: &'static str,
    pub trades: Vec<String>,
    pub places: Vec<String>,
    pub max_minutes: Option<i64>,
    pub pay_floor: Option<i64>,
    pub pay_unit: String,
    pub settle: Vec<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub lodging: bool,
    pub certs: Vec<String>,
    pub channel: &'static str,
    pub proxy_only: bool,
    pub changed_at: i64,
}

impl FileView {
    pub(crate) fn sample() -> Self {
        Self {
            id: "wrk_0".into(),
            name: "王小明".into(),
            place: "石坡镇 张河村".into(),
            place_known: true,
            phone: Some("138****0000".into()),
            id_no: Some("611*************32".into()),
            id_kind: Some("resident".into()),
            age: Some(60),
            sex: Some("1"),
            state: "basic",
            trades: vec!["搬运装卸".into()],
            places: vec!["石坡镇".into()],
            max_minutes: Some(40),
            pay_floor: Some(18_000),
            pay_unit: "day".into(),
            settle: vec!["day".into()],
            from: Some("2026-11-24".into()),
            to: None,
            lodging: true,
            certs: vec!["driver".into()],
            channel: "sms",
            proxy_only: true,
            changed_at: 0,
        }
    }
    /// A file about which little is known.
    pub(crate) fn bare() -> Self {
        Self {
            place_known: false,
            phone: None,
            id_no: None,
            id_kind: None,
            age: None,
            sex: None,
            state: "min",
            trades: Vec::new(),
            places: Vec::new(),
            max_minutes: None,
            pay_floor: None,
            settle: Vec::new(),
            from: None,
            lodging: false,
            certs: Vec::new(),
            proxy_only: false,
            ..Self::sample()
        }
    }
}

/// The file in words.
pub(crate) fn view(ctx: &Ctx, worker: &Worker) -> Result<FileView, Refusal> {
    let tables = reference::tables(ctx)?;
    let masked = masked(ctx, worker)?;
    let wishes = &worker.wishes;
    let home = tables.division(&worker.region);
    let trade = |id: &String| Some(tables.trade(id)?.name.clone());
    Ok(FileView {
        id: worker.id.to_string(),
        name: worker.name.clone(),
        place: tables.name(&worker.region),
        place_known: home.is_some_and(|d| d.level != reference::Level::County),
        phone: masked.phone,
        id_no: masked.id_no,
        id_kind: worker.id_kind.clone(),
        age: worker.birth.map(|b| b.years_until(ctx.today())),
        sex: worker.sex.map(kernel::Sex::code),
        state: worker.state.code(),
        trades: wishes.trades.iter().filter_map(trade).collect(),
        places: wishes.places.iter().map(|p| tables.name(p)).collect(),
        max_minutes: wishes.max_minutes,
        pay_floor: wishes.pay_floor.map(|f| f.0),
        pay_unit: wishes.pay_unit.clone(),
        settle: wishes.settle.clone(),
        from: wishes.from.map(|d| d.to_string()),
        to: wishes.to.map(|d| d.to_string()),
        lodging: wishes.lodging,
        certs: worker.certs.iter().map(|c| c.kind.clone()).collect(),
        channel: worker.channel.code(),
        proxy_only: worker.proxy_only,
        changed_at: worker.updated_at,
    })
}

/// A station to turn to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StationView {
    pub name: String,
    pub telephone: String,
    pub hours: String,
}

/// The station that serves a division.
pub(crate) async fn station(house: &House, region: &str) -> Result<Option<StationView>, Refusal> {
    let mut conn = house.db.read().await?;
    let found = stations::nearest(&mut conn, region).await?;
    Ok(found.map(|s| StationView {
        name: s.name,
        telephone: s.telephone,
        hours: s.hours,
    }))
}
