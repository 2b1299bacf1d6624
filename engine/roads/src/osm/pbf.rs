//! The blocks of an .osm.pbf file: nodes and ways with their tags.
//!
//! Format: <https://wiki.openstreetmap.org/wiki/PBF_Format>. Sizes are bounded as it asks (64 KiB a
//! header, 32 MiB a block), so that a small file cannot ask for much memory.

use super::wire::{Field, deltas, fields, packed, varint};
use crate::Fault;
use flate2::read::ZlibDecoder;
use std::io::Read;

const HEADER_BYTES: usize = 64 * 1024;
const BLOCK_BYTES: usize = 32 * 1024 * 1024;

/// What stands in a block, borrowed from it.
pub(super) enum Element<'a> {
    Node(Node<'a>),
    Way(Way<'a>),
}

/// A point; degrees in ten-millionths.
pub(super) struct Node<'a> {
    pub(super) id: i64,
    pub(super) at: (i32, i32),
    pub(super) tags: Vec<(&'a str, &'a str)>,
}

/// A line through nodes.
pub(super) struct Way<'a> {
    pub(super) refs: Vec<i64>,
    pub(super) tags: Vec<(&'a str, &'a str)>,
}

/// Calls `each` for every node and way in the order of the file.
pub(super) fn elements(
    bytes: &[u8],
    mut each: impl FnMut(Element) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut at = 0;
    let mut first = true;
    while at < bytes.len() {
        let wrong = |what| Fault::Extract { at, what };
        let rest = &bytes[at..];
        let (kind, blob, used) = framed(rest).map_err(wrong)?;
        if first && kind != "OSMHeader" {
            return Err(wrong("it does not begin with an OSM header"));
        }
        first = false;
        let content = unpacked(blob).ok_or_else(|| wrong("a block is damaged or not zlib"))?;
        match kind {
            "OSMHeader" => header(&content).map_err(wrong)?,
            "OSMData" => {
                let mut refused = None;
                let whole = block(&content, &mut |element| match each(element) {
                    Ok(()) => Some(()),
                    Err(fault) => {
                        refused = Some(fault);
                        None
                    }
                });
                if let Some(fault) = refused {
                    return Err(fault);
                }
                whole.ok_or_else(|| wrong("a block is damaged"))?;
            }
            // The format asks readers to pass over what they do not know.
            _ => {}
        }
        at += used;
    }
    if first {
        return Err(Fault::Extract {
            at: 0,
            what: "it is empty",
        });
    }
    Ok(())
}

/// Kind and blob of the next block, and the bytes it takes.
fn framed(bytes: &[u8]) -> Result<(&str, &[u8], usize), &'static str> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or("it ends early")?;
    let length = u32::from_be_bytes(*length) as usize;
    if length > HEADER_BYTES {
        return Err("it is not an .osm.pbf file");
    }
    let (header, rest) = rest.split_at_checked(length).ok_or("it ends early")?;
    let (mut kind, mut size) = (None, None);
    fields(header, |number, content| {
        match number {
            1 => kind = Some(std::str::from_utf8(content.bytes()?).ok()?),
            3 => size = Some(usize::try_from(content.number()?).ok()?),
            _ => {}
        }
        Some(())
    })
    .ok_or("a block's header is damaged")?;
    let (kind, size) = kind.zip(size).ok_or("a block's header is damaged")?;
    if size > BLOCK_BYTES {
        return Err("a block is larger than 32 MiB");
    }
    let blob = rest.get(..size).ok_or("it ends early")?;
    Ok((kind, blob, 4 + length + size))
}

/// The content of a blob: plain or zlib, which is what every program writes.
fn unpacked(blob: &[u8]) -> Option<Vec<u8>> {
    let (mut plain, mut zipped) = (None, None);
    fields(blob, |number, content| {
        match number {
            1 => plain = Some(content.bytes()?.to_vec()),
            3 => zipped = content.bytes(),
            _ => {}
        }
        Some(())
    })?;
    if plain.is_some() {
        return plain;
    }
    let mut content = Vec::new();
    let most = u64::try_from(BLOCK_BYTES).ok()?;
    let mut reader = ZlibDecoder::new(zipped?).take(most + 1);
    reader.read_to_end(&mut content).ok()?;
    (content.len() <= BLOCK_BYTES).then_some(content)
}

/// Refuses what the file says a reader must understand and this one does not.
fn header(content: &[u8]) -> Result<(), &'static str> {
    let mut strange = false;
    let whole = fields(content, |number, field| {
        if number == 4 {
            let needed = std::str::from_utf8(field.bytes()?).ok()?;
            strange |= !matches!(needed, "OsmSchema-V0.6" | "DenseNodes");
        }
        Some(())
    });
    whole.ok_or("the header is damaged")?;
    if strange {
        return Err("it needs a feature that is not read here (history files are not)");
    }
    Ok(())
}

