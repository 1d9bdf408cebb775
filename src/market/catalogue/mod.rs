//! The service items of the market, from `config/catalogue.toml`. Law: [`crate::domain::catalogue`].

use std::sync::LazyLock;

use crate::domain::catalogue::{Catalogue, ServiceCode, ServiceItem};

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(crate::defaults::catalogue);

/// The catalogue in force.
pub fn catalogue() -> &'static Catalogue {
    &SHIPPED
}

/// An item by its code.
pub fn item(code: &str) -> Option<&'static ServiceItem> {
    SHIPPED.item(&ServiceCode::from(code))
}
