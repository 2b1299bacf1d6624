//! Marks on pages become the bytes of a PDF file.

use crate::layout::{HEIGHT, Mark, WIDTH, set};
use crate::{Attachment, Document, Typeface};
use kernel::Moment;
use krilla::color::luma;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

/// The document could not be made into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable(pub String);

impl std::fmt::Display for Unprintable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the document cannot be printed: {}", self.0)
    }
}

impl std::error::Error for Unprintable {}

/// Prints a document: the same document and typeface give the same bytes.
///
/// # Errors
/// [`Unprintable`] when the typeface cannot be embedded.
pub fn print(face: &Typeface, document: &Document) -> Result<Vec<u8>, Unprintable> {
    let mut file = krilla::Document::new();
    let when = stamp(document.made_at);
    file.set_metadata(
        Metadata::new()
            .title(document.title.clone())
            .language(document.language.to_owned())
            .creator("Yizhan".to_owned())
            .creation_date(when),
    );
    for attachment in &document.attachments {
        file.embed_file(embedded(attachment, when));
    }
    for marks in set(face, document) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| Unprintable("no such page".to_owned()))?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &marks {
            draw(&mut surface, face, mark);
        }
        surface.finish();
        page.finish();
    }
    file.finish().map_err(|e| Unprintable(format!("{e:?}")))
}

/// The bytes travel as they are, so that whoever looks finds them without unpacking.
fn embedded(attachment: &Attachment, when: DateTime) -> EmbeddedFile {
    EmbeddedFile {
        path: attachment.name.clone(),
        mime_type: MimeType::new(attachment.media),
        description: Some(attachment.description.clone()),
        association_kind: AssociationKind::Source,
        data: attachment.bytes.clone().into(),
        modification_date: Some(when),
        compress: Some(false),
        location: None,
    }
}

fn stamp(at: Moment) -> DateTime {
    let (day, minute) = (at.day(), at.minute_of_day());
    let small = |n: i64| u8::try_from(n).unwrap_or(0);
    DateTime::new(u16::try_from(day.year()).unwrap_or(0))
        .month(small(day.month().into()))
        .day(small(day.day().into()))
        .hour(small(minute / 60))
        .minute(small(minute % 60))
        .second(small(at.millis().rem_euclid(60_000) / 1000))
        .utc_offset_hour(8)
        .utc_offset_minute(0)
}

fn fill(grey: u8) -> Fill {
    Fill {
        paint: luma::Color::new(grey).into(),
        ..Fill::default()
    }
}

fn draw(surface: &mut Surface<'_>, face: &Typeface, mark: &Mark) {
    match mark {
        Mark::Text {
            x,
            baseline,
            size,
            text,
        } => {
            surface.set_fill(Some(fill(0)));
            let glyphs = glyphs(face, text);
            let start = Point::from_xy(*x, *baseline);
            surface.draw_glyphs(start, &glyphs, face.font.clone(), text, *size, false);
        }
        Mark::Fill {
            x,
            y,
            width,
            height,
            grey,
        } => {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rect);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*grey)));
                surface.draw_path(&path);
            }
        }
    }
}

fn glyphs(face: &Typeface, text: &str) -> Vec<KrillaGlyph> {
    let glyph = |(at, c): (usize, char)| {
        let (id, wide) = face.glyph(c);
        let range = at..at + c.len_utf8();
        KrillaGlyph::new(GlyphId::new(id), wide, 0.0, 0.0, 0.0, range, None)
    };
    text.char_indices().map(glyph).collect()
}
