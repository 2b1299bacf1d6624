//! Every future of the crate can move between threads.

use db::{Conn, Db, Options, params};

fn sendable<T: Send>(value: T) -> T {
    value
}

async fn through(conn: &mut Conn) -> db::Result<i64> {
    sendable(conn.one("SELECT CAST($1 AS BIGINT) AS n", &params![1]))
        .await?
        .get("n")
}

#[tokio::test]
async fn futures_are_send() {
    let done = sendable(async {
        let db = sendable(Db::open("sqlite::memory:", Options::default())).await?;
        let mut reader = sendable(db.read()).await?;
        let mut tx = sendable(db.begin()).await?;
        sendable(tx.execute("CREATE TABLE t (a BIGINT)", &params![])).await?;
        let both = through(&mut tx).await? + through(&mut reader).await?;
        sendable(tx.commit()).await?;
        Ok::<_, db::DbError>(both)
    });
    assert_eq!(tokio::spawn(done).await.unwrap(), Ok(2));
}
