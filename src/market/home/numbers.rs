//! A policy as a tree of numbers in the order in which it is written, so that the page follows the document.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::domain::policy::Policy;
use crate::error::{Error, Result};

/// A number, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Group(Vec<(String, Node)>),
    List(Vec<Node>),
    Yes(bool),
    Number(i64),
    Word(String),
}

/// The groups of a policy; its name, day and source are none.
pub fn groups(policy: &Policy) -> Result<Vec<(String, Node)>> {
    let text = serde_json::to_string(policy).map_err(|e| Error::caused("writing a policy", e))?;
    match serde_json::from_str(&text).map_err(|e| Error::caused("reading a policy", e))? {
        Node::Group(fields) => Ok(fields.into_iter().filter(|(_, node)| matches!(node, Node::Group(_))).collect()),
        _ => Err(Error::internal("a policy that is no group of numbers")),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(input: D) -> std::result::Result<Node, D::Error> {
        input.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a word, a list or a group")
    }

    fn visit_bool<E>(self, yes: bool) -> std::result::Result<Node, E> {
        Ok(Node::Yes(yes))
    }

    fn visit_i64<E>(self, n: i64) -> std::result::Result<Node, E> {
        Ok(Node::Number(n))
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> std::result::Result<Node, E> {
        i64::try_from(n).map(Node::Number).map_err(E::custom)
    }

    fn visit_str<E>(self, word: &str) -> std::result::Result<Node, E> {
        Ok(Node::Word(word.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Node, A::Error> {
        let mut all = Vec::new();
        while let Some(node) = list.next_element()? {
            all.push(node);
        }
        Ok(Node::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Group(fields))
    }
}
