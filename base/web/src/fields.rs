//! What came with a form or a query: names, values, files.

/// A file that came with a form.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Its name as the browser gave it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Names and values in the order they came.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) files: Vec<(String, Upload)>,
}

impl Fields {
    /// Reads `a=1&b=2`.
    #[must_use]
    pub fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded);
        let pairs = pairs.map(|(k, v)| (k.into_owned(), storable(&v))).collect();
        Self {
            pairs,
            files: Vec::new(),
        }
    }
    /// From names and values in hand.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let pairs = pairs
            .into_iter()
            .map(|(n, v)| (n.into(), v.into()))
            .collect();
        Self {
            pairs,
            files: Vec::new(),
        }
    }
    /// Adds a value.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.push((name.to_owned(), value.into()));
    }
    /// The first value of a name, trimmed; `None` when absent or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }
    /// All values of a name that are not empty.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self
            .pairs
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.trim());
        values.filter(|v| !v.is_empty()).collect()
    }
    /// A file.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|(n, f)| n == name && !f.bytes.is_empty())
            .map(|(_, f)| f)
    }
    /// Names that came, each once.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.pairs.iter().map(|(n, _)| n.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
    /// A typed reading that collects every fault before it refuses.
    #[must_use]
    pub fn reader(&self) -> crate::Reader<'_> {
        crate::Reader::new(self)
    }
    /// The same query with one name set to another value (or left out): for links of filters.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (n, v) in self
            .pairs
            .iter()
            .filter(|(n, v)| n != name && !v.is_empty())
        {
            out.append_pair(n, v);
        }
        if let Some(value) = value {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

/// No database keeps NUL in a text; it becomes the sign for an unreadable character.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
