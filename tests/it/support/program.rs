//! The real program, as whoever runs a market starts it: in a process of its own that can be listened to, squeezed and killed.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a start may take before a test gives it up; a debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running process of the program. It is killed when dropped.
pub struct Program {
    child: Child,
    said: Arc<Mutex<String>>,
}

/// The built program, in a folder and an environment that hold no configuration of whoever runs the tests.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingxuan"));
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path))).current_dir(folder);
    command
}

impl Program {
    /// Starts the program with these arguments.
    pub fn start(folder: &Path, arguments: &[&str]) -> Program {
        let mut command = command(folder);
        command.args(arguments);
        Program::of(command)
    }

    /// Starts the program so that a limit on the size of its files is an error it can hear of, not a signal it dies of.
    pub fn start_for_squeezing(folder: &Path, arguments: &[&str]) -> Program {
        let mut command = Command::new("sh");
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path))).current_dir(folder);
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_mingxuan")]).args(arguments);
        Program::of(command)
    }

    fn of(mut command: Command) -> Program {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        listen(child.stdout.take().unwrap(), &said);
        listen(child.stderr.take().unwrap(), &said);
        Program { child, said }
    }

    /// Runs the program to its end: exit code and everything it said.
    pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
        let Output { status, stdout, stderr } = command(folder).args(arguments).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        (status.code().unwrap_or(-1), said)
    }

    /// Everything it has said so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until it has said something with `part` in it and returns the rest of that line.
    pub fn says(&mut self, part: &str) -> String {
        self.until(&format!("never said {part:?}"), |program| {
            let said = program.said();
            let (_, rest) = said.split_once(part)?;
            rest.split_once('\n').map(|(rest, _)| rest.to_owned())
        })
    }

    /// The address it serves at, once it does.
    pub fn base(&mut self) -> String {
        format!("http://{}", self.says(": http://").trim().trim_end_matches('/'))
    }

    /// Asks again and again until there is an answer.
    pub fn until<T>(&mut self, otherwise: &str, mut ask: impl FnMut(&Program) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(answer) = ask(self) {
                return answer;
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the program ended with {status}: {}", self.said());
            }
            assert!(began.elapsed() < PATIENCE, "{otherwise}: {}", self.said());
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// From now on none of its files may grow beyond so many bytes; `None` gives the room back.
    pub fn squeeze(&self, bytes: Option<u64>) {
        let limit = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
        let set = Command::new("prlimit").args(["--pid", &self.child.id().to_string(), &format!("--fsize={limit}:")]).output().unwrap();
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    }

    /// `kill -9`: nothing is finished, nothing is cleaned up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, as a service manager does, and waits until it has: its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn listen(pipe: impl Read + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = said.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}
