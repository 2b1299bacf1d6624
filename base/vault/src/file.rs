//! Keys in a file outside the database: one `version purpose hex` a line, `#` begins a comment.

use crate::cipher::{self, Sm4Gcm};
use crate::{Chance, KeyService, MacKey, VaultFault};
use hmac::Hmac;
use sm3::Sm3;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

const HEAD: &str = "\
# Keys of Yizhan. Whoever has this file and the database can read every sealed field;
# whoever loses it can read none. Keep a copy apart from the backups of the database.
# One key a line: version, purpose, key in hexadecimal. Add field keys with the rotate
# command; never change or remove a line.
";

/// Keys read from a file.
pub struct KeyFile {
    fields: BTreeMap<u16, ([u8; 16], Sm4Gcm)>,
    macs: [([u8; 32], Hmac<Sm3>); 3],
}

impl KeyFile {
    /// Fresh keys, field key version 1.
    #[must_use]
    pub fn fresh(rng: &(impl Chance + ?Sized)) -> Self {
        let mut field = [0; 16];
        rng.fill_with_chance(&mut field);
        let macs = [0; 3].map(|_: i32| {
            let mut key = [0; 32];
            rng.fill_with_chance(&mut key);
            key
        });
        Self::of(BTreeMap::from([(1, field)]), macs)
    }
    /// Fixed and public keys.
    #[must_use]
    pub fn for_tests() -> Self {
        Self::of(
            BTreeMap::from([(1, [0x11; 16])]),
            [[0x22; 32], [0x33; 32], [0x44; 32]],
        )
    }
    fn of(fields: BTreeMap<u16, [u8; 16]>, macs: [[u8; 32]; 3]) -> Self {
        let fields = fields
            .into_iter()
            .map(|(v, key)| (v, (key, cipher::cipher(&key))))
            .collect();
        Self {
            fields,
            macs: macs.map(|key| (key, cipher::keyed(&key))),
        }
    }
    /// Reads a key file that only its owner can use.
    pub fn read(path: &Path) -> Result<Self, VaultFault> {
        let fault = |e| VaultFault::File(path.to_owned(), e);
        let mode = fs::metadata(path).map_err(fault)?.permissions().mode() & 0o7777;
        if mode & 0o177 != 0 {
            return Err(VaultFault::TooOpen(path.to_owned(), mode));
        }
        Self::parse(&fs::read_to_string(path).map_err(fault)?)
    }
    /// Reads the lines.
    pub fn parse(text: &str) -> Result<Self, VaultFault> {
        let mut fields = BTreeMap::new();
        let mut macs = [None; 3];
        for (n, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().collect();
            // The line itself stays out of the message: it holds a key.
            let bad = |why: &str| VaultFault::Malformed(format!("line {}: {why}", n + 1));
            let (version, purpose, hex) = match words[..] {
                [] => continue,
                [version, purpose, hex] => (version, purpose, hex),
                _ => return Err(bad("want: version purpose key")),
            };
            let version: u16 = version
                .parse()
                .map_err(|_| bad("the version is no number"))?;
            if purpose == "field" {
                let key = unhex(hex).ok_or_else(|| bad("a field key has 32 hex digits"))?;
                if version == 0 || fields.insert(version, key).is_some() {
                    return Err(bad("field versions begin at 1 and come once"));
                }
                continue;
            }
            let place = MacKey::ALL.iter().position(|k| k.name() == purpose);
            let slot = &mut macs[place.ok_or_else(|| bad("unknown purpose"))?];
            let key = unhex(hex).ok_or_else(|| bad("this key has 64 hex digits"))?;
            if version != 1 || slot.replace(key).is_some() {
                return Err(bad("this key does not rotate: one line, version 1"));
            }
        }
        let lacks = |name: &str| VaultFault::Malformed(format!("no {name} key"));
        let [Some(index), Some(audit), Some(mac)] = macs else {
            let at = macs.iter().position(Option::is_none).unwrap_or(0);
            return Err(lacks(MacKey::ALL[at].name()));
        };
        if fields.is_empty() {
            return Err(lacks("field"));
        }
        Ok(Self::of(fields, [index, audit, mac]))
    }
    /// Adds a field key; answers its version.
    pub fn rotate(&mut self, rng: &(impl Chance + ?Sized)) -> Result<u16, VaultFault> {
        let last = self.fields.keys().next_back().copied().unwrap_or(0);
        let version = last
            .checked_add(1)
            .ok_or_else(|| VaultFault::Malformed("no version is left".to_owned()))?;
        let mut key = [0; 16];
        rng.fill_with_chance(&mut key);
        self.fields.insert(version, (key, cipher::cipher(&key)));
        Ok(version)
    }
    /// Writes a file that was not there before.
    pub fn write_new(&self, path: &Path) -> Result<(), VaultFault> {
        let fault = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::AlreadyExists => VaultFault::Exists(path.to_owned()),
            _ => VaultFault::File(path.to_owned(), e),
        };
        let mut open = OpenOptions::new();
        let mut file = open
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(fault)?;
        file.write_all(self.text().as_bytes()).map_err(fault)?;
        file.sync_all().map_err(fault)
    }
    /// Replaces the file whole, so that a crash leaves the old or the new one, never a torn one.
    pub fn replace(&self, path: &Path) -> Result<(), VaultFault> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let new = Path::new(&name);
        self.write_new(new)?;
        fs::rename(new, path).map_err(|e| VaultFault::File(path.to_owned(), e))
    }
    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (version, (key, _)) in &self.fields {
            let _ = writeln!(text, "{version} field {}", hex(key));
        }
        for (purpose, (key, _)) in MacKey::ALL.iter().zip(&self.macs) {
            let _ = writeln!(text, "1 {} {}", purpose.name(), hex(key));
        }
        text
    }
}

impl KeyService for KeyFile {
    fn versions(&self) -> Vec<u16> {
        self.fields.keys().copied().collect()
    }
    fn check_value(&self, version: u16) -> Option<[u8; 4]> {
        let (key, _) = self.fields.get(&version)?;
        let mac = cipher::hmac(&cipher::keyed(key), &[b"key check value"]);
        Some([mac[0], mac[1], mac[2], mac[3]])
    }
    fn seal(&self, nonce: &[u8; 12], bound: &[u8], plaintext: &[u8]) -> (u16, Vec<u8>) {
        let (version, (_, cipher)) = self.fields.last_key_value().expect("parse wants one");
        (*version, cipher::seal(cipher, nonce, bound, plaintext))
    }
    fn open(
        &self,
        version: u16,
        nonce: &[u8; 12],
        bound: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let key = self
            .fields
            .get(&version)
            .ok_or(VaultFault::UnknownVersion(version))?;
        cipher::open(&key.1, nonce, bound, sealed).ok_or(VaultFault::Altered)
    }
    fn hmac(&self, key: MacKey, parts: &[&[u8]]) -> [u8; 32] {
        cipher::hmac(&self.macs[key as usize].1, parts)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut out = [0; N];
    for (byte, at) in out.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(out)
}
