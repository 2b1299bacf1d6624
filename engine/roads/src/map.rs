//! A map as SVG: an outline, roads, dots that differ in shape as well as colour, names.
//!
//! Every kind of dot is one path, so that a county of 250 villages stays a few kilobytes.

use crate::Wgs84;
use std::fmt::Write as _;

/// What a dot looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    /// A filled circle: a village within reach.
    Within,
    /// An upright triangle, open: a village beyond reach.
    Beyond,
    /// A filled square: a station.
    Station,
    /// A diamond, open and bold: a place proposed.
    Proposed,
}

/// A map to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Map<'a> {
    /// Read out to those who do not see the map.
    pub title: &'a str,
    /// What the map shows, in a sentence or two.
    pub description: &'a str,
    /// Rings of a border.
    pub outline: &'a [Vec<Wgs84>],
    /// Lines of roads.
    pub roads: &'a [Vec<Wgs84>],
    /// Dots.
    pub dots: &'a [(Dot, Wgs84)],
    /// Names beside points.
    pub names: &'a [(Wgs84, &'a str)],
    /// Width in pixels; the height follows.
    pub width: u32,
    /// An opaque ground, for a picture that stands alone.
    pub alone: bool,
}

/// Screen pixels of degrees: equirectangular around the middle, which a county does not notice.
struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    narrow: f64,
}

impl Frame {
    fn at(&self, point: Wgs84) -> (f64, f64) {
        (
            MARGIN + (point.lon() - self.west) * self.narrow * self.scale,
            MARGIN + (self.north - point.lat()) * self.scale,
        )
    }
}

const MARGIN: f64 = 12.0;

impl Map<'_> {
    /// The map as an `<svg>` element.
    #[must_use]
    pub fn svg(&self) -> String {
        let (frame, height) = self.frame();
        let width = self.width.max(100);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"map-title map-description\">\
             <title id=\"map-title\">{}</title><desc id=\"map-description\">{}</desc>",
            escaped(self.title),
            escaped(self.description),
        );
        if self.alone {
            out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        }
        line(
            &mut out,
            &frame,
            self.outline,
            "#8a8577\" fill=\"#f6f4ee",
            true,
        );
        line(&mut out, &frame, self.roads, "#b9b3a2\" fill=\"none", false);
        for (kind, look) in LOOKS {
            let dots = self.dots.iter().filter(|(dot, _)| *dot == kind);
            let path: String = dots.map(|(_, at)| mark(kind, frame.at(*at))).collect();
            if !path.is_empty() {
                let _ = write!(out, "<path {look} d=\"{path}\"/>");
            }
        }
        if !self.names.is_empty() {
            // White behind the letters, so that they are read on any ground.
            out.push_str(
                "<g font-size=\"13\" fill=\"#1b1b1b\" stroke=\"#fff\" stroke-width=\"3\" \
                 paint-order=\"stroke\" text-anchor=\"middle\">",
            );
            for (at, name) in self.names {
                let (x, y) = frame.at(*at);
                let text = escaped(name);
                let _ = write!(out, "<text x=\"{x:.0}\" y=\"{:.0}\">{text}</text>", y - 9.0);
            }
            out.push_str("</g>");
        }
        out.push_str("</svg>");
        out
    }
    /// Everything drawn fits in the width; a map of nothing is a small empty frame.
    fn frame(&self) -> (Frame, u32) {
        let lines = self.outline.iter().chain(self.roads).flatten().copied();
        let points = lines.chain(self.dots.iter().map(|(_, at)| *at));
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for point in points.chain(self.names.iter().map(|(at, _)| *at)) {
            low = (low.0.min(point.lat()), low.1.min(point.lon()));
            high = (high.0.max(point.lat()), high.1.max(point.lon()));
        }
        if low.0 > high.0 {
            (low, high) = ((0.0, 0.0), (0.0, 0.0));
        }
        let narrow = f64::midpoint(low.0, high.0).to_radians().cos().max(0.05);
        let inner = f64::from(self.width.max(100)) - 2.0 * MARGIN;
        let (tall, wide) = (
            (high.0 - low.0).max(1e-4),
            ((high.1 - low.1) * narrow).max(1e-4),
        );
        // A long thin strip from north to south may not run off the page.
        let scale = (inner / wide).min(inner * 2.0 / tall);
        let frame = Frame {
            west: low.1,
            north: high.0,
            scale,
            narrow,
        };
        (frame, (tall * scale + 2.0 * MARGIN).ceil() as u32)
    }
}

