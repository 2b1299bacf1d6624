//! The letters: a Chinese typeface of the machine, found when it is needed.

use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The environment variable that names a font file and goes before [`SEARCH`].
pub const VARIABLE: &str = "YIZHAN_FONT";

/// Where Chinese typefaces that may be embedded usually lie, best first. Noto and Source Han are
/// under the SIL Open Font License 1.1, which allows embedding.
pub const SEARCH: &[&str] = &[
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/source-han-sans/SourceHanSansSC-Regular.otf",
    "/usr/share/fonts/adobe-source-han-sans/SourceHanSansSC-Regular.otf",
    "/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Regular.otf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/local/share/fonts/NotoSansCJK-Regular.ttc",
    "/usr/local/share/fonts/NotoSansSC-Regular.otf",
];

/// A character that every Chinese typeface has and no other does.
const PROOF: char = '驿';
/// Stands for what the typeface has no sign for (得不到的字).
const UNKNOWN: char = '〓';

/// No Chinese typeface was found, or the one named cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFont {
    /// Where it was looked for.
    pub searched: Vec<PathBuf>,
}

impl std::fmt::Display for NoFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let paths: Vec<String> = self
            .searched
            .iter()
            .map(|p| p.display().to_string())
            .collect();
        write!(f, "no Chinese typeface at {}", paths.join(", "))
    }
}

impl std::error::Error for NoFont {}

/// A typeface, ready to measure and to print.
pub struct Typeface {
    pub(crate) font: Font,
    glyphs: HashMap<char, (u32, f32)>,
    unknown: (u32, f32),
}

impl Typeface {
    /// The typeface that [`VARIABLE`] names, else the first of [`SEARCH`] that is there.
    ///
    /// # Errors
    /// [`NoFont`] with every place that was tried.
    pub fn find() -> Result<Self, NoFont> {
        match std::env::var_os(VARIABLE).filter(|v| !v.is_empty()) {
            Some(named) => Self::first(&[PathBuf::from(named)]),
            None => Self::first(&SEARCH.iter().map(PathBuf::from).collect::<Vec<_>>()),
        }
    }

    /// The first of these files that holds Chinese.
    ///
    /// # Errors
    /// [`NoFont`] when none does.
    pub fn first(paths: &[PathBuf]) -> Result<Self, NoFont> {
        let found = paths.iter().find_map(|path| Self::read(path));
        found.ok_or_else(|| NoFont {
            searched: paths.to_vec(),
        })
    }

    fn read(path: &Path) -> Option<Self> {
        let bytes = std::fs::read(path).ok()?;
        let index = face(&bytes)?;
        let (glyphs, unknown) = {
            let font = FontRef::from_index(&bytes, index).ok()?;
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let units = f32::from(
                font.metrics(Size::unscaled(), LocationRef::default())
                    .units_per_em,
            );
            let measured = |glyph: skrifa::GlyphId| {
                let wide = metrics.advance_width(glyph).unwrap_or(units);
                (glyph.to_u32(), wide / units)
            };
            let glyphs: HashMap<char, (u32, f32)> = font
                .charmap()
                .mappings()
                .filter_map(|(code, glyph)| Some((char::from_u32(code)?, measured(glyph))))
                .collect();
            let unknown = glyphs.get(&UNKNOWN).copied();
            (
                glyphs,
                unknown.unwrap_or_else(|| measured(skrifa::GlyphId::NOTDEF)),
            )
        };
        glyphs.get(&PROOF)?;
        let font = Font::new(Arc::new(bytes).into(), index)?;
        Some(Self {
            font,
            glyphs,
            unknown,
        })
    }

    /// Number and width (in ems) of a character's glyph.
    pub(crate) fn glyph(&self, c: char) -> (u32, f32) {
        self.glyphs.get(&c).copied().unwrap_or(self.unknown)
    }

    /// Width of a text at a size, in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.glyph(c).1).sum::<f32>() * size
    }
}

/// The face of simplified Chinese in a collection; the only face of a file that is none.
fn face(bytes: &[u8]) -> Option<u32> {
    let count = match skrifa::raw::FileRef::new(bytes).ok()? {
        skrifa::raw::FileRef::Font(_) => return Some(0),
        skrifa::raw::FileRef::Collection(all) => all.len(),
    };
    let simplified = |index: &u32| {
        let Ok(font) = FontRef::from_index(bytes, *index) else {
            return false;
        };
        let names = font.localized_strings(StringId::FAMILY_NAME);
        names.into_iter().any(|name| {
            let name = name.to_string();
            name.ends_with(" SC") || name.ends_with(" CN")
        })
    };
    Some((0..count).find(simplified).unwrap_or(0))
}
