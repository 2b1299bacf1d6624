//! Opens a county: database, keys, files, rooms.

use crate::args::Common;
use anyhow::{Context, Result, bail};
use capability::{Assembly, Whole, assemble, migrations};
use db::{Db, Options};
use jobs::Runner;
use kernel::{Clock, Slots, SystemClock, SystemRng};
use outside::{FolderFiles, Outside, Sms};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vault::Vault;
use web::Settings;

/// Where the key file lies.
#[must_use]
pub fn keys_path(common: &Common) -> PathBuf {
    common
        .keys
        .clone()
        .unwrap_or_else(|| folder(common).join("yizhan.keys"))
}

/// Where stored files lie.
#[must_use]
pub fn files_path(common: &Common) -> PathBuf {
    common
        .files
        .clone()
        .unwrap_or_else(|| folder(common).join("yizhan.files"))
}

/// Where the anchors of the audit trail lie: beside the keys, outside the database.
#[must_use]
pub fn anchors_path(common: &Common) -> PathBuf {
    keys_path(common).with_extension("anchors")
}

fn folder(common: &Common) -> PathBuf {
    let file = common.db.strip_prefix("sqlite:").map(Path::new);
    let parent = file
        .and_then(Path::parent)
        .filter(|p| !p.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Opens the database; makes the folder of a new SQLite file.
pub async fn database(common: &Common, options: Options) -> Result<Db> {
    if common.db.starts_with("sqlite:") {
        let folder = folder(common);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("folder {} cannot be made", folder.display()))?;
    }
    Db::open(&common.db, options)
        .await
        .context("the database cannot be opened")
}

/// Opens the keys. New ones are made only beside an empty database: a county whose keys are
/// lost must hear so, instead of starting anew with files that nobody can read.
pub async fn keys(common: &Common, db: &Db) -> Result<Vault> {
    let path = keys_path(common);
    if !path.exists() {
        let tables = db.tables().await?;
        if tables.iter().any(|t| t.name == "schema_migrations") {
            bail!(
                "the key file {} is missing; without it nothing sealed can be read",
                path.display()
            );
        }
        Vault::create_file(&path, &SystemRng).map_err(|f| anyhow::anyhow!("{f}"))?;
        eprintln!(
            "made the key file {}; keep a copy in another place",
            path.display()
        );
    }
    Vault::open_file(&path).map_err(|f| anyhow::anyhow!("{f}"))
}

/// An opened county.
pub struct County {
    /// Rooms, house, routes, jobs.
    pub whole: Whole,
    /// Works off jobs.
    pub runner: Runner,
}

/// How a county is opened.
pub struct Opening {
    /// Database options.
    pub options: Options,
    /// Settings.
    pub settings: Settings,
    /// The gate for SMS.
    pub sms: Arc<dyn Sms>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Bring the schema to this version first.
    pub migrate: bool,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            options: Options::default(),
            settings: Settings::default(),
            sms: Arc::new(outside::FakeSms::default()),
            clock: Arc::new(SystemClock),
            migrate: true,
        }
    }
}

/// Opens a county.
pub async fn county(common: &Common, opening: Opening) -> Result<County> {
    let db = database(common, opening.options).await?;
    let vault = keys(common, &db).await?;
    let rooms = crate::rooms();
    if opening.migrate {
        let applied = db.migrate(&migrations(&rooms), opening.clock.now()).await?;
        if !applied.is_empty() {
            tracing::info!(count = applied.len(), "schema brought to this version");
        }
    }
    let slots = Arc::new(Slots::default());
    let files = Arc::new(FolderFiles::new(files_path(common)));
    slots.put(Outside {
        sms: opening.sms,
        files,
    });
    slots.put(crate::commands::audit::AnchorFile(anchors_path(common)));
    let assembly = Assembly {
        db,
        vault,
        clock: opening.clock.clone(),
        rng: Arc::new(SystemRng),
        gate: crate::gate(),
        settings: opening.settings,
        slots: slots.clone(),
    };
    let mut whole = assemble(rooms, assembly)
        .await
        .map_err(anyhow::Error::msg)?;
    let jobs = std::mem::take(&mut whole.jobs);
    let house = &whole.house;
    let runner = Runner::new(
        house.db.clone(),
        jobs,
        slots,
        house.clock.clone(),
        house.rng.clone(),
    );
    Ok(County { whole, runner })
}
