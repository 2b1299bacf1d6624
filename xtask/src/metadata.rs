//! What cargo knows of the workspace: packages, licences, the graph, the target folder.

use crate::shell;
use serde_json::Value;
use std::path::PathBuf;

/// The platform whose dependencies are counted, so that the lists are the same everywhere.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Reads `cargo metadata`; with the dependencies of [`PLATFORM`], or of the workspace alone.
pub fn read(dependencies: bool) -> Result<Value, String> {
    let mut cargo = shell::cargo();
    cargo.args(["metadata", "--format-version", "1"]);
    if dependencies {
        cargo.args(["--filter-platform", PLATFORM]);
    } else {
        cargo.arg("--no-deps");
    }
    let text = shell::read(&mut cargo)?;
    serde_json::from_str(&text).map_err(|why| format!("cargo metadata: {why}"))
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf, String> {
    let metadata = read(false)?;
    let dir = metadata["target_directory"].as_str().unwrap_or("target");
    Ok(PathBuf::from(dir))
}

/// The packages of a metadata answer.
pub fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().map_or(&[], Vec::as_slice)
}

/// Builds one of our programs for testing and says where it is.
pub fn binary(package: &str) -> Result<PathBuf, String> {
    let metadata = read(false)?;
    let of = packages(&metadata).iter().find(|p| p["name"] == package);
    let targets = of.and_then(|p| p["targets"].as_array());
    let is_bin = |t: &Value| t["kind"][0] == "bin";
    if !targets.is_some_and(|targets| targets.iter().any(is_bin)) {
        return Err(format!("{package} builds no program"));
    }
    shell::run(shell::cargo().args(["build", "--quiet", "--package", package]))?;
    Ok(target_dir()?.join("debug").join(package))
}
