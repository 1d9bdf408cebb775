//! Registering routes, and remembering them: the list of all routes is what the rights test walks.

use actix_web::{FromRequest, Handler, Responder, guard, web};

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

impl<'a> Routes<'a> {
    /// Registers into `config`.
    pub fn new(config: &'a mut web::ServiceConfig) -> Self {
        Routes { config, listed: Vec::new() }
    }

    /// What was registered.
    pub fn listed(self) -> Vec<Listed> {
        self.listed
    }

    /// A page or document to read; never writes. Answers HEAD too.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.config.route(path, web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler));
        self.listed.push(Listed { method: "GET", path });
        self
    }

    methods! {
        /// A change.
        post "POST";
        /// A change of the JSON door that replaces.
        put "PUT";
        /// A change of the JSON door that removes.
        delete "DELETE";
    }
}
