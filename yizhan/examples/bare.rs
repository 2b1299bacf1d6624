//! The yardstick of `cargo xtask bench web`: a bare axum handler that returns the bytes of a file.
//!
//! `bare PORT NAME=FILE…` serves each file's bytes at `/NAME`.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let port: u16 = args.next().unwrap_or_default().parse()?;
    let mut router = Router::new().route("/", get(|| async { "bare" }));
    for pair in args {
        let Some((name, file)) = pair.split_once('=') else {
            anyhow::bail!("write NAME=FILE");
        };
        let bytes = axum::body::Bytes::from(std::fs::read(file)?);
        let answer = move || {
            let bytes = bytes.clone();
            async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
        };
        router = router.route(&format!("/{name}"), get(answer));
    }
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
