//! A receipt as the answer of a page.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};

use crate::platform::log::receipt::ReceiptFile;

/// The file under `name`; `cache` says who may keep it.
pub(super) fn answer((name, cache): (&str, &'static str), file: &ReceiptFile) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.json\"")))
        .insert_header((CACHE_CONTROL, cache))
        .json(file)
}
