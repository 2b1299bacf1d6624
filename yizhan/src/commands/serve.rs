//! `yizhan serve` and `yizhan work`.

use crate::args::{Common, Serve};
use crate::open::{County, Opening, county};
use anyhow::{Context, Result, bail};
use outside::{FakeSms, HttpSms, Sms};
use std::net::SocketAddr;
use std::sync::Arc;
use web::Settings;

/// Ends when the service manager or the person at the keyboard says so.
async fn told_to_stop() {
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be heard");
                let _ = tokio::signal::ctrl_c().await;
                return;
            }
        };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

fn sms(options: &Serve) -> Result<Arc<dyn Sms>> {
    match (&options.sms_url, options.demo) {
        (Some(url), false) => {
            let token = options.sms_token.as_deref().unwrap_or_default();
            Ok(Arc::new(
                HttpSms::new(url, token).map_err(|f| anyhow::anyhow!("{f}"))?,
            ))
        }
        (_, demo) => {
            if !demo {
                tracing::warn!(
                    "no SMS gateway is set: codes and notices reach nobody by telephone"
                );
            }
            Ok(Arc::new(FakeSms::default()))
        }
    }
}

/// Serves pages and API.
pub async fn serve(common: &Common, options: &Serve) -> Result<()> {
    if options.demo && !options.listen.ip().is_loopback() {
        bail!("--demo opens doors without a key, so it listens on a loopback address only");
    }
    let settings = Settings {
        demo: options.demo,
        secure_cookies: options.behind_tls,
        behind_proxy: options.behind_tls,
        ..Settings::default()
    };
    let opening = Opening {
        settings,
        sms: sms(options)?,
        ..Opening::default()
    };
    let County { whole, runner } = county(common, opening).await?;
    let house = whole.house.clone();
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", options.listen))?;
    let address = listener.local_addr()?;
    println!("yizhan listens on http://{address}");
    if options.demo {
        crate::commands::doors::print(&house, address).await?;
    }
    let service = web::router(house.clone(), whole.routes);
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let until = |mut stopped: tokio::sync::watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|s| *s).await;
    };
    let work = async {
        if !options.no_work {
            runner.run(until(stopped.clone())).await;
        }
    };
    let watch_keys = crate::commands::keys::watch(common.clone(), house.clone(), stopped.clone());
    let pages = async {
        let served = axum::serve(listener, service).with_graceful_shutdown(until(stopped.clone()));
        served.await.context("the listener failed")
    };
    let signal = async {
        told_to_stop().await;
        let _ = stop.send(true);
    };
    let (served, (), (), ()) = tokio::join!(pages, work, watch_keys, signal);
    let ctx = house.system("ending");
    if let Err(refusal) = placements::liking::keep_looks(&ctx, &house.db).await {
        tracing::warn!(%refusal, "what people looked at last was not kept");
    }
    served
}

/// Works off jobs only.
pub async fn work(common: &Common) -> Result<()> {
    let County { runner, .. } = county(common, Opening::default()).await?;
    println!("yizhan works off jobs");
    runner.run(told_to_stop()).await;
    Ok(())
}
