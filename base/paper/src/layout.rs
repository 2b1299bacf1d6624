//! Where everything stands: blocks become marks on pages.

use crate::wrap::lines;
use crate::{Block, Column, Document, Typeface, qr};

/// A4 in points.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 51.0;
const TOP: f32 = 51.0;
const BOTTOM: f32 = HEIGHT - 62.0;
const INNER: f32 = WIDTH - 2.0 * LEFT;
const PAD: f32 = 4.0;
/// Lines of one cell that stay together; longer cells go on in the next row.
const CELL_LINES: usize = 30;

/// A mark on a page; all in points from the upper left corner.
pub(crate) enum Mark {
    Text {
        x: f32,
        baseline: f32,
        size: f32,
        text: String,
    },
    /// A filled box; `grey` 0 = black, 255 = white.
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        grey: u8,
    },
}

pub(crate) struct Pages<'a> {
    face: &'a Typeface,
    y: f32,
    pub(crate) pages: Vec<Vec<Mark>>,
}

/// Sets a document.
pub(crate) fn set(face: &Typeface, document: &Document) -> Vec<Vec<Mark>> {
    let mut pages = Pages {
        face,
        y: TOP,
        pages: vec![Vec::new()],
    };
    for block in &document.blocks {
        pages.block(block);
    }
    pages.feet(&document.foot);
    pages.pages
}

impl Pages<'_> {
    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.text(text, 19.0, 10.0),
            Block::Heading(text) => {
                self.y += 8.0;
                self.need(80.0);
                self.text(text, 13.0, 4.0);
            }
            Block::Text(text) => self.text(text, 10.5, 6.0),
            Block::Small(text) => self.text(text, 8.5, 4.0),
            Block::Rows(rows) => self.rows(rows),
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Qr { content, caption } => self.qr(content, caption),
            Block::Rule => {
                self.need(10.0);
                self.line(self.y + 4.0);
                self.y += 10.0;
            }
        }
    }

    fn line(&mut self, y: f32) {
        self.mark(Mark::Fill {
            x: LEFT,
            y,
            width: INNER,
            height: 0.6,
            grey: 120,
        });
    }

    fn put(&mut self, x: f32, top: f32, size: f32, text: String) {
        if !text.is_empty() {
            let baseline = top + size * 1.12;
            self.mark(Mark::Text {
                x,
                baseline,
                size,
                text,
            });
        }
    }

    fn text(&mut self, text: &str, size: f32, after: f32) {
        for line in lines(self.face, text, size, INNER) {
            self.need(size * 1.5);
            self.put(LEFT, self.y, size, line);
            self.y += size * 1.5;
        }
        self.y += after;
    }

    fn rows(&mut self, rows: &[(String, String)]) {
        const NAME: f32 = 110.0;
        const SIZE: f32 = 10.0;
        for (name, value) in rows {
            let names = lines(self.face, name, SIZE, NAME - PAD);
            let values = lines(self.face, value, SIZE, INNER - NAME);
            let (mut names, mut values) = (names.into_iter(), values.into_iter());
            loop {
                let (name, value) = (names.next(), values.next());
                if name.is_none() && value.is_none() {
                    break;
                }
                self.need(SIZE * 1.5);
                self.put(LEFT, self.y, SIZE, name.unwrap_or_default());
                self.put(LEFT + NAME, self.y, SIZE, value.unwrap_or_default());
                self.y += SIZE * 1.5;
            }
            self.y += 2.0;
        }
        self.y += 6.0;
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let shares: f32 = columns.iter().map(|c| f32::from(c.share.max(1))).sum();
        let widths: Vec<f32> = columns
            .iter()
            .map(|c| INNER * f32::from(c.share.max(1)) / shares)
            .collect();
        let titles: Vec<String> = columns.iter().map(|c| c.title.clone()).collect();
        self.need(60.0);
        self.cells(&titles, &widths, None, true);
        for row in rows {
            self.cells(row, &widths, Some(&titles), false);
        }
        self.y += 10.0;
    }

    /// One row; `titles` come first when it begins a new page.
    fn cells(&mut self, row: &[String], widths: &[f32], titles: Option<&[String]>, head: bool) {
        const SIZE: f32 = 8.5;
        const STEP: f32 = SIZE * 1.45;
        let set = |(text, width): (&String, &f32)| lines(self.face, text, SIZE, width - PAD);
        let cells: Vec<Vec<String>> = row.iter().zip(widths).map(set).collect();
        let most = cells.iter().map(Vec::len).max().unwrap_or(1);
        for part in 0..most.div_ceil(CELL_LINES) {
            let of = |cell: &Vec<String>| -> Vec<String> {
                let from = (part * CELL_LINES).min(cell.len());
                cell[from..cell.len().min(from + CELL_LINES)].to_vec()
            };
            let parts: Vec<Vec<String>> = cells.iter().map(of).collect();
            let count = parts.iter().map(Vec::len).max().unwrap_or(1);
            let height = count as f32 * STEP + PAD;
            if self.y + height > BOTTOM && self.y > TOP {
                self.turn();
                if let Some(titles) = titles {
                    self.cells(titles, widths, None, true);
                }
            }
            self.row(&parts, widths, height, head);
        }
    }

    fn row(&mut self, parts: &[Vec<String>], widths: &[f32], height: f32, head: bool) {
        const SIZE: f32 = 8.5;
        const STEP: f32 = SIZE * 1.45;
        if head {
            self.mark(Mark::Fill {
                x: LEFT,
                y: self.y,
                width: INNER,
                height,
                grey: 232,
            });
        }
        let (mut x, top) = (LEFT, self.y + PAD / 2.0);
        for (part, width) in parts.iter().zip(widths) {
            for (at, line) in part.iter().enumerate() {
                self.put(x + 1.0, top + at as f32 * STEP, SIZE, line.clone());
            }
            x += width;
        }
        self.y += height;
        self.line(self.y);
    }

    fn qr(&mut self, content: &str, caption: &str) {
        const SIDE: f32 = 96.0;
        self.need(SIDE + 8.0);
        let (top, mut beside) = (self.y, LEFT);
        if let Some((size, runs)) = qr::runs(content) {
            // Four modules of white around it (ISO/IEC 18004), here given by the margin.
            let module = SIDE / size as f32;
            for run in runs {
                self.mark(Mark::Fill {
                    x: LEFT + run.from as f32 * module,
                    y: top + run.row as f32 * module,
                    width: run.length as f32 * module,
                    height: module,
                    grey: 0,
                });
            }
            beside += SIDE + 5.0 * module;
        }
        let said = lines(self.face, caption, 10.0, LEFT + INNER - beside);
        for (at, line) in said.into_iter().enumerate() {
            self.put(beside, top + at as f32 * 15.0, 10.0, line);
        }
        self.y = top + SIDE + 14.0;
    }

    fn feet(&mut self, foot: &str) {
        const SIZE: f32 = 8.0;
        let all = self.pages.len();
        let short = lines(self.face, foot, SIZE, INNER - 60.0);
        let face = self.face;
        for (at, page) in self.pages.iter_mut().enumerate() {
            let number = format!("{} / {all}", at + 1);
            let end = LEFT + INNER - face.width(&number, SIZE);
            for (x, text) in [(LEFT, short[0].clone()), (end, number)] {
                if !text.is_empty() {
                    page.push(Mark::Text {
                        x,
                        baseline: HEIGHT - 36.0,
                        size: SIZE,
                        text,
                    });
                }
            }
        }
    }
}
