//! Writing a whole configuration around a statement, with the blank lines, comments and line ends that people's files have.

use hopcheck::nginx::directives::Contexts;

use crate::random::Random;

/// The places a statement can be put in, each with the letter that ids use for it.
pub const PLACES: [(Contexts, &str); 9] = [
    (Contexts::MAIN, "main"),
    (Contexts::EVENTS, "events"),
    (Contexts::HTTP, "http"),
    (Contexts::SERVER, "server"),
    (Contexts::LOCATION, "location"),
    (Contexts::UPSTREAM, "upstream"),
    (Contexts::SERVER_IF, "server-if"),
    (Contexts::LOCATION_IF, "location-if"),
    (Contexts::LIMIT_EXCEPT, "limit-except"),
];

/// A whole configuration that holds the lines in that place, and others in `http`.
pub fn whole(random: &mut Random, place: Contexts, lines: &[String], in_http: &[String]) -> String {
    let at = |wanted: Contexts| if place == wanted { lines } else { &[] };
    let mut out = Writer { random, text: String::new(), depth: 0 };
    out.lines(at(Contexts::MAIN));
    out.open("events");
    out.lines(at(Contexts::EVENTS));
    out.close();
    out.open("http");
    out.lines(in_http);
    out.lines(at(Contexts::HTTP));
    if place == Contexts::UPSTREAM {
        out.open("upstream app");
        out.line("server 127.0.0.1:9;");
        out.lines(lines);
        out.close();
    }
    out.open("server");
    if !lines.iter().any(|line| line.starts_with("listen")) {
        out.line("listen 127.0.0.1:8099;");
    }
    out.lines(at(Contexts::SERVER));
    if place == Contexts::SERVER_IF {
        out.open("if ($host)");
        out.lines(lines);
        out.close();
    }
    out.open("location /here");
    out.lines(at(Contexts::LOCATION));
    let inner = [(Contexts::LOCATION_IF, "if ($args)"), (Contexts::LIMIT_EXCEPT, "limit_except GET")];
    for (wanted, block) in inner {
        if place == wanted {
            out.open(block);
            out.lines(lines);
            out.close();
        }
    }
    out.close();
    out.close();
    out.close();
    let Writer { random, text, .. } = out;
    if random.one_in(8) { text.replace('\n', "\r\n") } else { text }
}

struct Writer<'r> {
    random: &'r mut Random,
    text: String,
    depth: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        if self.random.one_in(9) {
            self.text.push('\n');
        }
        if self.random.one_in(9) {
            let comment = *self.random.pick(&["# a { comment; }\n", "#\n", "    # \"it's\n", "# ümläut ; \\\n"]);
            self.text.push_str(comment);
        }
        let unit = *self.random.pick(&["    ", "    ", "  ", "\t"]);
        self.text.push_str(&unit.repeat(self.depth));
        self.text.push_str(line);
        if self.random.one_in(12) {
            self.text.push_str(" # trailing");
        }
        self.text.push('\n');
    }

    fn lines(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.line(line));
    }

    fn open(&mut self, head: &str) {
        let brace = if self.random.one_in(10) { "\n{" } else { " {" };
        self.line(&format!("{head}{brace}"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }
}
