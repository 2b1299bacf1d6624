//! PostgreSQL: a pool for transactions and a pool for reading, with statements prepared once.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Config, NoTls, Statement};

use crate::{DbError, Result, Row, Value};

/// How long a caller waits for a connection before [`DbError::Retry`].
const PATIENCE: Duration = Duration::from_secs(5);
const CONNECT: Duration = Duration::from_secs(5);
/// Past this, a connection forgets its prepared statements: statement texts are few by design.
const CACHED_STATEMENTS: usize = 512;

/// Opens a pool; the first connection is made on first use.
pub(crate) fn pool(url: &str, size: usize, durable: bool, read_only: bool) -> Result<Pool> {
    let mut config: Config = url.parse()?;
    let mut options = config.get_options().unwrap_or_default().to_owned();
    // A lock not had in five seconds is a Retry, as on SQLite; no statement runs for ever.
    options.push_str(" -c lock_timeout=5000 -c statement_timeout=60000");
    options.push_str(" -c idle_in_transaction_session_timeout=60000");
    if read_only {
        options.push_str(" -c default_transaction_read_only=on");
    }
    if !durable {
        options.push_str(" -c synchronous_commit=off");
    }
    config
        .options(options.trim())
        .application_name("yizhan")
        .connect_timeout(CONNECT);
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Pool::builder(Manager::from_config(config, NoTls, recycling))
        .max_size(size.max(1))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .build()
        .map_err(DbError::other)
}

/// Where a loan's transaction stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Each statement by itself.
    Auto,
    /// BEGIN goes out together with the first statement, which saves one journey.
    Due,
    /// BEGIN is sent.
    Open,
}

/// A connection on loan; an open transaction is rolled back when it returns.
pub(crate) struct Held {
    /// Some until dropped or committed.
    client: Option<Object>,
    stage: Stage,
}

impl Held {
    /// Takes a connection for single statements.
    pub(crate) async fn take(pool: &Pool) -> Result<Self> {
        Ok(Self {
            client: Some(pool.get().await?),
            stage: Stage::Auto,
        })
    }

    /// Takes a connection for a transaction (READ COMMITTED).
    pub(crate) async fn begin(pool: &Pool) -> Result<Self> {
        Ok(Self {
            client: Some(pool.get().await?),
            stage: Stage::Due,
        })
    }

    /// Runs `work`, behind BEGIN if that is still due.
    async fn run<T>(&mut self, work: impl AsyncFnOnce(&Object) -> Result<T>) -> Result<T> {
        let due = self.stage == Stage::Due;
        if due {
            self.stage = Stage::Open;
        }
        let client = self.client.as_ref();
        let client = client.ok_or_else(|| DbError::other("the connection is gone"))?;
        if !due {
            return work(client).await;
        }
        // Biased: BEGIN is polled, and so sent, before the statement.
        let (begun, done) = tokio::join!(biased; client.batch_execute("BEGIN"), work(client));
        begun?;
        done
    }

    /// Runs statements that have no parameters.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        self.run(async |client| Ok(client.batch_execute(sql).await?))
            .await
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.run(async |client| {
            let statement = prepare(client, sql, params).await?;
            Ok(client.execute(&statement, &borrowed(params)).await?)
        })
        .await
    }

    /// At most `limit` rows.
    pub(crate) async fn rows(
        &mut self,
        sql: &str,
        params: &[Value],
        limit: usize,
    ) -> Result<Vec<Row>> {
        self.run(async |client| {
            let statement = prepare(client, sql, params).await?;
            let found = client.query(&statement, &borrowed(params)).await?;
            let names = statement
                .columns()
                .iter()
                .map(|column| Box::from(column.name()));
            let names: Arc<[Box<str>]> = names.collect();
            found
                .iter()
                .take(limit)
                .map(|row| read(row, &names))
                .collect()
        })
        .await
    }

    /// Makes the transaction last.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if self.stage == Stage::Open {
            let client = self.client.as_ref();
            let client = client.ok_or_else(|| DbError::other("the connection is gone"))?;
            client.batch_execute("COMMIT").await.map_err(unsure)?;
        }
        self.stage = Stage::Auto;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else {
            return;
        };
        if self.stage != Stage::Open {
            return;
        }
        match tokio::runtime::Handle::try_current() {
            // The connection goes back to the pool only after the rollback, or is closed.
            Ok(runtime) => {
                runtime.spawn(async move {
                    if client.batch_execute("ROLLBACK").await.is_err() {
                        drop(Object::take(client));
                    }
                });
            }
            Err(_) => drop(Object::take(client)),
        }
    }
}

/// A connection that broke at the COMMIT leaves open whether it took place, so the transaction may
/// not simply be tried again.
fn unsure(error: tokio_postgres::Error) -> DbError {
    match DbError::from(error) {
        DbError::Lost(why) => DbError::Other(format!("broken off at the commit: {why}")),
        other => other,
    }
}

async fn prepare(client: &Object, sql: &str, params: &[Value]) -> Result<Statement> {
    if client.statement_cache.size() > CACHED_STATEMENTS {
        client.statement_cache.clear();
    }
    let statement = client.prepare_cached(sql).await?;
    let (count, given) = (statement.params().len(), params.len());
    if count != given {
        return Err(DbError::Other(format!(
            "the statement has {count} parameters, not {given}"
        )));
    }
    Ok(statement)
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

impl ToSql for Value {
    /// Writes the value as the type that the server asks for.
    #[expect(clippy::cast_precision_loss, reason = "a count compared with a real")]
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(int), &Type::INT8) => int.to_sql(ty, out),
            (Self::Int(int), &Type::INT4) => i32::try_from(*int)?.to_sql(ty, out),
            (Self::Int(int), &Type::INT2) => i16::try_from(*int)?.to_sql(ty, out),
            (Self::Int(int), &Type::BOOL) => (*int != 0).to_sql(ty, out),
            (Self::Int(int), &Type::FLOAT8) => (*int as f64).to_sql(ty, out),
            (Self::Int(int), &Type::FLOAT4) => (*int as f32).to_sql(ty, out),
            (Self::Real(real), &Type::FLOAT8) => real.to_sql(ty, out),
            #[expect(clippy::cast_possible_truncation, reason = "the column holds no more")]
            (Self::Real(real), &Type::FLOAT4) => (*real as f32).to_sql(ty, out),
            (
                Self::Text(text),
                &(Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN),
            ) => text.to_sql(ty, out),
            (Self::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            _ => Err(format!("the parameter is {}, the server asks for {ty}", self.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Reads a row by the types that the server declares.
fn read(row: &tokio_postgres::Row, names: &Arc<[Box<str>]>) -> Result<Row> {
    let mut values = Vec::with_capacity(names.len());
    for (at, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Value::Int),
            Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(Value::from),
            Type::INT2 => row.try_get::<_, Option<i16>>(at)?.map(Value::from),
            Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(Value::from),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(at)?.map(Value::Real),
            Type::FLOAT4 => row
                .try_get::<_, Option<f32>>(at)?
                .map(|it| Value::Real(it.into())),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                row.try_get::<_, Option<String>>(at)?.map(Value::Text)
            }
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Value::Bytes),
            ref other => {
                let fault = format!("{other} is not portable: CAST it");
                return Err(DbError::decode(column.name(), fault));
            }
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(Row::new(Arc::clone(names), values))
}
