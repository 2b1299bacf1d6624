//! Pages, forms and JSON over HTTP: extractors, rendering, guards, errors.
//!
//! Read in this order: [`Route`], [`House`], [`Cx`], [`Form`], [`Page`], [`Failed`].

mod api;
mod assets;
mod contract;
mod cursor;
mod cx;
mod failed;
mod fields;
mod form;
mod gate;
mod guard;
mod house;
mod measure;
mod page;
mod reader;
mod route;
mod router;
mod settle;
mod speak;
mod table;
mod template;

pub use api::{Json, json};
pub use assets::CSS;
pub use contract::openapi;
pub use cursor::Cursor;
pub use cx::{Cx, on_loopback};
pub use failed::{Failed, Reply, status_of};
pub use fields::{Fields, Upload};
pub use form::{Form, Query};
pub use gate::{Gate, GateFuture, NoGate, Visitor};
pub use house::{House, Parts, Settings};
pub use page::{FailedPage, Page, PageSample, Who, sample, see_other};
pub use reader::Reader;
pub use route::{Access, Contract, Method, Nav, Route, api, get, post};
pub use router::router;
pub use settle::{commit_json, commit_to};
pub use speak::{qr_svg, spoken_day};
pub use table::{Cell, Column, Format, Table, table_response};
pub use template::Template;
pub use utoipa::openapi::OpenApi;

/// The furniture's templates and those of the error pages.
pub const TEMPLATES: &[Template] = &[
    ("ui/page.html", include_str!("../templates/ui/page.html")),
    ("ui/parts.html", include_str!("../templates/ui/parts.html")),
    (
        "web/failed.html",
        include_str!("../templates/web/failed.html"),
    ),
];

/// The furniture's messages: Chinese, English.
pub const MESSAGES: [&str; 2] = [
    include_str!("../messages/zh-CN.ftl"),
    include_str!("../messages/en.ftl"),
];
