//! Published vectors: RFC 6962 trees as others computed them, and the examples of the C2SP documents.

use mingxuan::domain::log::{Hash, Proof, VerifierKey, grew_from, leaf, open};
use serde_json::Value;

fn vectors(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("tests/vectors/{name}.json")).unwrap()).unwrap()
}

fn hash(value: &Value) -> Hash {
    Hash(hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap())
}

fn hashes(value: &Value) -> Vec<Hash> {
    value.as_array().unwrap().iter().map(hash).collect()
}

#[test]
fn trees_of_rfc_6962_have_the_published_roots_and_proofs() {
    let all = vectors("rfc6962_merkle");
    let leaves: Vec<Vec<u8>> = all["leaves_hex"].as_array().unwrap().iter().map(|v| hex::decode(v.as_str().unwrap()).unwrap()).collect();
    let roots = hashes(&all["roots_hex"]);
    assert_eq!(leaf(b"L123456"), hash(&all["hasher"]["leaf_L123456"]));
    assert_eq!(leaf(b""), hash(&all["hasher"]["leaf_empty"]));
    let mut checked = 0;
    for one in all["inclusion"].as_array().unwrap() {
        let (size, index) = (one["size"].as_u64().unwrap(), one["index"].as_u64().unwrap());
        let proof = Proof { index, path: hashes(&one["proof"]), checkpoint: head(size, &roots), extra: None };
        assert!(proof.check_unsigned(&leaves[index as usize]).is_ok(), "{one}");
        for other in leaves.iter().enumerate().filter(|(n, _)| *n as u64 != index) {
            assert!(proof.check_unsigned(other.1).is_err(), "{one} holds leaf {}", other.0);
        }
        assert_eq!(Proof::parse(&proof.to_string()), Ok(proof));
        checked += 1;
    }
    for one in all["consistency"].as_array().unwrap() {
        let (old, new) = (one["size1"].as_u64().unwrap(), one["size2"].as_u64().unwrap());
        let of = |size: u64| (size, roots[size as usize]);
        assert!(grew_from(of(old), of(new), &hashes(&one["proof"])), "{one}");
        assert!(old == new || !grew_from(of(new), of(old), &hashes(&one["proof"])), "backwards: {one}");
        checked += 1;
    }
    assert_eq!(checked, 72);
}

/// A checkpoint under a signature nobody checks here.
fn head(size: u64, roots: &[Hash]) -> String {
    let root = roots[size as usize];
    format!("log.example\n{size}\n{root}\n\n— log.example AAAAAAAAAAAA\n")
}

#[test]
fn the_empty_tree_is_the_beginning_of_every_tree_and_has_one_root() {
    let roots = hashes(&vectors("rfc6962_merkle")["roots_hex"]);
    assert!(grew_from((0, roots[0]), (8, roots[8]), &[]));
    assert!(grew_from((0, roots[0]), (0, roots[0]), &[]));
    assert!(!grew_from((0, roots[1]), (8, roots[8]), &[]));
    assert!(!grew_from((0, roots[0]), (0, roots[1]), &[]));
    assert!(!grew_from((0, roots[0]), (8, roots[8]), &[roots[1]]));
    assert!(!grew_from((5, roots[5]), (5, roots[5]), &[roots[1]]));
    assert!(!grew_from((8, roots[8]), (u64::MAX, roots[8]), &[roots[1]]));
}

#[test]
fn notes_of_the_documents_are_read_and_every_changed_byte_is_noticed() {
    let all = vectors("c2sp_notes");
    let (note, key) = (all["signed_note"]["note"].as_str().unwrap(), all["signed_note"]["vkey"].as_str().unwrap());
    let keys = [VerifierKey::parse(key).unwrap()];
    // The signature holds; the text is no checkpoint.
    assert_eq!(open(note, &keys).unwrap_err(), mingxuan::domain::log::Distrust::Text);
    for at in 0..note.len() {
        let mut bytes = note.as_bytes().to_vec();
        bytes[at] ^= 1;
        if let Ok(text) = String::from_utf8(bytes) {
            assert_ne!(open(&text, &keys).unwrap_err(), mingxuan::domain::log::Distrust::Text, "byte {at}");
        }
    }
    for wrong in [key.to_uppercase(), key.replace("530d903a", "530d903b"), key.replace("530d903a", "530D903A"), key.replace("+Aek", "+Bek")]
    {
        assert_eq!(VerifierKey::parse(&wrong), None, "{wrong}");
    }
    for name in ["checkpoint_example", "cosigned_example"] {
        let proof = Proof { index: 20_852_162, path: Vec::new(), checkpoint: all[name].as_str().unwrap().into(), extra: None };
        // Its head is read; a path of no hashes leads nowhere.
        assert_eq!(proof.check_unsigned(b"").unwrap_err(), mingxuan::domain::log::Misproof::Path, "{name}");
    }
}
