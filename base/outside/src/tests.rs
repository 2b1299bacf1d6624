//! The adapters against a gateway and a folder of this machine; the fakes against the ports.

use super::*;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

/// A gateway that answers one request with a status and hands back what it was sent.
fn gateway(status: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut heard, mut buffer) = (Vec::new(), [0; 4096]);
        while !heard.ends_with(b"}") {
            let n = stream.read(&mut buffer).unwrap();
            heard.extend_from_slice(&buffer[..n]);
        }
        let elsewhere = "location: http://127.0.0.1:1/\r\n";
        let head = format!("HTTP/1.1 {status}\r\n{elsewhere}content-length: 0\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        String::from_utf8(heard).unwrap()
    });
    (url, heard)
}

fn folder() -> std::path::PathBuf {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("yizhan-outside-{}-{turn}", std::process::id()))
}

#[tokio::test]
async fn a_message_goes_through_the_gateway() {
    let (url, heard) = gateway("202 Accepted");
    let sms = HttpSms::new(&url, "key").unwrap();
    sms.send("13800000000", "验证码 123456", "msg_1")
        .await
        .unwrap();
    let heard = heard.join().unwrap();
    assert!(heard.starts_with("POST /send HTTP/1.1\r\n"), "{heard}");
    assert!(heard.contains("authorization: Bearer key\r\n"), "{heard}");
    let (_, body) = heard.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let want = serde_json::json!({"to": "13800000000", "text": "验证码 123456", "id": "msg_1"});
    assert_eq!(body, want);
}

#[tokio::test]
async fn the_gateways_answer_tells_whether_to_try_again() {
    for (status, later) in [
        ("429 Too Many Requests", true),
        ("503 Service Unavailable", true),
        ("400 Bad Request", false),
        ("302 Found", false),
    ] {
        let (url, heard) = gateway(status);
        let fault = HttpSms::new(&url, "key")
            .unwrap()
            .send("13800000000", "x", "m")
            .await;
        heard.join().unwrap();
        let fault = fault.unwrap_err();
        assert_eq!(
            matches!(fault, SendFault::Later(_)),
            later,
            "{status}: {fault}"
        );
        assert!(!fault.to_string().contains("138"));
    }
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let sms = HttpSms::new(&format!("http://{closed}/"), "key").unwrap();
    assert!(matches!(
        sms.send("1", "x", "m").await,
        Err(SendFault::Later(_))
    ));
}

#[test]
fn numbers_never_travel_in_the_clear() {
    assert!(HttpSms::new("https://sms.example/send", "key").is_ok());
    for url in [
        "http://sms.example/send",
        "ftp://sms.example",
        "sms.example",
        "http://",
        "",
    ] {
        assert!(HttpSms::new(url, "key").is_err(), "{url}");
    }
}

#[tokio::test]
async fn the_fake_keeps_messages_and_fails_when_told() {
    let (outside, sms, _) = Outside::faked();
    outside.sms.send("1", "one", "a").await.unwrap();
    outside.sms.send("1", "one", "a").await.unwrap();
    sms.fail_next(SendFault::Later("busy".to_owned()));
    assert!(outside.sms.send("1", "two", "b").await.is_err());
    outside.sms.send("1", "two", "b").await.unwrap();
    assert_eq!(sms.sent().len(), 2);
    assert_eq!(sms.last_to("1").unwrap().text, "two");
    for n in 0..FakeSms::KEPT {
        outside.sms.send("2", "x", &n.to_string()).await.unwrap();
    }
    assert_eq!(sms.sent().len(), FakeSms::KEPT);
    sms.clear();
    assert_eq!(sms.last_to("1"), None);
}

#[tokio::test]
async fn folder_and_fake_keep_files_alike() {
    let at = folder();
    let stores: [Box<dyn Files>; 2] = [
        Box::new(FolderFiles::new(&at)),
        Box::new(FakeFiles::default()),
    ];
    for files in stores {
        let name = "licences/emp_1.jpg";
        assert_eq!(files.get(name).await, Err(FileFault::Missing));
        files.put(name, b"one").await.unwrap();
        files.put(name, b"two").await.unwrap();
        assert_eq!(files.get(name).await.unwrap(), b"two");
        files.remove(name).await.unwrap();
        files.remove(name).await.unwrap();
        assert_eq!(files.get(name).await, Err(FileFault::Missing));
        let long = "a".repeat(201);
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            ".x",
            "a/.b",
            "a\\b",
            "a\0b",
        ] {
            assert_eq!(files.get(bad).await, Err(FileFault::BadName), "{bad:?}");
            assert_eq!(
                files.put(bad, b"x").await,
                Err(FileFault::BadName),
                "{bad:?}"
            );
        }
        assert_eq!(files.get(&long).await, Err(FileFault::BadName));
        assert_eq!(files.get("a/b/c/d/e").await, Err(FileFault::BadName));
    }
    std::fs::remove_dir_all(at).unwrap();
}

#[tokio::test]
async fn a_file_is_whole_and_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder();
    let files = Arc::new(FolderFiles::new(&at));
    let writers = (0..8_u8).map(|n| {
        let files = files.clone();
        tokio::spawn(async move { files.put("x/same", &vec![n; 100_000]).await })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap().unwrap();
    }
    let bytes = files.get("x/same").await.unwrap();
    assert!(bytes.len() == 100_000 && bytes.iter().all(|b| *b == bytes[0]));
    assert_eq!(
        std::fs::read_dir(at.join("x")).unwrap().count(),
        1,
        "nothing unfinished stays"
    );
    let mode = std::fs::metadata(at.join("x/same"))
        .unwrap()
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o600);
    std::fs::remove_dir_all(at).unwrap();
}
