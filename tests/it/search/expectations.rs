//! What both engines must do.

use std::collections::BTreeMap;

use mingxuan::platform::search::{AgencyHits, AgencyQuery, Engine, Search, Sort};

use super::register::{Register, agency};

struct Asking<'a> {
    register: &'a Register,
    search: &'a Search,
    engine: Engine,
}

pub async fn hold(register: &Register, search: &Search, engine: Engine) {
    let asking = Asking { register, search, engine };
    asking.words().await;
    asking.unfinished_and_misspelt().await;
    asking.filters_and_counts().await;
    asking.order_and_pages().await;
    asking.hostile_text().await;
    asking.changes().await;
}

impl Asking<'_> {
    async fn ask(&self, asked: AgencyQuery) -> AgencyHits {
        let hits = self.search.query(asked).await.expect("an answer");
        assert_eq!(hits.engine, self.engine, "another engine answered");
        hits
    }

    /// The ids found by `text`, sorted.
    async fn found(&self, text: &str) -> Vec<String> {
        let hits = self.ask(AgencyQuery { text: text.to_owned(), ..AgencyQuery::default() }).await;
        assert_eq!(hits.total, hits.ids.len() as u64, "{text}: the total is not what one page holds");
        let mut ids = hits.ids;
        ids.sort();
        ids
    }

    async fn finds(&self, text: &str, expected: &[&str]) {
        assert_eq!(self.found(text).await, expected, "{text:?} on {}", self.engine);
    }

    async fn words(&self) {
        self.finds("造价咨询", &["huacheng", "anqing", "qianxin", "shenzhou"].sorted()).await;
        self.finds("监理", &["qianxin", "zhongtian"]).await;
        self.finds("贵阳监理", &["qianxin", "zhongtian"]).await;
        self.finds("监理 贵阳", &["qianxin", "zhongtian"]).await;
        self.finds("安徽造价", &["anqing"]).await;
        self.finds("华诚", &["huacheng"]).await;
        self.finds("华诚建设", &["huacheng"]).await;
        self.finds("贵州华诚建设工程造价咨询有限公司", &["huacheng"]).await;
        self.finds("综合资质", &["zhongtian"]).await;
        self.finds("bim", &["shenzhou"]).await;
        self.finds("ＢＩＭ", &["shenzhou"]).await;
        self.finds("91520100MA6DKXJ04P", &["huacheng"]).await;
        self.finds("91520100ma6dkxj04p", &["huacheng"]).await;
        self.finds("91520100MA6DKXJ04Q", &[]).await;
        self.finds("囧囧囧", &[]).await;
        self.finds("qqzzxxvv", &[]).await;
        self.finds("监理 qqzzxxvv", &[]).await;
        assert_eq!(self.found("").await.len(), 7, "all that are listed");
    }

    async fn unfinished_and_misspelt(&self) {
        self.finds("工程造", &["huacheng", "anqing", "qianxin", "shenzhou"].sorted()).await;
        self.finds("Guizh", &["huacheng"]).await;
        self.finds("Guizh ", &[]).await;
        self.finds("Enviromental asessment", &["beichen", "lvyuan", "shenzhou"]).await;
        self.finds("Huachng", &["huacheng"]).await;
        self.finds("Hxxcheng", &[]).await;
        self.finds("cst", &[]).await;
    }

    async fn filters_and_counts(&self) {
        let all = self.ask(AgencyQuery::default()).await;
        assert_eq!(all.facets.items, counts(&[("cost", 4), ("eia", 3), ("supervision", 2)]));
        assert_eq!(all.facets.provinces, counts(&[("11", 2), ("34", 1), ("52", 4)]));

        let in_guizhou = AgencyQuery { provinces: vec!["52".to_owned()], ..AgencyQuery::default() };
        let hits = self.ask(in_guizhou.clone()).await;
        assert_eq!(hits.total, 4);
        assert_eq!(hits.facets.items, counts(&[("cost", 2), ("eia", 1), ("supervision", 2)]), "counted within the province");
        assert_eq!(hits.facets.provinces, all.facets.provinces, "a filter does not narrow its own counts");

        let of_cost = self.ask(AgencyQuery { items: vec!["cost".to_owned()], ..in_guizhou.clone() }).await;
        assert_eq!(of_cost.total, 2);
        assert_eq!(of_cost.facets.items, hits.facets.items);
        assert_eq!(of_cost.facets.provinces, counts(&[("11", 1), ("34", 1), ("52", 2)]));

        let either = AgencyQuery { items: vec!["eia".to_owned(), "supervision".to_owned()], ..AgencyQuery::default() };
        assert_eq!(self.ask(either).await.total, 5, "any of the items");
        let with_words = self.ask(AgencyQuery { text: "监理".to_owned(), ..in_guizhou.clone() }).await;
        assert_eq!((with_words.total, with_words.facets.items), (2, counts(&[("cost", 1), ("supervision", 2)])));
        let nowhere = self.ask(AgencyQuery { provinces: vec!["99".to_owned()], ..AgencyQuery::default() }).await;
        assert_eq!((nowhere.total, nowhere.facets.items.len()), (0, 0));
        assert_eq!(nowhere.facets.provinces, all.facets.provinces);
    }

    async fn order_and_pages(&self) {
        let by_credit = AgencyQuery { sort: Sort::Credit, per_page: 3, ..AgencyQuery::default() };
        let first = self.ask(by_credit.clone()).await;
        assert_eq!((first.total, first.ids.as_slice()), (7, ["zhongtian", "anqing", "huacheng"].map(str::to_owned).as_slice()));
        assert_eq!(self.ask(AgencyQuery { page: 2, ..by_credit.clone() }).await.ids, ["beichen", "qianxin", "lvyuan"]);
        assert_eq!(self.ask(AgencyQuery { page: 3, ..by_credit.clone() }).await.ids, ["shenzhou"]);
        for page in [4, 1_000_000, usize::MAX] {
            let beyond = self.ask(AgencyQuery { page, ..by_credit.clone() }).await;
            assert_eq!((beyond.total, beyond.ids.len()), (7, 0), "page {page}");
        }
        assert_eq!(self.ask(AgencyQuery { page: 0, per_page: 0, ..by_credit.clone() }).await.ids, ["zhongtian"]);
        assert_eq!(self.ask(AgencyQuery { sort: Sort::Relevance, ..by_credit }).await.ids, first.ids, "no words: by credit");

        let by_name = AgencyQuery { sort: Sort::Name, ..AgencyQuery::default() };
        assert_eq!(
            self.ask(by_name).await.ids,
            ["shenzhou", "anqing", "beichen", "huacheng", "lvyuan", "qianxin", "zhongtian"],
            "Latin first, then by the reading of the Chinese"
        );
        let named = AgencyQuery { text: "监理".to_owned(), sort: Sort::Credit, ..AgencyQuery::default() };
        assert_eq!(self.ask(named).await.ids, ["zhongtian", "qianxin"]);
        let best = self.ask(AgencyQuery { text: "绿源环境".to_owned(), ..AgencyQuery::default() }).await;
        assert_eq!(best.ids.first().map(String::as_str), Some("lvyuan"));
    }

    async fn hostile_text(&self) {
        let long = "监理".repeat(50_000);
        for text in [
            "\"",
            "'",
            "*",
            "?",
            "~",
            "^",
            ":",
            "name:",
            "+-&&||!",
            "(",
            "[a TO b]",
            "{",
            "\\",
            "/re/",
            "%",
            "_",
            "\u{0}",
            "\u{202e}",
            "-监理x",
            "a OR b AND NOT c",
            "<script>alert(1)</script>",
            "'; DROP TABLE agencies; --",
            "😀",
            &long,
        ] {
            let strange = vec![text.chars().take(500).collect()];
            self.ask(AgencyQuery { text: text.to_owned(), ..AgencyQuery::default() }).await;
            let filtered = self.ask(AgencyQuery { items: strange.clone(), provinces: strange, ..AgencyQuery::default() }).await;
            assert_eq!(filtered.total, 0, "{:?} is no item", text.chars().take(20).collect::<String>());
        }
        self.finds("“监理”（-）", &["qianxin", "zhongtian"]).await;
        let many = (0..10_000).map(|n| n.to_string()).collect();
        assert_eq!(self.ask(AgencyQuery { items: many, ..AgencyQuery::default() }).await.total, 0);
    }

    async fn changes(&self) {
        self.register.put(agency("xinda", "信达测绘院"));
        self.announce("xinda").await;
        self.finds("测绘", &["xinda"]).await;

        let mut renamed = agency("xinda", "信达勘察院");
        renamed.items = vec!["survey".to_owned()];
        self.register.put(renamed.clone());
        self.announce("xinda").await;
        self.finds("测绘", &[]).await;
        self.finds("勘察", &["xinda"]).await;
        assert_eq!(self.ask(AgencyQuery::default()).await.facets.items.get("survey"), Some(&1));

        self.register.put(mingxuan::platform::search::AgencyDoc { listed: false, ..renamed.clone() });
        self.announce("xinda").await;
        self.finds("勘察", &[]).await;

        self.register.put(renamed);
        self.announce("xinda").await;
        self.finds("勘察", &["xinda"]).await;
        self.search.rebuild().await.expect("made again");
        self.finds("勘察", &["xinda"]).await;

        self.register.remove("xinda");
        self.announce("xinda").await;
        self.finds("勘察", &[]).await;
        let after = self.ask(AgencyQuery::default()).await;
        assert_eq!((after.total, after.facets.items.get("survey")), (7, None));
    }

    async fn announce(&self, id: &str) {
        self.search.announce(vec![id.to_owned()]).await.expect("announced");
    }
}

trait Sorted {
    fn sorted(self) -> Self;
}

impl<const N: usize> Sorted for [&str; N] {
    fn sorted(mut self) -> Self {
        self.sort();
        self
    }
}

fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}
