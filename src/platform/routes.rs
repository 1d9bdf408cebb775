//! Registering routes, and remembering them: the list of all routes is what the rights test walks.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Responder, Route, guard, web};

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
    routes: Vec<(Listed, Route)>,
}

/// A request with its body: what the one kind of handler takes that the server sees.
struct Whole(HttpRequest, Payload);

impl FromRequest for Whole {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, body: &mut Payload) -> Self::Future {
        ready(Ok(Whole(request.clone(), body.take())))
    }
}

type Answer = Pin<Box<dyn Future<Output = HttpResponse>>>;

/// A handler of any signature behind one that is the same for all: what the server makes of a handler (its service, the service's factory, their
/// boxes and futures) is compiled once, and not for each of some four hundred.
fn answering<F, Args>(handler: F) -> impl Handler<(Whole,), Output = HttpResponse, Future = Answer>
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    taking(Rc::new(move |request, mut body| {
        let handler = handler.clone();
        Box::pin(async move {
            match Args::from_request(&request, &mut body).await {
                Ok(taken) => handler.call(taken).await.respond_to(&request).map_into_boxed_body(),
                Err(refusal) => HttpResponse::from_error(refusal),
            }
        })
    }))
}

fn taking(handler: Rc<dyn Fn(HttpRequest, Payload) -> Answer>) -> impl Handler<(Whole,), Output = HttpResponse, Future = Answer> {
    move |Whole(request, body)| handler(request, body)
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
            self.routes.push((Listed { method: $word, path }, web::$name().to(answering(handler))));
            self
        }
    )+};
}

impl<'a> Routes<'a> {
    /// Registers into `config`.
    pub fn new(config: &'a mut web::ServiceConfig) -> Self {
        Routes { config, routes: Vec::new() }
    }

    /// Installs what was registered, and tells what it was. A request is compared with one route after the other; so the fixed paths, which are
    /// compared at once, stand before the patterns, and a fixed path before a pattern that would fit it too. Of the fixed ones those that are read
    /// most stand first: the pages everybody enters by have the shortest paths. Of the patterns, pages stand before the doors for programs, and what is read
    /// before what changes; otherwise they stay as they were registered, since two of one kind may fit the same path.
    pub fn install(self) -> Vec<Listed> {
        let (mut fixed, mut patterns): (Vec<_>, Vec<_>) = self.routes.into_iter().partition(|(listed, _)| !listed.path.contains('{'));
        fixed.sort_by_key(|(listed, _)| (listed.method != "GET", listed.path.len()));
        patterns.sort_by_key(|(listed, _)| (listed.path.starts_with("/api/"), listed.method != "GET"));
        let place = |(listed, route): (Listed, Route)| {
            self.config.route(listed.path, route);
            listed
        };
        fixed.into_iter().chain(patterns).map(place).collect()
    }

    /// A page or document to read; never writes. Answers HEAD too.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(answering(handler));
        self.routes.push((Listed { method: "GET", path }, route));
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
