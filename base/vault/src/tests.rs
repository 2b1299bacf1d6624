//! Published vectors, and what an intruder with the database alone may try.

use super::*;
use crate::cipher;
use kernel::SeededRng;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use std::path::PathBuf;

const ROW: Field<'_> = Field {
    table: "workers",
    column: "phone",
    row: "wrk_1",
};

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect()
}

fn fresh_path(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("yizhan-vault-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join("keys");
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn sm4_gcm_follows_rfc_8998_a1() {
    let key: [u8; 16] = bytes("0123456789ABCDEFFEDCBA9876543210")
        .try_into()
        .unwrap();
    let nonce: [u8; 12] = bytes("00001234567800000000ABCD").try_into().unwrap();
    let plain = bytes(concat!(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD",
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    ));
    let bound = bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    let sealed = cipher::seal(&cipher::cipher(&key), &nonce, &bound, &plain);
    let want = bytes(concat!(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735",
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D",
        "83DE3541E4C2B58177E065A9BF7B62EC"
    ));
    assert_eq!(sealed, want);
    assert_eq!(
        cipher::open(&cipher::cipher(&key), &nonce, &bound, &sealed),
        Some(plain)
    );
}

#[test]
fn sm4_and_sm3_follow_the_standards() {
    use sm4::cipher::{BlockCipherEncrypt, KeyInit};
    let key: [u8; 16] = bytes("0123456789abcdeffedcba9876543210")
        .try_into()
        .unwrap();
    let mut block = key.into();
    sm4::Sm4::new(&key.into()).encrypt_block(&mut block);
    assert_eq!(block.to_vec(), bytes("681edf34d206965e86b3e94f536e4246"));
    let want = bytes("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_eq!(sm3(b"abc").to_vec(), want);
}

#[test]
fn hmac_sm3_agrees_with_openssl() {
    let key: Vec<u8> = (0..32).collect();
    let vectors: [(&[u8], &[u8], &str); 3] = [
        (
            &key,
            b"hello",
            "6004aa01dfe9ddb3d5faadedc3306310bc8e7b80aba8419f0e9c3735b9da8cbf",
        ),
        (
            &key,
            b"",
            "fda7c78d15984d8771f59f20a69d195c6e237070d37ec962e167326e517433db",
        ),
        (
            &[b'k'; 100],
            b"hello",
            "96e7bb987abfaf7745cd259fbbd128db75bdf6054eda0e0773a7ac29dcf12d18",
        ),
    ];
    for (key, message, want) in vectors {
        let split = message.len() / 2;
        let parts = [&message[..split], &message[split..]];
        assert_eq!(
            cipher::hmac(&cipher::keyed(key), &parts).to_vec(),
            bytes(want)
        );
    }
}

#[test]
fn a_value_opens_only_in_its_own_place() {
    let (vault, rng) = (Vault::for_tests(), SeededRng::new(1));
    let sealed = vault.seal(&rng, ROW, "13800000000");
    assert_eq!(vault.open(ROW, &sealed).unwrap(), "13800000000");
    for elsewhere in [
        Field {
            row: "wrk_2",
            ..ROW
        },
        Field {
            column: "id_card",
            ..ROW
        },
        Field {
            table: "employers",
            ..ROW
        },
    ] {
        let refusal = vault.open(elsewhere, &sealed).unwrap_err();
        assert_eq!(refusal.code, "internal-error");
        assert!(!refusal.to_string().contains("138"));
    }
    assert_ne!(
        sealed,
        vault.seal(&rng, ROW, "13800000000"),
        "the nonce differs each time"
    );
}

#[test]
fn every_altered_byte_is_noticed() {
    let vault = Vault::for_tests();
    let sealed = vault.seal(&SeededRng::new(2), ROW, "611099199001011234");
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert!(vault.open(ROW, &altered).is_err(), "byte {at}");
        assert!(vault.open(ROW, &sealed[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn a_new_key_seals_and_the_old_one_still_opens() {
    let (path, rng) = (fresh_path("rotate"), SeededRng::new(3));
    Vault::create_file(&path, &rng).unwrap();
    let vault = Vault::open_file(&path).unwrap();
    let index = vault.index("phone", "13800000000");
    let old = vault.seal(&rng, ROW, "13800000000");
    assert_eq!((vault.newest(), vault.version_of(&old)), (1, 1));
    assert_eq!(vault.reseal(&rng, ROW, &old), None);

    assert_eq!(Vault::rotate_file(&path, &rng).unwrap(), 2);
    assert_eq!(
        vault.newest(),
        1,
        "a running process keeps its keys until told"
    );
    vault.reload(&path).unwrap();
    assert_eq!(vault.newest(), 2);
    assert_eq!(vault.open(ROW, &old).unwrap(), "13800000000");
    let new = vault.reseal(&rng, ROW, &old).unwrap();
    assert_eq!(vault.version_of(&new), 2);
    assert_eq!(vault.open(ROW, &new).unwrap(), "13800000000");
    assert_eq!(
        vault.index("phone", "13800000000"),
        index,
        "the index key does not rotate"
    );
    let reopened = Vault::open_file(&path).unwrap();
    assert_eq!(reopened.open(ROW, &new).unwrap(), "13800000000");
}

#[test]
fn keys_that_data_rests_on_cannot_be_swapped_while_running() {
    let (path, other) = (fresh_path("swap"), fresh_path("swap-other"));
    Vault::create_file(&path, &SeededRng::new(4)).unwrap();
    Vault::create_file(&other, &SeededRng::new(5)).unwrap();
    let vault = Vault::open_file(&path).unwrap();
    let before = vault.mac("form", b"x");
    assert!(matches!(
        vault.reload(&other),
        Err(VaultFault::KeyChanged(_))
    ));
    assert_eq!(vault.mac("form", b"x"), before);
    let text = std::fs::read_to_string(&path).unwrap();
    let stranger = std::fs::read_to_string(&other).unwrap();
    let audit = |text: &str| {
        text.lines()
            .find(|l| l.contains("audit"))
            .unwrap()
            .to_owned()
    };
    std::fs::write(&path, text.replace(&audit(&text), &audit(&stranger))).unwrap();
    assert!(
        vault
            .reload(&path)
            .unwrap_err()
            .to_string()
            .contains("the audit key")
    );
}

#[test]
fn the_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let path = fresh_path("mode");
    Vault::create_file(&path, &SeededRng::new(6)).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    assert!(matches!(
        Vault::create_file(&path, &SeededRng::new(7)),
        Err(VaultFault::Exists(_))
    ));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let fault = Vault::open_file(&path).err().unwrap().to_string();
    assert!(
        fault.contains("0640") && fault.contains("chmod 600"),
        "{fault}"
    );
}

#[test]
fn a_malformed_file_is_refused_without_showing_a_key() {
    let (field, long) = ("ab".repeat(16), "cd".repeat(32));
    let whole = format!("1 field {field}\n1 index {long}\n1 audit {long} # x\n1 mac {long}\n");
    assert!(KeyFile::parse(&whole).is_ok());
    for (text, part) in [
        (whole.replace("1 mac", "2 mac"), "does not rotate"),
        (whole.replace("1 mac", "1 other"), "unknown purpose"),
        (whole.replace("1 field", "0 field"), "begin at 1"),
        (whole.replace("1 field", "x field"), "no number"),
        (whole.replace(&field, "abc"), "32 hex digits"),
        (whole.replace(&long, &field), "64 hex digits"),
        (
            whole.lines().skip(1).collect::<Vec<_>>().join("\n"),
            "no field key",
        ),
        (
            whole.lines().take(3).collect::<Vec<_>>().join("\n"),
            "no mac key",
        ),
        (format!("{whole}1 field"), "version purpose key"),
    ] {
        let fault = KeyFile::parse(&text).err().unwrap().to_string();
        assert!(fault.contains(part), "{fault} lacks {part}");
        assert!(!fault.contains(&field) && !fault.contains(&long));
    }
}

#[test]
fn purposes_and_links_are_kept_apart() {
    let vault = Vault::for_tests();
    assert_eq!(vault.index("phone", "1").len(), 16);
    assert_ne!(vault.index("phone", "1"), vault.index("id-card", "1"));
    assert_ne!(vault.index("a", "bc"), vault.index("ab", "c"));
    assert_ne!(vault.mac("form", b"x"), vault.mac("card", b"x"));
    let first = vault.chain(&[0; 32], b"one");
    assert_ne!(vault.chain(&first, b"two"), vault.chain(&[0; 32], b"two"));
    let ctx_style: std::sync::Arc<dyn kernel::Rng> = std::sync::Arc::new(SeededRng::new(8));
    assert!(vault.open(ROW, &vault.seal(&ctx_style, ROW, "x")).is_ok());
    assert!(
        vault
            .open(ROW, &vault.seal(ctx_style.as_ref(), ROW, "x"))
            .is_ok()
    );
}

proptest! {
    #[test]
    fn what_is_sealed_opens(text in ".{0,80}", row in "[a-z0-9|_]{0,20}", seed: u64) {
        let vault = Vault::for_tests();
        let field = Field { row: &row, ..ROW };
        let sealed = vault.seal(&SeededRng::new(seed), field, &text);
        prop_assert_eq!(sealed.len(), PREFIX + NONCE + text.len() + TAG);
        prop_assert_eq!(vault.open(field, &sealed).unwrap(), text);
    }
    #[test]
    fn rubbish_never_opens_and_never_panics(rubbish: Vec<u8>) {
        prop_assert!(Vault::for_tests().open(ROW, &rubbish).is_err());
    }
}
