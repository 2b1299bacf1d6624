//! Templates of all rooms, loaded and checked at start, one environment per language.

use crate::speak;
use kernel::{Day, Fen, Locale};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use std::sync::Arc;
use words::Words;

/// A template's name (`room/aggregate/page.html`) and text.
pub type Template = (&'static str, &'static str);

/// One environment per language, so that `t(…)` knows its language everywhere.
pub struct Templates([Environment<'static>; 2]);

impl Templates {
    /// Compiles every template in both languages; all faults are told.
    pub fn load(words: &Arc<Words>, templates: &[Template]) -> Result<Self, String> {
        let make = |locale| environment(words.clone(), locale, templates);
        Ok(Self([make(Locale::Zh)?, make(Locale::En)?]))
    }
    /// Renders a page.
    pub fn render(&self, locale: Locale, name: &str, context: Value) -> Result<String, String> {
        let env = match locale {
            Locale::Zh => &self.0[0],
            Locale::En => &self.0[1],
        };
        let template = env.get_template(name).map_err(|e| format!("{e:#}"))?;
        template
            .render(context)
            .map_err(|e| format!("{name}: {e:#}"))
    }
}

fn environment(
    words: Arc<Words>,
    locale: Locale,
    templates: &[Template],
) -> Result<Environment<'static>, String> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_formatter(write_escaped);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    env.set_syntax(syntax.map_err(|e| e.to_string())?);
    let said = words.clone();
    env.add_function(
        "t",
        move |key: &str, args: Kwargs| -> Result<Value, Error> {
            if args.args().next().is_none()
                && let Some(text) = said.say_static(locale, key)
            {
                return Ok(Value::from(text));
            }
            let mut owned: Vec<(String, String)> = Vec::new();
            for name in args.args() {
                let value: Value = args.get(name)?;
                owned.push((name.to_owned(), value.to_string()));
            }
            let args: Vec<(&str, &str)> = owned
                .iter()
                .map(|(k, v)| (k.as_str(), v.as_str()))
                .collect();
            if !said.has(locale, key) {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("no message {key}"),
                ));
            }
            Ok(Value::from(said.say(locale, key, &args)))
        },
    );
    let said = words.clone();
    env.add_filter(
        "day",
        move |state: &State, text: &str| -> Result<String, Error> {
            let today = state.lookup("ctx").and_then(|c| c.get_attr("today").ok());
            let today = today.and_then(|v| v.as_str().and_then(|t| t.parse::<Day>().ok()));
            let day = text.parse::<Day>().map_err(|()| {
                Error::new(ErrorKind::InvalidOperation, format!("{text} is not a day"))
            })?;
            Ok(today.map_or_else(
                || text.to_owned(),
                |t| speak::spoken_day(&said, locale, day, t),
            ))
        },
    );
    env.add_filter("money", |fen: i64| Fen(fen).to_string());
    env.add_filter("moment", |millis: i64| {
        kernel::Moment::from_millis(millis).local()
    });
    let said = words.clone();
    env.add_filter("ago", move |state: &State, millis: i64| -> String {
        let now = state.lookup("ctx").and_then(|c| c.get_attr("now").ok());
        let now = now.and_then(|v| i64::try_from(v).ok()).unwrap_or(millis);
        speak::ago(&said, locale, millis, now)
    });
    for (name, text) in templates {
        env.add_template_owned(*name, with_fixed_messages(&words, locale, text))
            .map_err(|e| format!("{name}: {e:#}"))?;
    }
    Ok(env)
}

/// The template with every message that takes no arguments put in as text: it is the same each
/// time a page is rendered.
fn with_fixed_messages(words: &Words, locale: Locale, template: &str) -> String {
    const OPEN: &str = "{{ t(\"";
    const CLOSE: &str = "\") }}";
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(OPEN) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let text = from[OPEN.len()..]
            .split_once(CLOSE)
            .and_then(|(key, after)| {
                // A key with a quote in it is the beginning of something longer.
                let text = words
                    .say_static(locale, key)
                    .filter(|text| !text.contains(['{', '\n']))?;
                Some((text, after))
            });
        match text {
            Some((text, after)) => {
                escape(&text, |part| out.push_str(part));
                rest = after;
            }
            None => {
                out.push_str(OPEN);
                rest = &from[OPEN.len()..];
            }
        }
    }
    out + rest
}

/// The engine's own escaping also turns every slash into six bytes, which addresses are full of.
fn write_escaped(out: &mut Output<'_>, state: &mut State, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) if !value.is_safe() => text,
        _ => return minijinja::escape_formatter(out, state, value),
    };
    let mut failed = None;
    escape(text, |part| {
        if let Err(error) = out.write_str(part) {
            failed = Some(error);
        }
    });
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Escapes the five characters that mean something in HTML, in text and in quoted attributes.
fn escape(text: &str, mut write: impl FnMut(&str)) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, tail) = rest.split_at(at);
        write(plain);
        write(match tail.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &tail[1..];
    }
    write(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.set_formatter(write_escaped);
        let typed = "<script src='//x'>\"&\"</script>";
        let made = env.render_str(
            "{{ a }}{{ b|safe }}{{ 7 }}",
            minijinja::context! {
                a => typed, b => "<b>"
            },
        );
        let expected = "&lt;script src=&#39;//x&#39;&gt;&quot;&amp;&quot;&lt;/script&gt;<b>7";
        assert_eq!(made.ok().as_deref(), Some(expected));
    }

    #[test]
    fn fixed_messages_are_put_in_and_nothing_else_is_touched() {
        let said = include_str!("../messages/zh-CN.ftl");
        let words = Words::load(&[(Locale::Zh, "web", said)]).expect("loads");
        let key = "web-skip";
        let said = words.say(Locale::Zh, key, &[]);
        let template = format!(
            "a {{{{ t(\"{key}\") }}}} b {{{{ t(\"web-day\", n=1) }}}} {{{{ t(\"no-such\") }}}} {{{{ t(x) }}}}"
        );
        let made = with_fixed_messages(&words, Locale::Zh, &template);
        let rest = "b {{ t(\"web-day\", n=1) }} {{ t(\"no-such\") }} {{ t(x) }}";
        assert_eq!(made, format!("a {said} {rest}"));
    }
}
