//! Whether one head grew out of another by adding entries and in no other way (RFC 6962 §2.1.2).

use tlog_tiles::{EMPTY_HASH, Hash, check_tree};

use super::LARGEST;

/// Whether the tree of `new` (size, root) holds the tree of `old` unchanged at its beginning.
///
/// The empty tree is the beginning of every tree: its root is fixed and its proof is empty. A tree is its own beginning, with an empty proof.
pub fn grew_from(old: (u64, Hash), new: (u64, Hash), proof: &[Hash]) -> bool {
    let ((before, old_root), (after, new_root)) = (old, new);
    if before > after || after > LARGEST {
        return false;
    }
    if before == 0 || before == after {
        let same = if before == 0 { old_root == EMPTY_HASH } else { old_root == new_root };
        return same && proof.is_empty() && (after > 0 || new_root == EMPTY_HASH);
    }
    check_tree(&proof.to_vec(), after, new_root, before, old_root).is_ok()
}
