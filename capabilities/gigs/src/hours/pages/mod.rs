//! Pages of hours: the code on the employer's telephone, coming and going, saying what was worked.

mod code;
mod here;
mod say;
mod view;

use web::{PageSample, Route, Template, sample};

pub(crate) use view::{Choice, acting, choices, consent_choices, is_staff, units_text};

/// The templates.
pub const TEMPLATES: &[Template] = &[
    (
        "gigs/hours/here.html",
        include_str!("../../../templates/hours/here.html"),
    ),
    (
        "gigs/hours/code.html",
        include_str!("../../../templates/hours/code.html"),
    ),
    (
        "gigs/hours/say.html",
        include_str!("../../../templates/hours/say.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    vec![
        sample::<here::HerePage>(),
        sample::<code::CodePage>(),
        sample::<say::SayPage>(),
    ]
}

/// The routes.
pub fn routes() -> Vec<Route> {
    [here::routes(), code::routes(), say::routes()].concat()
}
