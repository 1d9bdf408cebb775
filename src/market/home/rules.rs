//! The policy in force, number by number with its sentence, and all versions there are.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::numbers::{self, Node};
use crate::app::App;
use crate::db::Topic;
use crate::domain::money::Fen;
use crate::domain::policy::{Policy, PolicyVersion};
use crate::error::{Error, Result};
use crate::platform::i18n::{Lang, T};
use crate::platform::kept;
use crate::platform::page::Ctx;

/// A number with its sentence.
struct Rule {
    sentence: String,
    /// The number in words; several where the rule is a list.
    values: Vec<String>,
}

/// The rules of one subject.
struct Group {
    id: String,
    title: String,
    rules: Vec<Rule>,
}

/// A version in the list.
struct Version {
    name: String,
    from: String,
    in_force: bool,
    shown: bool,
}

#[derive(Template)]
#[template(path = "home/rules.html")]
struct RulesPage<'a> {
    ctx: &'a Ctx,
    version: &'a str,
    from: String,
    source: &'a str,
    in_force: bool,
    groups: Vec<Group>,
    versions: Vec<Version>,
}

/// Which version is asked for; none is the one in force.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    version: String,
}

/// `GET /rules`.
pub async fn show(app: web::Data<App>, ctx: Ctx, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let in_force = app.policies.in_force(ctx.now);
    let policy = match asked.version.as_str() {
        "" => in_force,
        name => app.policies.get(&PolicyVersion::from(name)).ok_or(Error::NotFound)?,
    };
    kept::answer(&app, &ctx, &[Topic::Projects], async || {
        let version = |known: &Policy| Version {
            name: known.version.to_string(),
            from: ctx.t.date(known.effective_from),
            in_force: known.version == in_force.version,
            shown: known.version == policy.version,
        };
        let page = RulesPage {
            ctx: &ctx,
            version: policy.version.as_str(),
            from: ctx.t.date(policy.effective_from),
            source: &policy.source,
            in_force: policy.version == in_force.version,
            groups: groups(ctx.t, policy)?,
            versions: app.policies.iter().map(version).collect(),
        };
        kept::html(&page)
    })
    .await
}

fn groups(t: T, policy: &Policy) -> Result<Vec<Group>> {
    let group = |(name, node): (String, Node)| {
        let mut rules = Vec::new();
        collect(t, &name, &node, &mut rules);
        Group { title: t.word("rules-group", &name), id: name.replace('_', "-"), rules }
    };
    Ok(numbers::groups(policy)?.into_iter().map(group).collect())
}

/// Every number below `path`, in the order of the policy.
fn collect(t: T, path: &str, node: &Node, rules: &mut Vec<Rule>) {
    if let Node::Group(fields) = node {
        if let Some(words) = spoken(t, fields) {
            return rules.push(Rule { sentence: t.word("rules", path), values: vec![words] });
        }
        return fields.iter().for_each(|(name, node)| collect(t, &format!("{path}-{name}"), node, rules));
    }
    rules.push(Rule { sentence: t.word("rules", path), values: values(t, path, node) });
}

fn values(t: T, path: &str, node: &Node) -> Vec<String> {
    match node {
        Node::List(all) => all.iter().flat_map(|one| values(t, path, one)).collect(),
        Node::Yes(true) => vec![t.t("yes")],
        Node::Yes(false) => vec![t.t("no")],
        Node::Number(n) => vec![counted(t, path, *n)],
        Node::Word(word) if path == "access-totp_roles" => vec![t.word("role", word)],
        Node::Word(word) if path.starts_with("draw-") => vec![t.word("rules-draw-word", word)],
        Node::Word(word) if path == "methods-direct-reasons" => vec![t.word("direct-reason", word)],
        Node::Word(clock) if clock.contains(':') => vec![clock.clone()],
        Node::Word(word) => vec![t.word("rules-word", word)],
        Node::Group(fields) => said(t, fields).into_iter().collect(),
    }
}

/// A thing with a name in both languages, by that name.
fn said(t: T, fields: &[(String, Node)]) -> Option<String> {
    match fields.iter().find(|(name, _)| name == "name") {
        Some((_, Node::Group(name))) => spoken(t, name),
        _ => None,
    }
}

/// Words in both languages, in the reader's.
fn spoken(t: T, fields: &[(String, Node)]) -> Option<String> {
    let own = if t.lang == Lang::Zh { "zh" } else { "en" };
    match fields.iter().find(|(name, _)| name == own) {
        Some((_, Node::Word(word))) => Some(word.clone()),
        _ => None,
    }
}

/// A number with the unit its name ends in.
fn counted(t: T, path: &str, n: i64) -> String {
    let unit = match path {
        path if path.ends_with("_fen") => return t.money(Fen(n)),
        path if path.ends_with("_bp") => return t.hundredths(n),
        path if path.ends_with("_wd") => "working-days",
        path if path.ends_with("months") => "rules-months",
        path if path.ends_with("hours") => "rules-hours",
        path if path.ends_with("minutes") => "rules-minutes",
        path if path.ends_with("seconds") => "rules-seconds",
        path if path.ends_with("days") => "rules-days",
        path if path.ends_with("chars") => "rules-chars",
        path if path.contains("-weights-") || path.ends_with("percent") => "rules-percent",
        path if path.ends_with("points") || path.contains("-level_") || path.ends_with("mean") => "rules-points",
        _ => return t.number(n),
    };
    t.n(unit, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_policy_has_a_sentence_and_a_unit_in_both_languages() {
        let policies = crate::defaults::policies();
        for lang in Lang::ALL {
            for policy in policies.iter() {
                let groups = groups(T { lang: *lang }, policy).unwrap();
                assert!(groups.iter().map(|group| group.rules.len()).sum::<usize>() > 50);
                for group in groups {
                    assert!(!group.title.contains('⟦'), "{}", group.title);
                    for rule in group.rules {
                        assert!(!rule.sentence.contains('⟦') && !rule.values.is_empty(), "{lang} {} {:?}", rule.sentence, rule.values);
                        assert!(rule.values.iter().all(|value| !value.contains('⟦')), "{lang} {:?}", rule.values);
                    }
                }
            }
        }
    }
}
