//! The frame around every page: name of the market, navigation, language, account, footer; and the few pages that belong to no capability.

use actix_web::HttpResponse;
use askama::Template;
use askama::filters::HtmlSafe;

use super::{Ctx, Markup};
use crate::domain::role::Role;
use crate::platform::routes::Routes;
use crate::platform::{assets, i18n};

/// An entry of a navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub href: &'static str,
    pub label: String,
    /// Whether the page shown lies under this entry.
    pub current: bool,
}

/// What the public may look at, in the order of a reader's questions.
const PUBLIC: &[(&str, &str)] =
    &[("/projects", "nav-projects"), ("/results", "nav-results"), ("/agencies", "nav-agencies"), ("/verify", "nav-verify")];
const DESK: (&str, &str) = ("/desk", "nav-desk");
const ADMIN: (&str, &str) = ("/admin", "nav-admin");
const FOOT: &[(&str, &str)] = &[
    ("/log", "nav-log"),
    ("/blacklist", "nav-blacklist"),
    ("/rules", "nav-rules"),
    ("/api/openapi.json", "nav-api"),
    ("/accessibility", "nav-accessibility"),
];

/// Static files, the language link and the accessibility statement.
pub fn routes(r: &mut Routes<'_>) {
    assets::routes(r);
    i18n::routes(r);
    r.get("/accessibility", accessibility);
}

#[derive(Template)]
#[template(path = "layout/accessibility.html")]
struct AccessibilityPage<'a> {
    ctx: &'a Ctx,
}

async fn accessibility(ctx: Ctx) -> HttpResponse {
    ctx.ok(&AccessibilityPage { ctx: &ctx })
}

/// Where the frame's part that depends on the reader begins and ends, and where a message is put.
const TOP: (&[u8], &[u8]) = (b"<header class=\"top\">", b"</header>");
const MAIN: &[u8] = b"<main id=\"main\" tabindex=\"-1\">";

/// Parts of the frame that are the same on every page.
macro_rules! parts {
    ($($part:ident $path:literal)+) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $part<'a> {
            ctx: &'a Ctx,
        }

        impl HtmlSafe for $part<'_> {}
    )+};
}

parts! {
    Links "layout/links.html"
    Top "layout/top.html"
    Flash "layout/flash.html"
    Foot "layout/foot.html"
}

impl Ctx {
    /// The sign, the style and the script of every page.
    pub fn links(&self) -> Links<'_> {
        Links { ctx: self }
    }

    /// The top of every page: name of the market, navigation, language, account.
    pub fn top(&self) -> Top<'_> {
        Top { ctx: self }
    }

    /// What was just done, in a sentence.
    pub fn flashed(&self) -> Flash<'_> {
        Flash { ctx: self }
    }

    /// The foot of every page.
    pub fn foot(&self) -> Foot<'_> {
        Foot { ctx: self }
    }

    /// A page as this reader gets it, from the bytes everybody gets: with the reader's own top and message. For pages whose content is the same
    /// for all who read this language; `None` where the bytes are no page of ours, or a part does not render.
    pub fn dressed(&self, common: &[u8]) -> Option<Vec<u8>> {
        let from = position(common, TOP.0)?;
        let to = from + position(&common[from..], TOP.1)? + TOP.1.len();
        let main = to + position(&common[to..], MAIN)? + MAIN.len();
        let (top, flash) = (self.top().render().ok()?, self.flashed().render().ok()?);
        Some([&common[..from], top.as_bytes(), &common[to..main], flash.as_bytes(), &common[main..]].concat())
    }

    /// The main navigation: the work list first for whoever is signed in, the administration last for who may use it.
    pub fn nav(&self) -> Vec<NavItem> {
        let desk = self.who.as_ref().map(|_| DESK);
        let admin = self.who.as_ref().filter(|viewer| viewer.role == Role::Administrator).map(|_| ADMIN);
        desk.into_iter().chain(PUBLIC.iter().copied()).chain(admin).map(|(href, key)| self.entry(href, key)).collect()
    }

    /// The navigation at the foot of every page.
    pub fn foot_nav(&self) -> Vec<NavItem> {
        FOOT.iter().map(|&(href, key)| self.entry(href, key)).collect()
    }

    fn entry(&self, href: &'static str, key: &'static str) -> NavItem {
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        let current = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        NavItem { href, label: self.t(key), current }
    }

    /// `临澄市中介服务网上超市`.
    pub fn market(&self) -> String {
        self.msg("site-name").with("city", self.site.city.say(self.t)).to_string()
    }

    /// The lines at the foot: who runs the market and how to reach them.
    pub fn contact_lines(&self) -> Vec<String> {
        let (site, t) = (&self.site, self.t);
        let help = t.msg("site-help").with("phone", &site.service_phone).with("hours", t.t("site-hours"));
        let supervision = t.msg("site-supervision").with("phone", &site.supervision_phone);
        vec![t.msg("site-host").with("host", site.host.say(t)).to_string(), help.to_string(), supervision.to_string()]
    }

    /// The address of an embedded file: see [`assets::asset`].
    pub fn asset(&self, name: &str) -> &'static str {
        assets::asset(name)
    }

    /// The hidden field that proves a form came from a page of this session. Empty for anonymous readers, whose pages carry no token.
    pub fn csrf(&self) -> Markup {
        match &self.who {
            Some(viewer) => Markup::hidden("csrf", &viewer.csrf),
            None => Markup::default(),
        }
    }
}

