//! QR codes as dark runs of modules.

/// A dark run: row, first column, length, in modules.
pub(crate) struct Run {
    pub row: usize,
    pub from: usize,
    pub length: usize,
}

/// The code's size in modules and its dark runs; `None` when the text is too long for a code.
pub(crate) fn runs(text: &str) -> Option<(usize, Vec<Run>)> {
    let code = fast_qr::QRBuilder::new(text).build().ok()?;
    let mut runs = Vec::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let dark = |c: usize| c < code.size && code[row][c].value();
            let length = (column..).take_while(|c| dark(*c)).count();
            if length > 0 {
                runs.push(Run {
                    row,
                    from: column,
                    length,
                });
            }
            column += length.max(1);
        }
    }
    Some((code.size, runs))
}
