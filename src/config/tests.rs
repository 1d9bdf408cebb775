//! Every refusal once, and that the built-in defaults hold.

use std::path::PathBuf;

use super::*;

fn with(settings: &[(&'static str, &str)]) -> Result<Config, Refusals> {
    let flags = settings.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    Config::load(&Sources { flags, ..Sources::default() })
}

fn with_environment(name: &str, value: &str) -> Result<Config, Refusals> {
    Config::load(&Sources { environment: vec![(name.to_owned(), value.to_owned())], ..Sources::default() })
}

fn with_file(text: &str) -> Result<Config, Refusals> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mingxuan.toml"), text).unwrap();
    Config::load(&Sources { folder: Some(folder.path().to_owned()), ..Sources::default() })
}

fn sentence(result: Result<Config, Refusals>) -> String {
    result.expect_err("this configuration must be refused").to_string()
}

#[test]
fn the_defaults_hold_and_point_into_the_data_folder() {
    let config = with(&[]).unwrap();
    assert_eq!(config.listen_on().to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url().as_str(), "http://127.0.0.1:8080/");
    assert_eq!(config.database_url().to_string(), "sqlite:./data/mingxuan.sqlite");
    assert_eq!(config.key_file(), PathBuf::from("./data/secret.key"));
    assert_eq!(config.mail.smtp(), None);
    assert_eq!(config.base_url(), "http://127.0.0.1:8080");
    assert!(!config.is_https() && config.database_url().is_embedded());
}

#[test]
fn every_key_of_the_defaults_has_a_sentence() {
    let mut explained = false;
    for line in include_str!("../../config/default.toml").lines() {
        let is_key = line.contains(" = ") && !line.starts_with('#');
        assert!(!is_key || explained, "no sentence above: {line}");
        explained = line.starts_with('#') || (is_key && explained);
        assert!(!line.starts_with("# ") || line.len() > 10, "too short to help: {line}");
    }
}

#[test]
fn later_sources_win() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mingxuan.toml"), "[server]\nport = 1001\nworkers = 3\n[market]\ncity_en = \"Here\"").unwrap();
    let mut sources = Sources { folder: Some(folder.path().to_owned()), ..Sources::default() };
    sources.environment =
        vec![("MINGXUAN_SERVER__PORT".into(), "1002".into()), ("MINGXUAN_SERVER__WORKERS".into(), "4".into()), ("HOME".into(), "/".into())];
    sources.flags = vec![("server.port", "1003".into())];
    let config = Config::load(&sources).unwrap();
    assert_eq!((config.server.port, config.server.workers, config.market.city_en.as_str()), (1003, 4, "Here"));
}

#[test]
fn an_unknown_key_is_refused_and_the_nearest_one_named() {
    let found = sentence(with_file("[server]\nprot = 80"));
    assert!(found.contains("there is no key `server.prot`; perhaps you meant `server.port`"), "{found}");
    let found = sentence(with_environment("MINGXUAN_SERVER__TLS_CERTS", "/x"));
    assert!(
        found.starts_with("MINGXUAN_SERVER__TLS_CERTS: there is no key `server.tls_certs`; perhaps you meant `server.tls_cert`"),
        "{found}"
    );
    let found = sentence(with_environment("MINGXUAN_TLS_CERT", "/x"));
    assert!(found.contains("perhaps you meant `server.tls_cert`"), "{found}");
    let found = sentence(with_file("[weather]\nsunny = true"));
    assert!(found.contains("no key `weather.sunny`. Every key"), "{found}");
}

#[test]
fn all_refusals_come_at_once() {
    let found = sentence(with_file("data_dirs = \"x\"\n[server]\nport = \"eighty\"\nworkers = -1"));
    assert_eq!(found.lines().count(), 3, "{found}");
    assert!(found.contains("`server.port` must be a whole number, but a text was given"), "{found}");
    assert!(found.contains("`server.workers` must be zero or more, but -1 was given"), "{found}");
}

#[test]
fn wrong_values_name_key_source_and_way_out() {
    for (key, value, expected) in [
        ("server.port", "70000", "70000 is not a port; write a number from 0 to 65535"),
        ("server.port", "eighty", "`server.port` must be a whole number, but `eighty` was given"),
        ("server.bind", "localhost", "write 127.0.0.1 for this machine only"),
        ("server.public_url", "market.example", "is not a web address; write one such as https://market.example"),
        ("server.trusted_proxies", "10.0.0.5, proxy", "`proxy` is neither an address such as 10.0.0.5 nor a network"),
        ("server.trusted_proxies", "10.0.0.0/33", "neither an address"),
        ("mail.transport", "pigeon", "unknown variant `pigeon`, expected one of `auto`, `smtp`, `files`, `memory`"),
        ("worker.inside_serve", "yes", "must be true or false, but `yes` was given"),
        ("search.meilisearch_url", "127.0.0.1:7700", "is not a web address"),
    ] {
        let found = sentence(with(&[(key, value)]));
        assert!(found.contains(key) && found.contains(expected) && found.starts_with("command line: "), "{found}");
    }
}

