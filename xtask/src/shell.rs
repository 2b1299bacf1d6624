//! Running other programs: found by name, spoken of by what they do, errors as plain sentences.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace's root folder: cargo says where at run time, for a build folder shared between
/// checkouts may hold a program that was compiled in another one.
pub fn root() -> PathBuf {
    let said = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = said.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// A command that runs in the workspace's root.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs us, so that a toolchain override is kept.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where a program is on the PATH, if it is.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}

/// Are we the superuser? PostgreSQL and Chromium's sandbox refuse to run as one.
pub fn is_root() -> bool {
    let told = Command::new("id").arg("-u").output();
    told.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// Runs to the end with our own output; anything but success is an error.
pub fn run(command: &mut Command) -> Result<(), String> {
    let name = spoken(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(why) => Err(format!("`{name}` could not be started: {why}")),
    }
}

/// Runs to the end and gives what it wrote to its output.
pub fn read(command: &mut Command) -> Result<String, String> {
    let name = spoken(command);
    let out = command.stderr(Stdio::inherit()).output();
    let out = out.map_err(|why| format!("`{name}` could not be started: {why}"))?;
    if !out.status.success() {
        return Err(format!("`{name}` ended with {}", out.status));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Runs to the end, passing every line on and also handing it to `each`.
pub fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Result<(), String> {
    let name = spoken(command);
    let (reader, writer) = std::io::pipe().map_err(|why| why.to_string())?;
    let other = writer.try_clone().map_err(|why| why.to_string())?;
    let spawned = command.stdout(writer).stderr(other).spawn();
    // The command keeps its ends of the pipe until it is told to let go.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = spawned.map_err(|why| format!("`{name}` could not be started: {why}"))?;
    for line in BufReader::new(reader).lines() {
        let Ok(line) = line else { break };
        println!("{line}");
        each(&line);
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(why) => Err(format!("`{name}`: {why}")),
    }
}

/// A port on 127.0.0.1 that nobody holds right now.
pub fn free_port() -> Result<u16, String> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(|why| why.to_string())?;
    Ok(listener.local_addr().map_err(|why| why.to_string())?.port())
}

/// The command as one would type it, without the folder of the program.
fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let args = command
        .get_args()
        .map(|arg| arg.to_string_lossy().into_owned());
    let words = std::iter::once(program.to_string_lossy().into_owned()).chain(args);
    words.collect::<Vec<_>>().join(" ")
}
