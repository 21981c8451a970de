//! Asking whoever sits at the terminal.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Write};

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    All,
    Quit,
}

/// Where answers come from.
pub struct Asker {
    lines: Option<Box<dyn BufRead>>,
}

impl Asker {
    /// Asks nobody: every answer is yes.
    pub fn yes() -> Self {
        Asker { lines: None }
    }

    /// Asks at the terminal, which is not standard input where texts come from there.
    pub fn terminal() -> Result<Self, String> {
        if std::io::stdin().is_terminal() {
            return Ok(Asker { lines: Some(Box::new(std::io::stdin().lock())) });
        }
        match File::open("/dev/tty") {
            Ok(terminal) => Ok(Asker { lines: Some(Box::new(BufReader::new(terminal))) }),
            Err(_) => Err("--apply asks before it writes, and there is no terminal to ask at; with --yes it writes without asking".to_owned()),
        }
    }

    /// Asks until the answer is one. The end of input means to quit.
    pub fn ask(&mut self, question: &str) -> Answer {
        let Some(lines) = &mut self.lines else { return Answer::Yes };
        loop {
            print!("{question} [y]es, [n]o, [a]ll, [q]uit? ");
            let _ = std::io::stdout().flush();
            let mut line = String::new();
            if lines.read_line(&mut line).unwrap_or(0) == 0 {
                return Answer::Quit;
            }
            match line.trim().to_lowercase().as_str() {
                "y" | "yes" => return Answer::Yes,
                "n" | "no" => return Answer::No,
                "a" | "all" => {
                    self.lines = None;
                    return Answer::All;
                }
                "q" | "quit" => return Answer::Quit,
                _ => {}
            }
        }
    }
}
