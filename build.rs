//! Words, pages, assets and migrations are embedded at compile time. Cargo sees changed files by itself, but not new ones; this names the folders.
//! It also asks the linker for packed relocations, which make the program two megabytes smaller (glibc 2.36 or newer, Debian 12).

#![allow(clippy::disallowed_methods, reason = "a build script is told its target by cargo, in the environment")]

fn main() {
    for folder in ["web/locales", "web/templates", "web/static", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
