//! Typed reading of fields: every fault is collected, so that a person mends all at once.

use crate::Fields;
use kernel::{Day, Fen, FieldFault, Refusal, check_phone};
use std::ops::RangeInclusive;

/// Reads fields and remembers what was wrong.
pub struct Reader<'a> {
    fields: &'a Fields,
    faults: Vec<FieldFault>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(fields: &'a Fields) -> Self {
        Self {
            fields,
            faults: Vec::new(),
        }
    }
    /// Notes a fault.
    pub fn fault(&mut self, field: &str, code: &'static str) {
        self.fault_with(field, code, Vec::new());
    }
    /// Notes a fault whose message has arguments.
    pub fn fault_with(
        &mut self,
        field: &str,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        self.faults.push(FieldFault {
            field: field.to_owned(),
            code,
            args,
        });
    }
    /// Text that must be there, its length in characters.
    pub fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        match self.fields.get(name) {
            Some(_) => self.bounded(name, length),
            None if *length.start() == 0 => String::new(),
            None => {
                self.fault(name, "field-needed");
                String::new()
            }
        }
    }
    /// Text that may be there.
    pub fn opt_text(&mut self, name: &str, max: usize) -> Option<String> {
        self.fields.get(name)?;
        Some(self.bounded(name, 0..=max))
    }
    fn bounded(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        let text = self.fields.get(name).unwrap_or_default();
        let count = text.chars().count();
        if count > *length.end() {
            let max = length.end().to_string();
            self.fault_with(name, "field-too-long", vec![("max", max)]);
        } else if count < *length.start() {
            let min = length.start().to_string();
            self.fault_with(name, "field-too-short", vec![("min", min)]);
        } else if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t')
        {
            self.fault(name, "field-not-text");
        }
        text.to_owned()
    }
    /// A whole number that must be there.
    pub fn int(&mut self, name: &str, range: RangeInclusive<i64>) -> i64 {
        if self.fields.get(name).is_none() {
            self.fault(name, "field-needed");
            return *range.start();
        }
        let low = *range.start();
        self.opt_int(name, range).unwrap_or(low)
    }
    /// A whole number that may be there.
    pub fn opt_int(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let Ok(n) = self.fields.get(name)?.parse::<i64>() else {
            self.fault(name, "field-not-number");
            return None;
        };
        if !range.contains(&n) {
            let args = vec![
                ("min", range.start().to_string()),
                ("max", range.end().to_string()),
            ];
            self.fault_with(name, "field-out-of-range", args);
            return None;
        }
        Some(n)
    }
    /// Yuan that must be there, more than zero.
    pub fn yuan(&mut self, name: &str) -> Fen {
        if self.fields.get(name).is_none() {
            self.fault(name, "field-needed");
        }
        self.opt_yuan(name).unwrap_or_default()
    }
    /// Yuan that may be there.
    pub fn opt_yuan(&mut self, name: &str) -> Option<Fen> {
        let found = Fen::from_yuan_text(self.fields.get(name)?).filter(|f| f.0 > 0);
        if found.is_none() {
            self.fault(name, "field-not-money");
        }
        found
    }
    /// A day that must be there.
    pub fn day(&mut self, name: &str) -> Option<Day> {
        if self.fields.get(name).is_none() {
            self.fault(name, "field-needed");
        }
        self.opt_day(name)
    }
    /// A day that may be there (1900..2200).
    pub fn opt_day(&mut self, name: &str) -> Option<Day> {
        let day = self.fields.get(name)?.parse::<Day>().ok();
        let day = day.filter(|d| (1900..2200).contains(&d.year()));
        if day.is_none() {
            self.fault(name, "field-not-day");
        }
        day
    }
    /// One of the given codes, which must be there.
    pub fn one_of(&mut self, name: &str, codes: &[&'static str]) -> &'static str {
        if self.fields.get(name).is_none() {
            self.fault(name, "field-needed");
        }
        self.opt_one_of(name, codes).unwrap_or_default()
    }
    /// One of the given codes, which may be there.
    pub fn opt_one_of(&mut self, name: &str, codes: &[&'static str]) -> Option<&'static str> {
        let value = self.fields.get(name)?;
        let found = codes.iter().find(|c| **c == value).copied();
        if found.is_none() {
            self.fault(name, "field-not-choice");
        }
        found
    }
    /// All values of a name, at most `max`.
    pub fn many(&mut self, name: &str, max: usize) -> Vec<String> {
        let values = self.fields.all(name);
        if values.len() > max {
            self.fault_with(name, "field-too-many", vec![("max", max.to_string())]);
        }
        values.into_iter().take(max).map(str::to_owned).collect()
    }
    /// A ticked box.
    pub fn flag(&mut self, name: &str) -> bool {
        self.fields
            .get(name)
            .is_some_and(|v| matches!(v, "1" | "on" | "true" | "yes"))
    }
    /// A mobile number that must be there, as eleven digits.
    pub fn phone(&mut self, name: &str) -> String {
        let Some(text) = self.fields.get(name) else {
            self.fault(name, "field-needed");
            return String::new();
        };
        let phone = check_phone(text);
        if phone.is_none() {
            self.fault(name, "field-not-phone");
        }
        phone.unwrap_or_default()
    }
    /// Refuses names that nobody asked for: a wrong filter is an error, not an empty list.
    pub fn only(&mut self, known: &[&str]) {
        for name in self.fields.names() {
            if !known.contains(&name) && !matches!(name, "said" | "_csrf" | "_once") {
                let args = vec![("name", name.chars().take(40).collect())];
                self.fault_with(name, "field-unknown", args);
            }
        }
    }
    /// Ends the reading: refused with every fault, or fine.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(self.faults))
        }
    }
}
