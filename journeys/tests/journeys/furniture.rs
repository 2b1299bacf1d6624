//! What every answer must look like, whoever asked for it.

use kernel::Locale;
use testkit::Answer;
use web::House;

/// A page as it should be: one headline, its language, nothing unsaid.
pub fn whole(html: &str) -> Result<(), String> {
    let fault = |text: &str| Err(text.to_owned());
    if !html.starts_with("<!doctype html>") {
        return fault("does not begin as a page");
    }
    if html.matches("<h1").count() != 1 {
        return fault("has not exactly one h1");
    }
    if let Some(at) = html.find('⟦') {
        let text: String = html[at..].chars().take(60).collect();
        return Err(format!("has a message that is not there: {text}"));
    }
    if html.contains("{$") {
        return fault("has an argument that was not given");
    }
    if html.contains(" style=\"") || html.contains(" onclick=") {
        return fault("has style or script in a line, which the policy forbids");
    }
    Ok(())
}

/// A refusal as it should be: a code with a message in both languages, for people or programs.
pub fn refused_well(house: &House, answer: &Answer) -> Result<(), String> {
    let kind = answer.headers.get("content-type");
    let kind = kind.and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/html") {
        return whole(&answer.text);
    }
    if kind != "application/problem+json" {
        return Err(format!("is {kind:?}, neither a page nor a problem"));
    }
    let problem: serde_json::Value =
        serde_json::from_str(&answer.text).map_err(|e| e.to_string())?;
    let mut codes = vec![problem["code"].as_str().unwrap_or_default().to_owned()];
    for field in problem["fields"].as_array().into_iter().flatten() {
        codes.push(field["code"].as_str().unwrap_or_default().to_owned());
    }
    for code in codes {
        for locale in Locale::ALL {
            if !house.words.has(locale, &code) {
                return Err(format!("has the code {code:?} without a message"));
            }
        }
    }
    if answer.text.contains('⟦') || answer.text.contains("{$") {
        return Err(format!("is not fully said: {}", answer.text));
    }
    Ok(())
}

/// Panics with every fault found.
#[track_caller]
pub fn none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