#[test]
fn a_wrong_database_url_is_refused_without_repeating_a_password() {
    for (url, expected) in [
        ("mysql://root:hunter2@db/market", "`mysql` is no database this program knows; write sqlite:"),
        ("market.sqlite", "this is not the address of a database"),
        ("sqlite:", "the path of the file is missing"),
        ("sqlite::memory:", "would be lost"),
        ("file:///var/market.sqlite", "with sqlite: in front"),
        ("postgres://root:hunter2@db", "the name of the database is missing"),
        ("postgres://root:hunter2@d b/market", "cannot be read"),
    ] {
        let found = sentence(with(&[("database.url", url)]));
        assert!(found.contains("`database.url` is refused") && found.contains(expected) && !found.contains("hunter2"), "{found}");
    }
}

#[cfg(not(feature = "postgres-tls"))]
#[test]
fn tls_to_postgres_is_refused_where_it_was_not_built_in() {
    let found = sentence(with(&[("database.url", "postgres://a@db/market?sslmode=require")]));
    assert!(found.contains("--features postgres-tls"), "{found}");
}

#[test]
fn a_good_database_url_shows_no_password() {
    let config = with(&[("database.url", "postgres://root:hunter2@db:5433/market")]).unwrap();
    assert_eq!(config.database_url().to_string(), "postgres://db/market");
    assert_eq!(config.database_url().expose(), "postgres://root:hunter2@db:5433/market");
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn an_open_network_needs_tls_a_proxy_or_a_clear_word() {
    assert!(sentence(with(&[("server.bind", "0.0.0.0")])).contains("server.insecure_http = true"));
    assert!(sentence(with(&[("server.bind", "::")])).contains("`server.bind` is refused"));
    with(&[("server.bind", "0.0.0.0"), ("server.insecure_http", "true")]).unwrap();
    with(&[("server.bind", "0.0.0.0"), ("server.trusted_proxies", "10.0.0.5")]).unwrap();
    with(&[("server.bind", "0.0.0.0"), ("server.tls_cert", "c.pem"), ("server.tls_key", "k.pem")]).unwrap();
    with(&[("server.bind", "::1")]).unwrap();
}

#[test]
fn what_must_not_run_in_production_is_refused_at_start() {
    let cases: [(&[(&str, &str)], &str); 14] = [
        (&[("server.tls_cert", "c.pem")], "`server.tls_key` is refused"),
        (&[("server.tls_key", "k.pem")], "`server.tls_cert` is refused"),
        (&[("server.trusted_proxies", "0.0.0.0/0")], "everybody's X-Forwarded-For"),
        (&[("server.public_url", "https://market.example/shop")], "without a path"),
        (&[("server.public_url", "http://m.example"), ("server.tls_cert", "c"), ("server.tls_key", "k")], "begins with https://"),
        (&[("mail.transport", "memory")], "memory keeps mails for tests"),
        (&[("mail.transport", "smtp")], "`mail.smtp_host` is refused"),
        (&[("mail.smtp_host", "mail.example"), ("mail.smtp_security", "none")], "write starttls or tls"),
        (&[("mail.smtp_host", "mail.example"), ("mail.smtp_user", "me")], "belong together"),
        (&[("search.meilisearch_url", "https://search.example")], "speaks http to Meilisearch"),
        (&[("metrics.token", "short")], "could be guessed"),
        (&[("market.log_origin", "https://market.example")], "without scheme"),
        (&[("log.filter", "mingxuan=loud")], "`log.filter` is refused"),
        (&[("worker.poll_ms", "0")], "`worker.poll_ms` is refused: with 0 nobody could work"),
    ];
    for (settings, expected) in cases {
        let settings: Vec<_> = settings.to_vec();
        let flags = settings.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        let found = sentence(Config::load(&Sources { flags, ..Sources::default() }));
        assert!(found.contains(expected), "{settings:?}: {found}");
    }
}

#[test]
fn files_that_cannot_be_read_say_so() {
    let missing = Sources { file: Some(PathBuf::from("/nowhere/mingxuan.toml")), ..Sources::default() };
    assert!(sentence(Config::load(&missing)).contains("/nowhere/mingxuan.toml cannot be read"));
    let found = sentence(with_file("[server]\nport = \n"));
    assert!(found.contains("not valid TOML: line 2:"), "{found}");
}

#[test]
fn the_list_of_settings_hides_secrets() {
    let sources = Sources { environment: vec![("MINGXUAN_METRICS__TOKEN".into(), "hunter2hunter2hunter2".into())], ..Sources::default() };
    let lines: Vec<_> = Layers::read(&sources).unwrap().lines().collect();
    assert!(lines.contains(&"metrics.token = set  (MINGXUAN_METRICS__TOKEN)".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"server.port = 8080  (default)".to_owned()));
}

#[test]
fn the_test_configuration_is_one_that_production_refuses() {
    let config = Config::for_tests(&PathBuf::from("/tmp/x"));
    assert!(config.check().is_err());
    assert_eq!(config.data_dir, PathBuf::from("/tmp/x"));
}

#[test]
fn networks_contain_what_they_say() {
    let network: Network = "10.1.0.0/24".parse().unwrap();
    assert!(network.contains("10.1.0.255".parse().unwrap()) && network.contains("::ffff:10.1.0.7".parse().unwrap()));
    assert!(!network.contains("10.1.1.0".parse().unwrap()) && !network.contains("::1".parse().unwrap()));
    let one: Network = "fd00::5".parse().unwrap();
    assert!(one.contains("fd00::5".parse().unwrap()) && !one.contains("fd00::6".parse().unwrap()));
}
