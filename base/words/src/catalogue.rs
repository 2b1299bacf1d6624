//! The catalogue of both languages: load once, say often.

use crate::pattern::{Facts, Part};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use kernel::Locale;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How a message is said; most need no Fluent at all.
enum Plan {
    Fixed(Arc<str>),
    Parts(Vec<Part>),
    Fluent { choosers: BTreeSet<String> },
}

struct Shelf {
    bundle: FluentBundle<FluentResource>,
    plans: HashMap<String, Plan>,
    args: BTreeMap<String, BTreeSet<String>>,
}

/// Every message of the house in both languages.
pub struct Words([Shelf; 2]);

impl Words {
    /// Loads catalogues, each with its room's name. Errors: every fault of syntax, key given
    /// twice, unknown quotation and attribute (they are not used here), with room and line.
    pub fn load(sources: &[(Locale, &str, &str)]) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let shelves = Locale::ALL.map(|locale| {
            let mine = sources.iter().filter(|source| source.0 == locale);
            shelf(
                locale,
                mine.map(|(_, room, text)| (*room, *text)),
                &mut faults,
            )
        });
        if faults.is_empty() {
            Ok(Self(shelves))
        } else {
            Err(faults)
        }
    }
    /// The messages of the ground alone.
    pub fn base() -> Result<Self, Vec<String>> {
        let [zh, en] = crate::BASE;
        Self::load(&[(Locale::Zh, "base", zh), (Locale::En, "base", en)])
    }
    /// Says a message. Numbers choose plural forms and are written without grouping; a key
    /// that is not there comes back as `⟦key⟧`, an argument not given as `{$name}`.
    #[must_use]
    pub fn say(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
        let shelf = self.shelf(locale);
        match shelf.plans.get(key) {
            None => ["⟦", key, "⟧"].concat(),
            Some(Plan::Fixed(text)) => text.as_ref().to_owned(),
            Some(Plan::Parts(parts)) => join(parts, args),
            Some(Plan::Fluent { choosers }) => {
                let given = args
                    .iter()
                    .map(|(name, value)| (*name, value_of(choosers, name, value)));
                format(&shelf.bundle, key, &given.collect(), &mut Vec::new())
            }
        }
    }
    /// A message without arguments, without copying it; `None` when it takes some or is unknown.
    #[must_use]
    pub fn say_static(&self, locale: Locale, key: &str) -> Option<Arc<str>> {
        match self.shelf(locale).plans.get(key)? {
            Plan::Fixed(text) => Some(text.clone()),
            Plan::Parts(_) | Plan::Fluent { .. } => None,
        }
    }
    /// Is there such a message?
    #[must_use]
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        self.shelf(locale).plans.contains_key(key)
    }
    /// Every key of a language, sorted.
    pub fn keys(&self, locale: Locale) -> impl Iterator<Item = &str> {
        self.shelf(locale).args.keys().map(String::as_str)
    }
    /// Names of the arguments a message takes, quoted messages included.
    pub fn args(&self, locale: Locale, key: &str) -> impl Iterator<Item = &str> {
        self.shelf(locale)
            .args
            .get(key)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
    /// What keeps the languages from being equal: keys in one only, arguments that differ.
    /// Empty when complete.
    #[must_use]
    pub fn complete(&self) -> Vec<String> {
        let [zh, en] = &self.0;
        let mut faults = Vec::new();
        for (key, args) in &zh.args {
            match en.args.get(key) {
                None => faults.push(format!("{key}: only in zh-CN")),
                Some(other) if other != args => {
                    faults.push(format!("{key}: zh-CN takes {args:?}, en takes {other:?}"));
                }
                Some(_) => {}
            }
        }
        let only = en.args.keys().filter(|key| !zh.args.contains_key(*key));
        faults.extend(only.map(|key| format!("{key}: only in en")));
        faults
    }
    fn shelf(&self, locale: Locale) -> &Shelf {
        let [zh, en] = &self.0;
        match locale {
            Locale::Zh => zh,
            Locale::En => en,
        }
    }
}

