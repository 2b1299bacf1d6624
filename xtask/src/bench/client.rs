//! A small HTTP/1.1 client with keep-alive, for this machine only.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with query, percent-encoded.
    pub path: String,
    /// Further header lines, each ended by CR LF.
    pub headers: String,
    /// Body.
    pub body: String,
}

impl Ask {
    /// A plain reading request.
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: "GET",
            path: path.into(),
            ..Self::default()
        }
    }
    /// A form sent in.
    pub fn form(path: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let pairs = fields.iter().map(|(k, v)| format!("{k}={}", encode(v)));
        Self {
            method: "POST",
            path: path.into(),
            headers: "Content-Type: application/x-www-form-urlencoded\r\n".into(),
            body: pairs.collect::<Vec<_>>().join("&"),
        }
    }
    /// A JSON body sent in.
    pub fn json(path: impl Into<String>, body: &serde_json::Value) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            headers: "Content-Type: application/json\r\n".into(),
            body: body.to_string(),
        }
    }
    /// The same with one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
pub fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let mut out = String::new();
    for b in text.bytes() {
        if plain(b) {
            out.push(char::from(b));
        } else {
            out += &format!("%{b:02X}");
        }
    }
    out
}

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as it came over the wire, without chunk marks.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.as_str())
    }
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// `name=value` of every cookie set.
    pub fn cookies(&self) -> Vec<String> {
        let set = self.headers.iter().filter(|(n, _)| n == "set-cookie");
        set.filter_map(|(_, v)| v.split(';').next().map(str::to_owned))
            .collect()
    }
}

/// One connection.
pub struct Client {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// A client that connects when it is first used.
    pub fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    fn connect(&self) -> std::io::Result<BufReader<TcpStream>> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(BufReader::new(stream))
    }

    /// Sends and waits for the answer. A failed connection is opened anew the next time; nothing
    /// is sent twice.
    pub fn send(&mut self, ask: &Ask) -> Result<Answer, String> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.connect().map_err(|why| why.to_string())?,
        };
        let answer = exchange(&mut stream, self.port, ask).map_err(|why| why.to_string())?;
        if answer.header("connection") != Some("close") {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

fn exchange(stream: &mut BufReader<TcpStream>, port: u16, ask: &Ask) -> std::io::Result<Answer> {
    let Ask {
        method,
        path,
        headers,
        body,
    } = ask;
    let length = match *method {
        "GET" => String::new(),
        _ => format!("Content-Length: {}\r\n", body.len()),
    };
    let text = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}{length}\r\n{body}"
    );
    stream.get_mut().write_all(text.as_bytes())?;
    let status = line(stream)?;
    let mut answer = Answer {
        status: status
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .unwrap_or(0),
        ..Answer::default()
    };
    loop {
        let header = line(stream)?;
        if header.is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':') {
            answer
                .headers
                .push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    answer.body = match answer.header("content-length").and_then(|l| l.parse().ok()) {
        Some(length) => exactly(stream, length)?,
        None if answer.header("transfer-encoding") == Some("chunked") => chunks(stream)?,
        None => Vec::new(),
    };
    Ok(answer)
}

fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> std::io::Result<Vec<u8>> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn chunks(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(stream)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16);
        let size = size.map_err(std::io::Error::other)?;
        body.extend(exactly(stream, size)?);
        line(stream)?;
        if size == 0 {
            return Ok(body);
        }
    }
}
