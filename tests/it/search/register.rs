//! A small register of agencies in memory, and the sequence of its changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use mingxuan::platform::search::{AgencyDoc, Change, Feed};

#[derive(Clone, Default)]
pub struct Register(Arc<Mutex<State>>);

#[derive(Default)]
pub struct State {
    pub docs: BTreeMap<String, AgencyDoc>,
    pub changes: Vec<Change>,
    pub broken: bool,
    pub reads: usize,
}

impl Register {
    pub fn holding(docs: Vec<AgencyDoc>) -> Register {
        let register = Register::default();
        docs.into_iter().for_each(|doc| register.put(doc));
        register
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn put(&self, doc: AgencyDoc) {
        let mut state = self.state();
        let seq = state.changes.last().map_or(1, |change| change.seq + 1);
        state.changes.push(Change { seq, agency: doc.id.clone() });
        state.docs.insert(doc.id.clone(), doc);
    }

    pub fn remove(&self, id: &str) {
        let mut state = self.state();
        let seq = state.changes.last().map_or(1, |change| change.seq + 1);
        state.changes.push(Change { seq, agency: id.to_owned() });
        state.docs.remove(id);
    }

    pub fn feed(&self, origin: &str) -> Feed {
        let (head, after, docs) = (self.clone(), self.clone(), self.clone());
        Feed {
            origin: origin.to_owned(),
            head: Box::new(move || Ok(head.state().changes.last().map_or(0, |change| change.seq))),
            after: Box::new(move |(cursor, limit)| {
                let mut state = after.state();
                if state.broken {
                    return Err("the database is away".into());
                }
                state.reads += 1;
                Ok(state.changes.iter().filter(|change| change.seq > cursor).take(limit).cloned().collect())
            }),
            docs: Box::new(move |ids| {
                let state = docs.state();
                Ok(ids.iter().filter_map(|id| state.docs.get(id).cloned()).collect())
            }),
        }
    }
}

/// An agency with nothing remarkable but its id and name.
pub fn agency(id: &str, name: &str) -> AgencyDoc {
    AgencyDoc {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: None,
        uscc: format!("9152010000000{:0>5}", id.len()),
        province_code: "52".to_owned(),
        province: "贵州省".to_owned(),
        place: "贵阳市".to_owned(),
        items: vec![],
        item_names: String::new(),
        qualifications: String::new(),
        credit: 600,
        listed: true,
    }
}

const COST: (&str, &str) = ("cost", "工程造价咨询 Engineering cost consulting");
const EIA: (&str, &str) = ("eia", "环境影响评价 Environmental impact assessment");
const SUPERVISION: (&str, &str) = ("supervision", "工程监理 Construction supervision");

fn serving(mut doc: AgencyDoc, items: &[(&str, &str)], credit: i64) -> AgencyDoc {
    doc.items = items.iter().map(|(code, _)| (*code).to_owned()).collect();
    doc.item_names = items.iter().map(|(_, names)| *names).collect::<Vec<_>>().join(" ");
    doc.credit = credit;
    doc
}

fn at(mut doc: AgencyDoc, code: &str, province: &str, place: &str) -> AgencyDoc {
    (doc.province_code, doc.province, doc.place) = (code.to_owned(), province.to_owned(), place.to_owned());
    doc
}

fn known_as(mut doc: AgencyDoc, name_en: &str, uscc: &str) -> AgencyDoc {
    (doc.name_en, doc.uscc) = (Some(name_en.to_owned()), uscc.to_owned());
    doc
}

/// The register every expectation is about.
pub fn agencies() -> Vec<AgencyDoc> {
    let huacheng =
        known_as(agency("huacheng", "贵州华诚建设工程造价咨询有限公司"), "Guizhou Huacheng Cost Consulting", "91520100MA6DKXJ04P");
    let mut zhongtian = agency("zhongtian", "中天监理有限公司");
    zhongtian.qualifications = "工程监理综合资质 甲级".to_owned();
    let mut hidden = agency("hidden", "贵阳华诚隐名事务所");
    hidden.listed = false;
    vec![
        serving(huacheng, &[COST], 870),
        serving(zhongtian, &[SUPERVISION], 910),
        serving(agency("qianxin", "黔信工程监理咨询有限公司"), &[SUPERVISION, COST], 700),
        serving(
            known_as(agency("lvyuan", "绿源环境科技有限公司"), "Green Spring Environmental Assessment Ltd", "91520100MA6E1B2C3D"),
            &[EIA],
            650,
        ),
        at(serving(agency("anqing", "安庆市建华造价师事务所"), &[COST], 870), "34", "安徽省", "安庆市"),
        at(serving(agency("beichen", "北辰环保技术服务有限公司"), &[EIA], 820), "11", "北京市", "海淀区"),
        at(serving(agency("shenzhou", "BIM神州数字工程有限公司"), &[COST, EIA], 600), "11", "北京市", "朝阳区"),
        hidden, // not to be found by anyone
    ]
}