fn shelf<'a>(
    locale: Locale,
    sources: impl Iterator<Item = (&'a str, &'a str)>,
    faults: &mut Vec<String>,
) -> Shelf {
    let tag = locale.tag();
    let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    // Isolating marks are for mixed writing directions, which these languages do not have.
    bundle.set_use_isolating(false);
    let mut found: BTreeMap<String, (&str, Facts)> = BTreeMap::new();
    for (room, text) in sources {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                faults.extend(errors.iter().map(|e| {
                    let line = text.get(..e.pos.start).unwrap_or_default().lines().count();
                    format!("{tag} {room} line {}: {e}", line.max(1))
                }));
                resource
            }
        };
        for message in resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        }) {
            let key = message.id.name;
            if !message.attributes.is_empty() {
                faults.push(format!(
                    "{tag} {room}: {key} has attributes, which are not used"
                ));
            }
            let Some(pattern) = &message.value else {
                continue;
            };
            let earlier = found.insert(key.to_owned(), (room, Facts::of(pattern)));
            if let Some((earlier, _)) = earlier {
                faults.push(format!("{tag} {room}: {key} is already given by {earlier}"));
            }
        }
        // A key given twice has been reported above, by name.
        bundle.add_resource_overriding(resource);
    }
    for (key, (room, facts)) in &found {
        for quote in facts
            .quotes
            .iter()
            .filter(|quote| !found.contains_key(*quote))
        {
            faults.push(format!(
                "{tag} {room}: {key} quotes {quote}, which is not there"
            ));
        }
    }
    let args: BTreeMap<_, _> = found
        .keys()
        .map(|key| (key.clone(), all_args(&found, key, 0)))
        .collect();
    let plans = plans(tag, &bundle, &args, found, faults);
    Shelf {
        bundle,
        plans,
        args,
    }
}

/// How each message is said: from a finished text, from its parts, or by Fluent itself.
fn plans(
    tag: &str,
    bundle: &FluentBundle<FluentResource>,
    args: &BTreeMap<String, BTreeSet<String>>,
    found: BTreeMap<String, (&str, Facts)>,
    faults: &mut Vec<String>,
) -> HashMap<String, Plan> {
    let mut plans = HashMap::with_capacity(found.len());
    for (key, (room, facts)) in found {
        let plan = if args[&key].is_empty() {
            let mut errors = Vec::new();
            let text = format(bundle, &key, &FluentArgs::new(), &mut errors);
            faults.extend(
                errors
                    .into_iter()
                    .map(|e| format!("{tag} {room}: {key}: {e}")),
            );
            Plan::Fixed(text.into())
        } else if let Some(parts) = facts.parts {
            Plan::Parts(parts)
        } else {
            Plan::Fluent {
                choosers: facts.choosers,
            }
        };
        plans.insert(key, plan);
    }
    plans
}

/// Arguments of a message and of those it quotes; eight levels of quotation are plenty.
fn all_args(found: &BTreeMap<String, (&str, Facts)>, key: &str, depth: u8) -> BTreeSet<String> {
    let Some((_, facts)) = found.get(key).filter(|_| depth < 8) else {
        return BTreeSet::new();
    };
    let quoted = facts
        .quotes
        .iter()
        .flat_map(|quote| all_args(found, quote, depth + 1));
    facts.args.iter().cloned().chain(quoted).collect()
}

fn join(parts: &[Part], args: &[(&str, &str)]) -> String {
    let given = |name: &str| {
        args.iter()
            .find(|(arg, _)| *arg == name)
            .map(|(_, value)| *value)
    };
    let length = parts.iter().map(|part| match part {
        Part::Text(text) => text.len(),
        Part::Arg(name) => given(name).map_or(name.len() + 3, str::len),
    });
    let mut out = String::with_capacity(length.sum());
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Arg(name) => match given(name) {
                Some(value) => out.push_str(value),
                None => out.extend(["{$", name, "}"]),
            },
        }
    }
    out
}

/// Only what chooses a plural form becomes a number: a telephone number stays as it is written.
fn value_of<'a>(choosers: &BTreeSet<String>, name: &str, value: &'a str) -> FluentValue<'a> {
    if choosers.contains(name) {
        FluentValue::try_number(value)
    } else {
        FluentValue::from(value)
    }
}

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: &FluentArgs<'_>,
    errors: &mut Vec<fluent_bundle::FluentError>,
) -> String {
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    pattern
        .map(|pattern| {
            bundle
                .format_pattern(pattern, Some(args), errors)
                .into_owned()
        })
        .unwrap_or_default()
}
