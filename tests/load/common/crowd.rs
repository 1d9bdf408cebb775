//! Sixty-four agencies, each with an access token and a connection of its own, and projects they may sign up for.

#![allow(dead_code, reason = "each program uses the part it needs")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::db::schema::access_tokens;
use mingxuan::domain::time::DAY;
use mingxuan::market::selection::jobs;
use mingxuan::platform::keys::sha256_hex;
use mingxuan::platform::random;

use crate::city::City;
use crate::common::{Line, Run};

/// Agencies, and connections.
pub const CROWD: usize = 64;

/// Who signs up, and for what.
pub struct Crowd {
    pub city: City,
    pub tokens: Vec<String>,
    /// Numbers of open projects.
    pub projects: Vec<String>,
}

impl Crowd {
    /// A city on an open market with `projects` open projects.
    pub async fn gathered(app: &App, projects: usize) -> Crowd {
        let city = tokio::task::block_in_place(|| City::found(app, CROWD));
        let mut numbers = Vec::with_capacity(projects);
        for _ in 0..projects {
            let project = tokio::task::block_in_place(|| city.project(Vec::new()));
            jobs::request(app, project.as_str()).await.unwrap();
            numbers.push(city.state(&project).number);
        }
        let tokens: Vec<String> = (0..CROWD).map(|_| format!("mx_{}", random::hex32().unwrap())).collect();
        let (now, accounts) = (app.clock.now(), city.agencies.iter().map(|who| who.account.to_string()).collect::<Vec<_>>());
        let kept = tokens.clone();
        app.db
            .write(move |conn| {
                for (account, token) in accounts.iter().zip(&kept) {
                    let row = (
                        (access_tokens::id.eq(random::blind_id()), access_tokens::account_id.eq(account), access_tokens::name.eq("load")),
                        (access_tokens::token_hash.eq(sha256_hex(token.as_bytes())), access_tokens::scopes.eq("read write")),
                        (access_tokens::created_at.eq(now.ms()), access_tokens::expires_at.eq(now.plus(30 * DAY).ms())),
                    );
                    diesel::insert_into(access_tokens::table).values(row).execute(conn)?;
                }
                Ok(())
            })
            .await
            .unwrap();
        Crowd { city, tokens, projects: numbers }
    }

    /// Everybody signs up for every project, each over a connection of its own.
    pub async fn sign_up(&self, server: SocketAddr) -> Run {
        let began = Instant::now();
        let tasks: Vec<_> = self.tokens.iter().map(|token| tokio::spawn(all(server, token.clone(), self.projects.clone()))).collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.unwrap());
        }
        Run::of(times, began.elapsed())
    }
}

async fn all(server: SocketAddr, token: String, projects: Vec<String>) -> Vec<Duration> {
    let mut line = Line::to(server).await.unwrap();
    let mut times = Vec::with_capacity(projects.len());
    for project in projects {
        let sent = Instant::now();
        assert_eq!(line.ask(sign_up(&project, &token).as_bytes()).await.unwrap(), 201, "{}", line.body());
        times.push(sent.elapsed());
    }
    times
}

/// A sign-up as a program sends it.
pub fn sign_up(project: &str, token: &str) -> String {
    format!(
        "POST /api/v1/projects/{project}/signups HTTP/1.1\r\nHost: market.example\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n"
    )
}
