//! A post for search engines: JobPosting of schema.org.

use super::detail::Detail;
use crate::{Kind, PayUnit, Vacancy};
use employers::Employer;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Posting<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: &'a str,
    description: &'a str,
    identifier: Identifier<'a>,
    date_posted: kernel::Day,
    valid_through: String,
    employment_type: &'static str,
    total_job_openings: i64,
    direct_apply: bool,
    hiring_organization: Organization,
    job_location: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_salary: Option<Salary>,
}

#[derive(Serialize)]
struct Identifier<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct Organization {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Place {
    #[serde(rename = "@type")]
    kind: &'static str,
    address: Address,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(rename = "@type")]
    kind: &'static str,
    address_country: &'static str,
    address_locality: String,
}

#[derive(Serialize)]
struct Salary {
    #[serde(rename = "@type")]
    kind: &'static str,
    currency: &'static str,
    value: Quantity,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quantity {
    #[serde(rename = "@type")]
    kind: &'static str,
    min_value: f64,
    max_value: f64,
    unit_text: &'static str,
}

fn employment_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Day => "PER_DIEM",
        Kind::Short | Kind::Season => "TEMPORARY",
        Kind::Long | Kind::PublicWelfare => "FULL_TIME",
        Kind::PartTime => "PART_TIME",
        Kind::Intern => "INTERN",
        Kind::PieceHome => "CONTRACTOR",
    }
}

fn salary(post: &Vacancy) -> Option<Salary> {
    let unit_text = match post.terms.pay_unit {
        PayUnit::Hour => "HOUR",
        PayUnit::Day => "DAY",
        PayUnit::Week => "WEEK",
        PayUnit::Month => "MONTH",
        PayUnit::Piece | PayUnit::Job | PayUnit::Area | PayUnit::Weight => return None,
    };
    let yuan = |fen: i64| fen as f64 / 100.0;
    let low = post.terms.pay_min_fen?;
    Some(Salary {
        kind: "MonetaryAmount",
        currency: "CNY",
        value: Quantity {
            kind: "QuantitativeValue",
            min_value: yuan(low),
            max_value: yuan(post.terms.pay_max_fen.unwrap_or(low)),
            unit_text,
        },
    })
}

/// JobPosting of schema.org as the content of a data block: no `<` can end it early.
pub fn json_ld(detail: &Detail<'_>) -> String {
    let (post, terms) = (detail.post, &detail.post.terms);
    let posting = Posting {
        context: "https://schema.org",
        kind: "JobPosting",
        title: &terms.title,
        description: &terms.duties,
        identifier: Identifier {
            kind: "PropertyValue",
            name: "Yizhan",
            value: &post.no,
        },
        date_posted: post.published_at.unwrap_or(post.created_at).day(),
        valid_through: format!("{}T23:59:59+08:00", post.valid_until),
        employment_type: employment_type(terms.kind),
        total_job_openings: post.free(),
        direct_apply: true,
        hiring_organization: Organization {
            kind: "Organization",
            name: detail
                .employer
                .map(Employer::public_name)
                .unwrap_or_default(),
        },
        job_location: Place {
            kind: "Place",
            address: Address {
                kind: "PostalAddress",
                address_country: "CN",
                address_locality: detail.tables.name(&terms.region),
            },
        },
        base_salary: salary(post),
    };
    let text = serde_json::to_string(&posting).unwrap_or_default();
    text.replace('<', "\\u003c")
}