fn position(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Site, Viewer};
    use super::*;
    use crate::domain::time::Instant;
    use crate::platform::i18n::Lang;

    fn seen_by(role: Option<Role>, path: &str) -> Ctx {
        let mut ctx = Ctx::bare(Lang::Zh, Arc::new(Site::of_lincheng()), Instant(0));
        ctx.path = path.to_owned();
        ctx.who =
            role.map(|role| Viewer {
                user_id: "u".into(), name: "林知远".into(), org_name: None, role, lang: None, csrf: "t0ken".into()
            });
        ctx
    }

    #[test]
    fn the_entry_of_the_page_shown_is_marked() {
        let current =
            |path: &str| seen_by(None, path).nav().into_iter().filter(|item| item.current).map(|item| item.href).collect::<Vec<_>>();
        assert_eq!(current("/projects?page=2"), ["/projects"]);
        assert_eq!(current("/projects/p1/signups"), ["/projects"]);
        assert_eq!(current("/projectsx"), Vec::<&str>::new());
    }

    #[test]
    fn each_role_sees_its_own_entries_and_anonymous_pages_carry_no_token() {
        let hrefs = |role| seen_by(role, "/").nav().into_iter().map(|item| item.href).collect::<Vec<_>>();
        assert_eq!(hrefs(None), ["/projects", "/results", "/agencies", "/verify"]);
        assert_eq!(hrefs(Some(Role::Operator)).first(), Some(&"/desk"));
        assert_eq!(hrefs(Some(Role::Administrator)).last(), Some(&"/admin"));
        assert_eq!(seen_by(None, "/").csrf().to_string(), "");
        assert!(seen_by(Some(Role::Owner), "/").csrf().to_string().contains("value=\"t0ken\""));
    }

    #[test]
    fn a_page_dressed_for_a_reader_is_the_page_rendered_for_that_reader() {
        let whole = |ctx: &Ctx| AccessibilityPage { ctx }.render().unwrap();
        let common = whole(&seen_by(None, "/accessibility"));
        for flash in [None, Some("报名已提交 <b>".to_owned())] {
            for role in [None, Some(Role::Owner), Some(Role::Administrator)] {
                let reader = Ctx { flash: flash.clone(), ..seen_by(role, "/accessibility") };
                assert_eq!(String::from_utf8(reader.dressed(common.as_bytes()).unwrap()).unwrap(), whole(&reader));
            }
        }
        assert_eq!(seen_by(None, "/").dressed(b"<header class=\"top\"> no page"), None);
    }
}
