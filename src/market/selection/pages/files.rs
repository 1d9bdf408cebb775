//! Documents and bundles, byte for byte as they were logged.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpResponse, web};

use crate::app::App;
use crate::error::{Error, Result};
use crate::market::selection::bundle as bundles;
use crate::market::selection::store::{documents, draws};

/// `GET /draws/{draw}/bundle.zip`.
pub async fn bundle(app: web::Data<App>, draw: web::Path<String>) -> Result<HttpResponse> {
    bundle_answer(&app, draw.into_inner()).await
}

/// `GET /draws/{draw}/documents/{name}`.
pub async fn document(app: web::Data<App>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    document_answer(&app, path.into_inner()).await
}

/// The bundle of a draw that has come to its end.
///
/// # Errors
/// [`Error::NotFound`] before that.
pub async fn bundle_answer(app: &App, draw: String) -> Result<HttpResponse> {
    let (shared, name) = (app.clone(), bundles::file_name(&draw));
    let bytes = app
        .db
        .read(move |conn| {
            let draw = draws::load(conn, &draw)?;
            if bundles::exists_for(draw.state) { bundles::archive(conn, &shared, &draw.id) } else { Err(Error::NotFound) }
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(bytes))
}

/// One public document of a draw whose notice is out.
///
/// # Errors
/// [`Error::NotFound`] for everything else.
pub async fn document_answer(app: &App, (draw, name): (String, String)) -> Result<HttpResponse> {
    if !bundles::is_public(&name) {
        return Err(Error::NotFound);
    }
    let paper = app
        .db
        .read(move |conn| {
            let draw = draws::load(conn, &draw)?;
            let published = draw.opens_at.ms() > 0;
            documents::find(conn, &draw.id, &name)?.filter(|_| published).ok_or(Error::NotFound)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(paper.body))
}
