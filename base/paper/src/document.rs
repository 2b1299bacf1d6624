//! What a document is made of.

use kernel::Moment;

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Title, in the file's own description; not printed by itself.
    pub title: String,
    /// BCP 47 tag of its language.
    pub language: &'static str,
    /// Said at the foot of every page, before the page's number.
    pub foot: String,
    /// When it was made.
    pub made_at: Moment,
    /// What stands on the pages, from top to bottom.
    pub blocks: Vec<Block>,
    /// Files that travel inside.
    pub attachments: Vec<Attachment>,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// The document's title.
    Title(String),
    /// A heading; never the last thing on a page.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small letters.
    Small(String),
    /// Names and what they stand for.
    Rows(Vec<(String, String)>),
    /// A table; its headings come again on every page.
    Table {
        /// Columns.
        columns: Vec<Column>,
        /// Rows, each as long as the columns.
        rows: Vec<Vec<String>>,
    },
    /// A QR code with words beside it.
    Qr {
        /// What it says to a telephone.
        content: String,
        /// What it says to people.
        caption: String,
    },
    /// A line across.
    Rule,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Share of the width, against the sum of all columns.
    pub share: u16,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(title: impl Into<String>, share: u16) -> Self {
        let title = title.into();
        Self { title, share }
    }
}

/// A file that travels inside the document, its bytes as they are.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type, e.g. `application/json`.
    pub media: &'static str,
    /// What it is.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
