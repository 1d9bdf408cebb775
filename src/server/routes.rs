//! The route table. Every slice registers its own routes here, in the order of the ladder; the list of all of them is what the rights test walks.

use actix_web::{FromRequest, Handler, Responder, web};

use crate::market;
use crate::platform;

/// One registered route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// `GET` or `POST` …
    pub method: &'static str,
    /// The path pattern, as registered.
    pub path: &'static str,
}

/// Registers routes and remembers them.
pub struct Routes<'a> {
    config: &'a mut web::ServiceConfig,
    listed: Vec<Listed>,
}

macro_rules! methods {
    ($($(#[$meta:meta])* $name:ident $word:literal;)+) => {$(
        $(#[$meta])*
        pub fn $name<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
        where
            F: Handler<Args>,
            Args: FromRequest + 'static,
            F::Output: Responder + 'static,
        {
            self.config.route(path, web::$name().to(handler));
            self.listed.push(Listed { method: $word, path });
            self
        }
    )+};
}

impl Routes<'_> {
    methods! {
        /// A page or document to read; never writes.
        get "GET";
        /// A change.
        post "POST";
        /// A change of the JSON door that replaces.
        put "PUT";
        /// A change of the JSON door that removes.
        delete "DELETE";
    }
}

fn table(r: &mut Routes<'_>) {
    platform::health::routes(r);
    platform::page::routes(r);
    market::accounts::routes(r);
}

/// Registers everything.
pub(super) fn install(config: &mut web::ServiceConfig) -> Vec<Listed> {
    let mut routes = Routes { config, listed: Vec::new() };
    table(&mut routes);
    routes.listed
}

/// Every route there is.
pub fn all() -> Vec<Listed> {
    let mut listed = Vec::new();
    let _app = actix_web::App::new().configure(|config| listed = install(config));
    listed
}
