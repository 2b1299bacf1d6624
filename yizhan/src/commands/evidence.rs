//! `yizhan evidence verify`: is a package genuine and unchanged?

use crate::args::Common;
use crate::open::{Opening, county};
use anyhow::{Context, Result, bail};
use gigs::evidence::{Verdict, check};
use std::path::Path;

/// Compares a file with what this county kept; fails when so much as one byte was changed.
pub async fn verify(common: &Common, file: &Path) -> Result<()> {
    let bytes =
        std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let opening = Opening {
        migrate: false,
        ..Opening::default()
    };
    let county = county(common, opening).await?;
    let house = &county.whole.house;
    let mut reader = house.db.read().await?;
    match check::file(&mut reader, &house.vault, &bytes).await? {
        Verdict::Genuine(kept) => {
            println!("genuine and unchanged");
            println!("number  {}", kept.no);
            println!("made    {}", kept.made_at.local());
            println!("period  {} to {}", kept.from_day, kept.to_day);
            println!("digest  {}", kept.digest);
            Ok(())
        }
        Verdict::Repacked(kept) => bail!(
            "the facts inside are those of {}, made {}, but the file around them was changed: \
             its pages may say something else",
            kept.no,
            kept.made_at.local()
        ),
        Verdict::Unknown => bail!("this county made no such file, or it was changed"),
    }
}
