//! A route as a room declares it: method, path, who may pass, handler, and its API contract.

use crate::House;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use kernel::{Permission, Role};
use std::sync::Arc;
use utoipa::openapi::{Paths, RefOr, Schema};

/// HTTP methods in use: reading never writes, writing is always POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Read.
    Get,
    /// Write.
    Post,
}

impl Method {
    /// `GET` or `POST`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// The coarse guard before the handler; the action decides on the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody; with the reason why.
    Open(&'static str),
    /// Only roles with this permission.
    Need(Permission),
}

/// The API contract of a route.
#[derive(Clone)]
pub struct Contract {
    /// Schemas that the route names.
    pub schemas: Vec<(String, RefOr<Schema>)>,
    /// Its path item.
    pub paths: Paths,
}

/// A route.
#[derive(Clone)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with `{name}` parameters.
    pub path: String,
    /// Who may pass.
    pub access: Access,
    /// The handler.
    pub handler: MethodRouter<Arc<House>>,
    /// API contract, for `/api/v1` routes.
    pub contract: Option<Contract>,
    /// What the handler asks for besides the guard; tokens may be given it.
    pub also: &'static [Permission],
}

impl Route {
    /// Names what the handler asks for itself, where one door serves several roles.
    #[must_use]
    pub fn also(self, permissions: &'static [Permission]) -> Self {
        Self {
            also: permissions,
            ..self
        }
    }
    /// What a token needs to pass here.
    pub fn permissions(&self) -> impl Iterator<Item = Permission> {
        let need = match self.access {
            Access::Need(permission) => Some(permission),
            Access::Open(_) => None,
        };
        need.into_iter().chain(self.also.iter().copied())
    }
}

/// A page or any other reading route.
pub fn get<H, T>(path: &str, access: Access, handler: H) -> Route
where
    H: Handler<T, Arc<House>>,
    T: 'static,
{
    let handler = axum::routing::get(handler);
    Route {
        method: Method::Get,
        path: path.to_owned(),
        access,
        handler,
        contract: None,
        also: &[],
    }
}

/// A writing route.
pub fn post<H, T>(path: &str, access: Access, handler: H) -> Route
where
    H: Handler<T, Arc<House>>,
    T: 'static,
{
    let handler = axum::routing::post(handler);
    Route {
        method: Method::Post,
        path: path.to_owned(),
        access,
        handler,
        contract: None,
        also: &[],
    }
}

/// A JSON route with its contract: `api(access, routes!(handler))`.
#[must_use]
pub fn api(access: Access, made: utoipa_axum::router::UtoipaMethodRouter<Arc<House>>) -> Route {
    let (schemas, paths, handler) = made;
    let (path, item) = paths.paths.iter().next().map_or_else(
        || (String::new(), None),
        |(path, item)| (path.clone(), Some(item.clone())),
    );
    let writes = item.is_some_and(|i| i.post.is_some());
    let method = if writes { Method::Post } else { Method::Get };
    Route {
        method,
        path,
        access,
        handler,
        contract: Some(Contract { schemas, paths }),
        also: &[],
    }
}

/// An entry of the menu.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    /// Shown to these roles.
    pub roles: &'static [Role],
    /// Message key.
    pub key: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Place in the menu, small first.
    pub order: u16,
}
