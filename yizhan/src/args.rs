//! The command line: names and options are a contract that others script against.

use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Yizhan (驿站): a county's gig-labour market and public employment service.
#[derive(Debug, Parser)]
#[command(name = "yizhan", version)]
pub struct Cli {
    /// What is common to all commands.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What is common to all commands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The database: `sqlite:PATH` or `postgres://user@host/name`.
    #[arg(
        long,
        global = true,
        env = "YIZHAN_DB",
        default_value = "sqlite:yizhan.db"
    )]
    pub db: String,
    /// The key file; by default `yizhan.keys` beside the SQLite file or in this folder.
    #[arg(long, global = true, env = "YIZHAN_KEYS")]
    pub keys: Option<PathBuf>,
    /// Folder for stored files; by default `yizhan.files` beside the key file.
    #[arg(long, global = true, env = "YIZHAN_FILES")]
    pub files: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve pages and API; works off jobs too unless told not to.
    Serve(Serve),
    /// Work off jobs only.
    Work,
    /// Bring the database to this version.
    Migrate,
    /// Make the demo county through the real actions.
    Seed(Seed),
    /// Read workers, employers or vacancies from an xlsx or csv file.
    Import(Exchange),
    /// Write workers, employers or vacancies as `import` reads them.
    Export(Exchange),
    /// Copy the running database into one file.
    Backup {
        /// The file to make.
        file: PathBuf,
    },
    /// Bring a backup back into an empty database.
    Restore {
        /// The file to read.
        file: PathBuf,
    },
    /// Copy everything into another, empty database; counted and checked row by row.
    Copy {
        /// Where from.
        #[arg(long)]
        from: String,
        /// Where to.
        #[arg(long)]
        to: String,
    },
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// Evidence packages of day work.
    #[command(subcommand)]
    Evidence(Evidence),
    /// Keys.
    #[command(subcommand)]
    Keys(Keys),
    /// Staff accounts.
    #[command(subcommand)]
    User(User),
    /// The engine on files, without a database.
    #[command(flatten)]
    Files(files::Command),
    /// Look whether everything is in order.
    Check,
    /// Write the generated reference pages.
    #[command(hide = true)]
    Docs {
        /// Folder.
        dir: PathBuf,
    },
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, env = "YIZHAN_LISTEN", default_value = "127.0.0.1:8600")]
    pub listen: SocketAddr,
    /// Demo: log-in links per persona; only on a loopback address.
    #[arg(long)]
    pub demo: bool,
    /// Leave jobs to `yizhan work`.
    #[arg(long)]
    pub no_work: bool,
    /// TLS stands before this: cookies bear `Secure`, addresses come from `X-Forwarded-For`.
    #[arg(long, env = "YIZHAN_BEHIND_TLS")]
    pub behind_tls: bool,
    /// SMS gateway: address that takes a JSON POST.
    #[arg(long, env = "YIZHAN_SMS_URL")]
    pub sms_url: Option<String>,
    /// SMS gateway: bearer token.
    #[arg(long, env = "YIZHAN_SMS_TOKEN", hide_env_values = true)]
    pub sms_token: Option<String>,
}

/// Options of `seed`.
#[derive(Debug, Args)]
pub struct Seed {
    /// One whole Luonan: 75,400 workers and 7,000 posts.
    #[arg(long)]
    pub full: bool,
    /// A corner of the county, for tests: 200 workers, 40 employers, 70 posts.
    #[arg(long, hide = true, conflicts_with = "full")]
    pub small: bool,
    /// The same number makes the same county.
    #[arg(long, default_value_t = 611_021)]
    pub seed: u64,
}

/// A kind of record and a file.
#[derive(Debug, Args)]
pub struct Exchange {
    /// What the rows are.
    #[arg(value_parser = ["workers", "employers", "vacancies"])]
    pub kind: String,
    /// An xlsx or csv file.
    pub file: PathBuf,
}

/// The audit trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Find any changed, removed or reordered line.
    Verify {
        /// Compare with anchors kept elsewhere as well.
        #[arg(long)]
        anchors: Option<PathBuf>,
    },
}

/// Evidence packages of day work.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Tell whether a package is genuine and unchanged; any changed byte makes this fail.
    Verify {
        /// The PDF file.
        file: PathBuf,
    },
}

/// Keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Add a new field key; a running server takes it up within a minute.
    Rotate,
    /// Seal what older keys sealed with the newest key.
    Reseal,
}

/// Staff accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account; prints the first password once.
    Add {
        /// Name to sign in with.
        name: String,
        /// Roles, comma-separated: village-clerk, town-clerk, county-clerk, reviewer,
        /// system-admin, security-admin, audit-admin.
        #[arg(long)]
        roles: String,
        /// Division code that the account may see.
        #[arg(long, default_value = "611021000000")]
        region: String,
    },
    /// List accounts.
    List,
    /// Set a new first password and second factor.
    Reset {
        /// Name to sign in with.
        name: String,
    },
    /// Make a token by which a program acts for the account; prints it once.
    Token {
        /// Name that the account signs in with.
        name: String,
        /// What it may do, comma-separated; `all` = everything of the API that the account may.
        #[arg(long)]
        permissions: String,
        /// Days that it holds.
        #[arg(long, default_value_t = 30)]
        days: i64,
    },
}
