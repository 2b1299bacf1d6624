//! Codes of printed cards: chance, and a mark by which a made-up code is known as such.

use kernel::Rng;
use vault::Vault;

/// Letters and digits that are not taken for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of chance: 50 bits.
const CHANCE: usize = 10;
/// Characters of the mark: 30 bits.
const MARK: usize = 6;

fn spell(bytes: &[u8], length: usize) -> String {
    bytes
        .iter()
        .take(length)
        .map(|b| char::from(ALPHABET[usize::from(b % 32)]))
        .collect()
}

fn mark(vault: &Vault, chance: &str) -> String {
    spell(&vault.mac("people-card", chance.as_bytes()), MARK)
}

/// A new code.
pub(crate) fn fresh(vault: &Vault, rng: &dyn Rng) -> String {
    let mut bytes = [0u8; CHANCE];
    rng.fill(&mut bytes);
    let chance = spell(&bytes, CHANCE);
    let mark = mark(vault, &chance);
    chance + &mark
}

/// Reads a code as scanned or typed: small letters, spaces, hyphens and the address before it
/// are understood. `None` when it is none of ours.
pub(crate) fn read(vault: &Vault, text: &str) -> Option<String> {
    let tail = text.rsplit_once("/c/").map_or(text, |(_, tail)| tail);
    let code: String = tail
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let fits = code.len() == CHANCE + MARK && code.bytes().all(|b| ALPHABET.contains(&b));
    let (chance, given) = fits.then(|| code.split_at(CHANCE))?;
    (mark(vault, chance) == given).then(|| code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRng;

    #[test]
    fn only_our_own_codes_are_read() {
        let vault = Vault::for_tests();
        let code = fresh(&vault, &SeededRng::new(7));
        assert_eq!(code.len(), 16);
        let typed = format!("http://127.0.0.1/c/{}", code.to_lowercase());
        assert_eq!(read(&vault, &typed).as_deref(), Some(code.as_str()));
        let mut other = code.clone();
        other.replace_range(..1, if code.starts_with('0') { "1" } else { "0" });
        assert_eq!(read(&vault, &other), None);
        assert_eq!(read(&vault, ""), None);
        assert_eq!(read(&vault, "王小明"), None);
    }
}
