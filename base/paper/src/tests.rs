//! Pages hold what they should, break where they may, and are the same each time.

use crate::wrap::lines;
use crate::{Attachment, Block, Column, Document, Typeface, print};
use kernel::Moment;
use std::path::PathBuf;

fn face() -> Option<Typeface> {
    // A machine without a Chinese typeface cannot print; what it says then is tested apart.
    Typeface::find().ok()
}

fn sample(rows: usize) -> Document {
    let row = |n: usize| vec![format!("第 {n} 行"), "摘核桃、装车，一天一结".repeat(3)];
    Document {
        title: "试印".to_owned(),
        language: "zh-CN",
        foot: "驿站".to_owned(),
        made_at: Moment::from_millis(1_795_395_600_000),
        blocks: vec![
            Block::Title("证据包".to_owned()),
            Block::Heading("第一部分".to_owned()),
            Block::Text("这一份材料里的每一行都能核对。".repeat(20)),
            Block::Small("SM3".to_owned()),
            Block::Rows(vec![("姓名".to_owned(), "张三".to_owned())]),
            Block::Rule,
            Block::Table {
                columns: vec![Column::new("名", 1), Column::new("事", 3)],
                rows: (0..rows).map(row).collect(),
            },
            Block::Qr {
                content: "https://example.invalid/evidence".to_owned(),
                caption: "扫一扫，核对真假".to_owned(),
            },
        ],
        attachments: vec![Attachment {
            name: "facts.json".to_owned(),
            media: "application/json",
            description: "the facts".to_owned(),
            bytes: b"{\"a\":1}".to_vec(),
        }],
    }
}

fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type/Page/").count() + text.matches("/Type/Page\n").count()
}

#[test]
fn the_same_document_gives_the_same_bytes_with_its_file_inside() {
    let Some(face) = face() else { return };
    let one = print(&face, &sample(3)).expect("printed");
    let two = print(&face, &sample(3)).expect("printed");
    assert_eq!(one, two);
    assert!(one.starts_with(b"%PDF-"));
    let inside = one.windows(7).any(|w| w == b"{\"a\":1}");
    assert!(inside, "the file travels as it is");
    assert!(one.len() < 200_000, "only the letters used: {}", one.len());
}

#[test]
fn a_long_table_goes_over_many_pages() {
    let Some(face) = face() else { return };
    let set = crate::layout::set(&face, &sample(300));
    assert!(set.len() >= 8, "{} pages", set.len());
    let pdf = print(&face, &sample(300)).expect("printed");
    assert!(pages(&pdf) <= set.len());
    let mut long = sample(1);
    long.blocks = vec![Block::Table {
        columns: vec![Column::new("长", 1)],
        rows: vec![vec!["很长".repeat(5000)]],
    }];
    assert!(crate::layout::set(&face, &long).len() > 3);
}

#[test]
fn no_line_begins_with_a_stop_or_is_wider_than_the_page() {
    let Some(face) = face() else { return };
    let text = "张三说，明天（星期二）早上六点，在村口等车。Order LN-20261124-D0001 是这一单。";
    for width in [60.0, 90.0, 133.0, 210.0] {
        let set = lines(&face, text, 10.0, width);
        assert_eq!(set.join("").replace(' ', ""), text.replace(' ', ""));
        for line in set {
            assert!(!line.starts_with(['，', '。', '）']), "{line}");
            assert!(!line.ends_with('（'), "{line}");
            assert!(face.width(&line, 10.0) <= width + 30.0, "{line}");
        }
    }
    assert_eq!(lines(&face, "", 10.0, 50.0), vec![String::new()]);
}

#[test]
fn without_a_chinese_typeface_the_places_searched_are_told() {
    let nowhere = vec![PathBuf::from("/nowhere/a.ttc"), PathBuf::from("/dev/null")];
    let Err(told) = Typeface::first(&nowhere) else {
        panic!("there is nothing at these places")
    };
    assert_eq!(told.searched, nowhere);
    assert!(told.to_string().contains("/nowhere/a.ttc"));
}
