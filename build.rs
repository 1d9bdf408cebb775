//! Words, pages and assets are embedded at compile time. Cargo sees changed files by itself, but not new ones; this names the folders.

fn main() {
    for folder in ["web/locales", "web/templates", "web/static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
