//! One way to write facts down as bytes, their digest, and how they are found in a file again.

use serde_json::Value;

/// What the facts of every package begin with.
pub const FORMAT: &str = "yizhan-evidence-1";
/// How the bytes of the facts begin: the key that sorts first.
const BEGIN: &[u8] = b"{\"a_format\":\"yizhan-evidence-1\"";

/// The bytes of facts: JSON without spaces, members sorted by name, numbers whole
/// (in the spirit of RFC 8785). The same facts give the same bytes.
#[must_use]
pub fn bytes(facts: &Value) -> Vec<u8> {
    let mut out = String::new();
    write(&mut out, facts);
    out.into_bytes()
}

fn write(out: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            out.push('{');
            for (at, name) in names.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(out, &members[name]);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(out, item);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// SM3 as 64 hex digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(64);
    for byte in vault::sm3(bytes) {
        // Writing into a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of the facts inside a file, when there are any.
#[must_use]
pub fn inside(file: &[u8]) -> Option<&[u8]> {
    let at = file.windows(BEGIN.len()).position(|w| w == BEGIN)?;
    let mut read = serde_json::Deserializer::from_slice(&file[at..]).into_iter::<Value>();
    read.next()?.ok()?;
    Some(&file[at..at + read.byte_offset()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_are_written_one_way_and_found_again() {
        let one = json!({ "b": [1, { "y": "二", "x": null }], "a_format": FORMAT });
        let made = bytes(&one);
        let text = r#"{"a_format":"yizhan-evidence-1","b":[1,{"x":null,"y":"二"}]}"#;
        assert_eq!(String::from_utf8_lossy(&made), text);
        let mut file = b"%PDF-1.7 {\"a_f".to_vec();
        file.extend_from_slice(&made);
        file.extend_from_slice(b" endstream {}");
        assert_eq!(inside(&file), Some(made.as_slice()));
        assert_eq!(inside(b"{\"a_format\":\"other\"}"), None);
        assert_eq!(inside(b"{\"a_format\":\"yizhan-evidence-1\","), None);
        // GB/T 32905-2016, example 1.
        let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(digest(b"abc"), abc);
    }
}
