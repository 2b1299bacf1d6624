//! JSON of the dated parameters: every figure of law or policy with its document.

use crate::PARAMETERS;
use axum::http::StatusCode;
use reference::Param;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![web::api(Access::Need(PARAMETERS), routes!(list_parameters))]
}

/// A parameter from one day on.
#[derive(Debug, Serialize, ToSchema)]
struct ParameterItem {
    /// Key.
    key: String,
    /// Where it holds, 12 digits; empty = everywhere.
    region: String,
    /// First day on which it holds, `YYYY-MM-DD`.
    valid_from_day: String,
    /// Last day on which it holds; null = until further notice.
    valid_to_day: Option<String>,
    /// The value, as text; money in fen.
    value: String,
    /// Unit of the value.
    unit: String,
    /// The document it rests on.
    doc: String,
    /// How sure it is.
    certainty: String,
}

impl From<&Param> for ParameterItem {
    fn from(param: &Param) -> Self {
        Self {
            key: param.key.clone(),
            region: param.region.clone(),
            valid_from_day: param.valid_from.to_string(),
            valid_to_day: param.valid_to.map(|d| d.to_string()),
            value: param.value.clone(),
            unit: param.unit.clone(),
            doc: param.doc.clone(),
            certainty: param.certainty.code().to_owned(),
        }
    }
}

/// Parameters.
#[derive(Debug, Serialize, ToSchema)]
struct ParameterList {
    /// Every value of every parameter.
    items: Vec<ParameterItem>,
}

/// Every parameter with its days; of one key when it is given.
#[utoipa::path(get, path = "/api/v1/parameters", tag = "console",
    params(("key" = Option<String>, Query, description = "Only this parameter")),
    responses((status = 200, description = "Parameters", body = ParameterList)))]
async fn list_parameters(Cx(ctx): Cx, Query(query): Query) -> Reply {
    let mut read = query.reader();
    read.only(&["key"]);
    let key = read.opt_text("key", 80);
    read.finish()?;
    let tables = reference::tables(&ctx)?;
    let all = tables.params().into_iter();
    let wanted = all.filter(|p| key.as_ref().is_none_or(|key| *key == p.key));
    let list = ParameterList {
        items: wanted.map(ParameterItem::from).collect(),
    };
    Ok(json(StatusCode::OK, &list))
}
