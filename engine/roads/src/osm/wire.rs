//! Reads protocol-buffer fields from bytes without trusting any of them.

/// A field's content.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Fixed-width fields, which no message of ours uses.
    Fixed,
}

impl<'a> Field<'a> {
    pub(super) fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(b) => Some(b),
            _ => None,
        }
    }
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::Varint(n) => Some(n),
            _ => None,
        }
    }
}

/// Takes a base-128 number off the front.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (&first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Zigzag: small negative numbers as small numbers.
pub(super) fn signed(n: u64) -> i64 {
    (n >> 1).cast_signed() ^ -(n & 1).cast_signed()
}

/// Takes `length` bytes off the front.
fn take<'a>(bytes: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
    *bytes = rest;
    Some(front)
}

/// Takes the next field off the front: its number and content; `None` when it is damaged.
pub(super) fn field<'a>(bytes: &mut &'a [u8]) -> Option<(u64, Field<'a>)> {
    let key = varint(bytes)?;
    let field = match key & 7 {
        0 => Field::Varint(varint(bytes)?),
        1 => take(bytes, 8).map(|_| Field::Fixed)?,
        2 => {
            let length = varint(bytes)?;
            Field::Bytes(take(bytes, length)?)
        }
        5 => take(bytes, 4).map(|_| Field::Fixed)?,
        _ => return None,
    };
    Some((key >> 3, field))
}

/// Calls `each` for every field; `None` when the message is damaged or `each` says so.
pub(super) fn fields<'a>(
    mut bytes: &'a [u8],
    mut each: impl FnMut(u64, Field<'a>) -> Option<()>,
) -> Option<()> {
    while !bytes.is_empty() {
        let (number, content) = field(&mut bytes)?;
        each(number, content)?;
    }
    Some(())
}

/// A packed list of numbers.
pub(super) fn packed(mut bytes: &[u8]) -> Option<Vec<u64>> {
    let mut all = Vec::with_capacity(bytes.len() / 2);
    while !bytes.is_empty() {
        all.push(varint(&mut bytes)?);
    }
    Some(all)
}

/// A packed list of differences, summed up.
pub(super) fn deltas(bytes: &[u8]) -> Option<Vec<i64>> {
    let mut at = 0i64;
    let all = packed(bytes)?.into_iter();
    all.map(|n| {
        at = at.checked_add(signed(n))?;
        Some(at)
    })
    .collect()
}
