//! The OpenAPI document: gathered from the routes, with the refusals that every operation has.

use crate::{Access, Method, Route};
use serde::Serialize;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, Content, InfoBuilder, OpenApi, OpenApiBuilder, Paths, Ref, RefOr, Required,
    ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};

/// A refusal as the API tells it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `/problems/` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// Stable code.
    code: String,
    /// HTTP status.
    status: u16,
    /// What is wrong, in Chinese.
    title: String,
    /// What is wrong, in English.
    title_en: String,
    /// What is wrong with single fields.
    fields: Vec<ProblemField>,
    /// Number of the request, as in the log.
    request: String,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its name.
    field: String,
    /// Stable code.
    code: String,
    /// What is wrong, in Chinese.
    title: String,
    /// What is wrong, in English.
    title_en: String,
}

/// Refusals of every operation: status and what it means.
const ALWAYS: [(&str, &str); 4] = [
    ("401", "Nobody is signed in, or the token holds no longer"),
    ("404", "There is no such record in reach"),
    ("422", "A field is wrong; `fields` says which"),
    ("429", "Too often; try later"),
];
/// Refusals of operations that are not open to all.
const GUARDED: (&str, &str) = ("403", "The role or the token does not allow it");
/// Refusals of operations that write.
const WRITING: [(&str, &str); 3] = [
    (
        "403",
        "The role or the token does not allow it, or the request came from another site",
    ),
    ("409", "The record does not allow it now"),
    (
        "503",
        "The database is busy; try again with the same Idempotency-Key",
    ),
];

/// Says of an operation how it refuses, and in what form.
fn refusals(operation: &mut Operation, guarded: bool, writes: bool) {
    let mut all = ALWAYS.to_vec();
    all.extend(WRITING.into_iter().filter(|_| writes));
    all.extend((guarded && !writes).then_some(GUARDED));
    let answers = &mut operation.responses.responses;
    for (status, meaning) in all {
        answers.entry(status.to_owned()).or_insert_with(|| {
            let answer = ResponseBuilder::new().description(meaning);
            RefOr::T(answer.build())
        });
    }
    for (status, answer) in answers.iter_mut() {
        if let (true, RefOr::T(answer)) = (status.as_str() >= "400", answer) {
            let form = Content::new(Some(Ref::from_schema_name("Problem")));
            answer.content.clear();
            answer
                .content
                .insert("application/problem+json".to_owned(), RefOr::T(form));
        }
    }
}

/// The header by which a repeated write is known.
fn once() -> Parameter {
    let key = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[A-Za-z0-9_-]{8,80}$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A repeated request with the same key gets the first one's answer",
        ))
        .schema(Some(key))
        .build()
}

/// The OpenAPI document of the given routes.
#[must_use]
pub fn openapi(routes: &[Route]) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Yizhan 驿站")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A county's gig-labour market and public employment service.",
        ))
        .build();
    let mut paths = Paths::new();
    let mut components = Components::new();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    let problems = [
        ("Problem", Problem::schema()),
        ("ProblemField", ProblemField::schema()),
    ];
    let problems = problems.map(|(name, schema)| (name.to_owned(), schema));
    components.schemas.extend(problems);
    for route in routes {
        let Some(contract) = &route.contract else {
            continue;
        };
        let mut own = contract.paths.clone();
        let guarded = matches!(route.access, Access::Need(_)) || !route.also.is_empty();
        let writes = route.method == Method::Post;
        for item in own.paths.values_mut() {
            for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
                if guarded {
                    let need = SecurityRequirement::new("token", Vec::<String>::new());
                    operation.security = Some(vec![need]);
                }
                if writes {
                    operation
                        .parameters
                        .get_or_insert_default()
                        .push(RefOr::T(once()));
                }
                refusals(operation, guarded, writes);
            }
        }
        paths.merge(own);
        components.schemas.extend(contract.schemas.iter().cloned());
    }
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components))
        .build()
}
