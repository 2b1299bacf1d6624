//! Breaks text into lines: Chinese between any two characters, Latin between words.

use crate::Typeface;

/// What may not begin a line (避头).
const NOT_FIRST: &str = "，。、；：？！）》」』】”’…％%)],.;:?!·—";
/// What may not end a line (避尾).
const NOT_LAST: &str = "（《「『【“‘([¥￥";

/// Is it one of the letters that stay together in a word?
fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '_' | '/' | '#' | ':' | '%')
}

/// Pieces that are not broken: a word, or one character with what clings to it.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut glue = false;
    for c in text.chars() {
        let last = out.last().and_then(|p| p.chars().last());
        let same_word = last.is_some_and(|l| joins(l) && joins(c));
        if let Some(piece) = out.last_mut()
            && (same_word || glue || (NOT_FIRST.contains(c) && !piece.trim().is_empty()))
        {
            piece.push(c);
        } else {
            out.push(c.to_string());
        }
        glue = NOT_LAST.contains(c);
    }
    out
}

/// The lines of a text in a width, in points. There is always at least one line.
pub(crate) fn lines(face: &Typeface, text: &str, size: f32, width: f32) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0.0;
        let mut put = |piece: &str, out: &mut Vec<String>| {
            let wide = face.width(piece, size);
            if used + wide > width && !line.is_empty() {
                out.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0.0;
            }
            if !(line.is_empty() && piece.trim().is_empty()) {
                line.push_str(piece);
                used += wide;
            }
        };
        for piece in pieces(paragraph) {
            if face.width(&piece, size) > width {
                for c in piece.chars() {
                    put(&c.to_string(), &mut out);
                }
            } else {
                put(&piece, &mut out);
            }
        }
        out.push(line.trim_end().to_owned());
    }
    out
}