/// Strings and scale of a block.
struct Block<'a> {
    strings: Vec<&'a str>,
    granularity: i64,
    offset: (i64, i64),
}

type Each<'e> = &'e mut dyn FnMut(Element) -> Option<()>;

fn block(content: &[u8], each: Each) -> Option<()> {
    let mut block = Block {
        strings: Vec::new(),
        granularity: 100,
        offset: (0, 0),
    };
    let mut groups = Vec::new();
    fields(content, |number, field| {
        match number {
            1 => fields(field.bytes()?, |n, string| {
                if n == 1 {
                    // Some old objects hold broken text; no tag of ours does.
                    let text = std::str::from_utf8(string.bytes()?).unwrap_or_default();
                    block.strings.push(text);
                }
                Some(())
            })?,
            2 => groups.push(field.bytes()?),
            17 => block.granularity = field.number()?.cast_signed(),
            19 => block.offset.0 = field.number()?.cast_signed(),
            20 => block.offset.1 = field.number()?.cast_signed(),
            _ => {}
        }
        Some(())
    })?;
    for group in groups {
        fields(group, |number, field| match number {
            1 => block.node(field.bytes()?, each),
            2 => block.dense(field.bytes()?, each),
            3 => block.way(field.bytes()?, each),
            _ => Some(()),
        })?;
    }
    Some(())
}

impl<'a> Block<'a> {
    fn string(&self, n: u64) -> Option<&'a str> {
        self.strings.get(usize::try_from(n).ok()?).copied()
    }
    fn tags(&self, keys: &[u64], values: &[u64]) -> Option<Vec<(&'a str, &'a str)>> {
        let pairs = keys.iter().zip(values);
        pairs
            .map(|(&k, &v)| Some((self.string(k)?, self.string(v)?)))
            .collect()
    }
    /// Nanodegrees → ten-millionths of a degree; `None` outside the globe.
    fn at(&self, lat: i64, lon: i64) -> Option<(i32, i32)> {
        let scaled = |offset: i64, n: i64, most: i64| {
            let nano = n.checked_mul(self.granularity)?.checked_add(offset)?;
            let e7 = nano / 100;
            (e7.abs() <= most).then(|| i32::try_from(e7).ok()).flatten()
        };
        Some((
            scaled(self.offset.0, lat, 900_000_000)?,
            scaled(self.offset.1, lon, 1_800_000_000)?,
        ))
    }
    fn node(&self, bytes: &[u8], each: Each) -> Option<()> {
        let (mut id, mut lat, mut lon) = (0, 0, 0);
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        fields(bytes, |number, field| {
            let zigzag = |f: Field| f.number().map(super::wire::signed);
            match number {
                1 => id = zigzag(field)?,
                2 => keys = packed(field.bytes()?)?,
                3 => values = packed(field.bytes()?)?,
                8 => lat = zigzag(field)?,
                9 => lon = zigzag(field)?,
                _ => {}
            }
            Some(())
        })?;
        let (at, tags) = (self.at(lat, lon)?, self.tags(&keys, &values)?);
        each(Element::Node(Node { id, at, tags }))
    }
    fn dense(&self, bytes: &[u8], each: Each) -> Option<()> {
        let (mut ids, mut lats, mut lons) = (Vec::new(), Vec::new(), Vec::new());
        let mut pairs: &[u8] = &[];
        fields(bytes, |number, field| {
            match number {
                1 => ids = deltas(field.bytes()?)?,
                8 => lats = deltas(field.bytes()?)?,
                9 => lons = deltas(field.bytes()?)?,
                10 => pairs = field.bytes()?,
                _ => {}
            }
            Some(())
        })?;
        if lats.len() != ids.len() || lons.len() != ids.len() {
            return None;
        }
        for (n, &id) in ids.iter().enumerate() {
            let mut tags = Vec::new();
            // Tags of all nodes in one list, each node's ended by a 0; none at all if no node has
            // any.
            while !pairs.is_empty() {
                let key = varint(&mut pairs)?;
                if key == 0 {
                    break;
                }
                tags.push((self.string(key)?, self.string(varint(&mut pairs)?)?));
            }
            let at = self.at(lats[n], lons[n])?;
            each(Element::Node(Node { id, at, tags }))?;
        }
        Some(())
    }
    fn way(&self, bytes: &[u8], each: Each) -> Option<()> {
        let (mut keys, mut values, mut refs) = (Vec::new(), Vec::new(), Vec::new());
        fields(bytes, |number, field| {
            match number {
                2 => keys = packed(field.bytes()?)?,
                3 => values = packed(field.bytes()?)?,
                8 => refs = deltas(field.bytes()?)?,
                _ => {}
            }
            Some(())
        })?;
        let tags = self.tags(&keys, &values)?;
        each(Element::Way(Way { refs, tags }))
    }
}