const LOOKS: [(Dot, &str); 4] = [
    (Dot::Within, "fill=\"#0a5a3c\""),
    (
        Dot::Beyond,
        "fill=\"#fff\" stroke=\"#a34a00\" stroke-width=\"1.8\"",
    ),
    (Dot::Station, "fill=\"#0b4f8a\" stroke=\"#fff\""),
    (
        Dot::Proposed,
        "fill=\"#f2b300\" stroke=\"#1b1b1b\" stroke-width=\"1.6\"",
    ),
];

fn mark(kind: Dot, (x, y): (f64, f64)) -> String {
    match kind {
        Dot::Within => format!("M{:.1} {y:.1}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z", x - 3.0),
        Dot::Beyond => format!("M{x:.1} {:.1}l4 7h-8z", y - 4.5),
        Dot::Station => format!("M{:.1} {:.1}h9v9h-9z", x - 4.5, y - 4.5),
        Dot::Proposed => format!("M{x:.1} {:.1}l6 6-6 6-6-6z", y - 6.0),
    }
}

fn line(out: &mut String, frame: &Frame, lines: &[Vec<Wgs84>], look: &str, ring: bool) {
    let mut path = String::new();
    for points in lines {
        let mut last = None;
        for point in points {
            let (x, y) = frame.at(*point);
            let at = ((x * 10.0).round(), (y * 10.0).round());
            let letter = if last.is_none() { 'M' } else { 'L' };
            if last != Some(at) {
                let _ = write!(path, "{letter}{} {}", at.0 / 10.0, at.1 / 10.0);
            }
            last = Some(at);
        }
        if ring {
            path.push('z');
        }
    }
    if !path.is_empty() {
        let _ = write!(out, "<path stroke=\"{look}\" d=\"{path}\"/>");
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// A line with fewer points that leaves the old one nowhere by more than `degrees` of latitude or
/// longitude (Douglas and Peucker 1973).
#[must_use]
pub fn simplified(points: &[Wgs84], degrees: f64) -> Vec<Wgs84> {
    let mut keep = vec![false; points.len()];
    let mut open = vec![(0, points.len().saturating_sub(1))];
    for end in [keep.len().checked_sub(1), Some(0)].into_iter().flatten() {
        if let Some(slot) = keep.get_mut(end) {
            *slot = true;
        }
    }
    while let Some((first, last)) = open.pop() {
        let inner = first + 1..last.max(first + 1);
        let off = |n: usize| away(points[n], points[first], points[last]);
        let farthest = inner.max_by(|a, b| off(*a).total_cmp(&off(*b)));
        if let Some(n) = farthest.filter(|n| off(*n) > degrees) {
            keep[n] = true;
            open.extend([(first, n), (n, last)]);
        }
    }
    let kept = points.iter().zip(&keep).filter(|(_, k)| **k);
    kept.map(|(p, _)| *p).collect()
}

/// Degrees between a point and a segment.
fn away(point: Wgs84, a: Wgs84, b: Wgs84) -> f64 {
    let (north, east) = (b.lat() - a.lat(), b.lon() - a.lon());
    let (up, right) = (point.lat() - a.lat(), point.lon() - a.lon());
    let square = north * north + east * east;
    let part = if square > 0.0 {
        ((up * north + right * east) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (up - part * north).hypot(right - part * east)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Wgs84 {
        Wgs84::new(lat, lon).unwrap()
    }

    #[test]
    fn a_map_names_itself_and_escapes_what_it_is_given() {
        let outline = [vec![at(34.0, 110.0), at(34.5, 110.0), at(34.5, 110.8)]];
        let map = Map {
            title: "a<b",
            outline: &outline,
            dots: &[
                (Dot::Within, at(34.2, 110.2)),
                (Dot::Beyond, at(34.4, 110.3)),
            ],
            names: &[(at(34.3, 110.2), "石坡 & \"co\"")],
            width: 640,
            ..Map::default()
        };
        let svg = map.svg();
        assert!(svg.contains("role=\"img\"") && svg.contains("a&lt;b"));
        assert!(svg.contains("石坡 &amp; &quot;co&quot;"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(svg.matches("<path").count(), 3);
        assert!(!Map::default().svg().contains("NaN"));
    }
    #[test]
    fn a_simpler_line_stays_near() {
        let wave = (0..400).map(|n| {
            at(
                34.0 + (f64::from(n) / 9.0).sin() / 100.0,
                110.0 + f64::from(n) / 400.0,
            )
        });
        let wave: Vec<_> = wave.collect();
        let simple = simplified(&wave, 0.003);
        assert!(simple.len() < wave.len() / 4, "{}", simple.len());
        for point in &wave {
            let near = simple.windows(2).map(|p| away(*point, p[0], p[1]));
            assert!(near.fold(f64::MAX, f64::min) <= 0.003);
        }
        assert_eq!(simplified(&[], 1.0), []);
        assert_eq!(simplified(&wave[..1], 1.0), wave[..1]);
    }
}
